import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlinesOf } from './deadlines.ts';
import { seatedIn } from './deputies.ts';
import type { IssueState } from './issue.ts';
import { ladderNotices, type Notice } from './notices.ts';
import type { LadderStep } from './policy-schema.ts';
import { countSlowly, isWorkedSlowly } from './testing/day-tables.ts';
import { must, start, until } from './testing/acting.ts';
import { openingArbitrary } from './testing/generators.ts';
import { GOLDEN_POLICY } from './testing/golden-policy.ts';
import { actor, isFor, PARTIES, seatSlowly } from './testing/people.ts';
import { Life, lifeArbitrary } from './testing/simulator.ts';
import { addDays, DAY_MS, dayOf, instantInWords, startOfDay, type Day } from './time.ts';

const RUNS = { numRuns: 100 };
/** `stay`: for laws that tell a notice from the one policy of the life; `rules-change.test.ts` has those of the others. */
const everyLife = (law: (life: Life) => void, rules: 'may change' | 'stay' = 'may change'): void =>
  fc.assert(
    fc.property(lifeArbitrary(30, rules), fc.integer({ min: 0, max: 200 }), (life, days) => {
      law(life.sleep(life.now + days * DAY_MS));
    }),
    RUNS,
  );

/** A notice of the ladder with what it came from, told from its name. */
const parse = (state: IssueState, notice: Notice): { step: LadderStep; due: Day; set: number; repeat: number } => {
  const deadline = deadlinesOf(state).find((one) => notice.step.startsWith(`${one.key}:`));
  const [id, repeat] = notice.step.slice((deadline?.key.length ?? 0) + 1).split(':');
  const { audience, notice: kind } = state.policy.chase;
  const chase: LadderStep = { id: id ?? '', offset: 1, unit: 'calendar-day', audience, light: 'red', notice: kind, acknowledge: false };
  const step = id?.startsWith('chase-') ? chase : deadline === undefined ? undefined : state.policy.ladders[deadline.kind].find((one) => one.id === id);
  if (deadline === undefined || step === undefined) throw new Error(`a notice of nothing: ${notice.step}`);
  return { step, due: deadline.date.day, set: deadline.date.since, repeat: Number(repeat?.slice(1) ?? 0) };
};

/** Why a repeat may be missing: this role confirmed its step in this cycle, or the ladder stood still on its day. */
const silenced = (life: Life, state: IssueState, notice: Notice, day: Day): boolean =>
  life.events.some(
    (event) =>
      event.seq <= state.seq &&
      event.cycle === state.cycle &&
      ((event.type === 'acknowledged' && event.step === notice.step && event.roles.includes(notice.role)) ||
        ((event.type === 'resumed' || event.type === 'extension-refused') && dayOf(event.at) >= day)),
  );

/** Whoever was asked for an extension or a correction hears of the silence, whatever the audience of the chase. */
const asked = ({ policy, extension: { pending }, amendment }: IssueState, { topic }: Notice): readonly (string | undefined)[] => {
  if (topic === 'amendment') return amendment?.approvers ?? [];
  if (topic === 'withholding') return policy.publication.approvers;
  return topic === 'extension' && policy.extension.tellAsked ? [pending?.levels[pending.endorsers.length]] : [];
};

describe('what is planned to be told', () => {
  it('goes out within delivery hours, on a working day where the policy says so', () => {
    everyLife((life) => {
      for (const { state, notices } of life.moments)
        for (const { notBefore } of [...ladderNotices(state), ...notices]) {
          const { opens, closes, workingDaysOnly } = state.policy.delivery;
          const [day = '', clock = ''] = instantInWords(notBefore).split(' ');
          expect(clock >= opens && clock < closes).toBe(true);
          if (workingDaysOnly) expect(isWorkedSlowly(state.days, day)).toBe(true);
        }
    });
  });

  it('is never told before its day, nor before its rung has opened; a reminder never after the last day', () => {
    everyLife((life) => {
      for (const { state } of life.moments)
        for (const notice of ladderNotices(state)) {
          const { step, due, set, repeat } = parse(state, notice);
          const day = dayOf(notice.notBefore);
          const stepDay = step.unit === 'working-day' ? countSlowly(state.days, due, step.offset) : addDays(due, step.offset);
          if (step.offset < 1) {
            expect(day <= due, `${notice.step} ${day}`).toBe(true);
            expect(day > dayOf(set) || notice.notBefore > set).toBe(true);
            // A reminder may come early where its day is a holiday, by that holiday and no more.
            const early = !isWorkedSlowly(state.days, stepDay) && state.policy.delivery.workingDaysOnly;
            if (repeat === 0) expect(early ? day === countSlowly(state.days, stepDay, -1) : day === stepDay).toBe(true);
          } else {
            expect(day >= stepDay).toBe(true);
            const opened = state.marks.flatMap((mark) => (notice.step.startsWith(`${mark.deadline}:`) ? mark.rungs : [])).find((rung) => rung.step === step.id);
            expect(opened?.at).toBeLessThanOrEqual(notice.notBefore);
          }
        }
    }, 'stay');
  });

  it('repeats as often as the step says, every so many working days, and is one notice a role', () => {
    everyLife((life) => {
      for (const { state } of life.moments) {
        const all = ladderNotices(state);
        expect(new Set(all.map((notice) => `${notice.step} ${notice.role}`)).size).toBe(all.length);
        for (const notice of all) {
          const { step, repeat } = parse(state, notice);
          // What must be confirmed is asked for again as the policy says, where the step says nothing itself.
          const repeats = step.repeat ?? (step.acknowledge ? state.policy.acknowledgement.chase : null);
          expect(repeat).toBeLessThanOrEqual(repeats?.times ?? 0);
          if (step.id.startsWith('chase-')) expect([notice.kind, notice.light, step.audience.some((role) => role === notice.role || notice.role === 'successor') || asked(state, notice).includes(notice.role)]).toEqual([step.notice, 'red', true]);
          const first = all.find((one) => one.step === notice.step.replace(/:r\d+$/, '') && one.role === notice.role);
          if (repeat === 0 && step.offset >= 1) {
            const letters = all.filter((one) => one.role === notice.role && one.step.startsWith(`${notice.step}:r`)).map((one) => one.step);
            const wanted = Array.from({ length: repeats?.times ?? 0 }, (_, at) => ({
              name: `${notice.step}:r${at + 1}`,
              day: countSlowly(state.days, dayOf(notice.notBefore), (at + 1) * (repeats?.everyWorkingDays ?? 0)),
            }));
            for (const { name, day } of wanted) if (!letters.includes(name)) expect(silenced(life, state, notice, day), `${name} ${day}`).toBe(true);
          }
          if (repeat === 0 || first === undefined) continue;
          expect(dayOf(notice.notBefore)).toBe(countSlowly(state.days, dayOf(first.notBefore), repeat * (repeats?.everyWorkingDays ?? 0)));
        }
      }
    }, 'stay');
  });

  it('is nothing but look-backs, hand-overs and what waits for approval after closure, and nothing at all after the end', () => {
    everyLife((life) => {
      for (const { state } of life.moments) {
        const topics = ladderNotices(state).map((notice) => notice.topic);
        const others = topics.filter((topic) => !['hand-over', 'amendment', 'withholding'].includes(topic));
        if (state.status === 'closed') expect(others.filter((topic) => topic !== 'look-back')).toEqual([]);
        if (state.status === 'sustained') expect(others.filter((topic) => topic !== 'cadence')).toEqual([]);
        if (state.status === 'archived' || state.status === 'withdrawn') expect(topics).toEqual([]);
        if (state.suspension !== null) expect(topics.filter((topic) => topic !== 'suspension')).toEqual([]);
      }
    });
  });

  it('never begins in the past: what a step newly plans lies after it', () => {
    everyLife((life) => {
      for (const { before, state, at, events } of life.moments) {
        // Letters of a suspended issue come back with it; whether they were sent already is known to the ledger.
        if (before === null || events.some((event) => event.type === 'resumed')) continue;
        const known = new Set(ladderNotices(before).map((notice) => notice.step));
        for (const notice of ladderNotices(state)) if (!known.has(notice.step)) expect(notice.notBefore, notice.step).toBeGreaterThanOrEqual(at);
      }
    });
  });

  it('stops repeating a step to whoever acknowledged it, for as long as the policy says, and never the first notice', () => {
    everyLife((life) => {
      for (const { before, state, act, actor: by, at, events } of life.moments) {
        if (act?.type !== 'acknowledge' || before === null || events.length === 0) continue;
        const step = events.flatMap((event) => (event.type === 'acknowledged' ? [event.step] : []))[0] ?? '';
        const until = countSlowly(state.days, dayOf(at), state.policy.acknowledgement.lapseWorkingDays);
        const planned = ladderNotices(before).filter((notice) => notice.step === step || notice.step.startsWith(`${step}:r`));
        // A repeat's own name must lead back to its step, also where the step is called `r1`.
        if (planned.length > 0 && !planned.some((notice) => notice.step === act.step)) throw new Error(`acknowledged ${act.step} as ${step}`);
        const kept = new Set(ladderNotices(state).map((notice) => `${notice.step} ${notice.role}`));
        for (const notice of planned) {
          // Whom the notice would have reached first is who speaks by confirming it; the other roles go on being asked.
          const mine = isFor(notice.to.find((party) => !(by?.vacant ?? []).includes(party)) ?? null, seatedIn(by ?? actor('stranger')));
          const isRepeat = notice.step !== step;
          if (!isRepeat || !mine) expect(kept.has(`${notice.step} ${notice.role}`)).toBe(true);
          else if (dayOf(notice.notBefore) < until) expect(kept.has(`${notice.step} ${notice.role}`)).toBe(false);
        }
      }
    });
  });
});

describe('a second rectification', () => {
  it('leaves alone what was confirmed and goes on: its repeats, gone by meanwhile, do not come back', () => {
    const ladder: LadderStep[] = [{ id: 'T+1', offset: 1, unit: 'calendar-day', audience: ['owner'], light: 'yellow', notice: 'urging', acknowledge: true, repeat: { everyWorkingDays: 1, times: 3 } }];
    const life = until(start('2026-04-10', { ladders: { ...GOLDEN_POLICY.ladders, accept: ladder } }), '2026-03-06');
    must(life, 'wang', { type: 'acknowledge', step: 'accept#1:T+1' });
    const told = (): readonly string[] => ladderNotices(life.state).flatMap(({ topic, step }) => (topic === 'accept' ? [step] : []));
    expect(told()).toEqual(['accept#1:T+1']);
    until(life, '2026-03-12').renewTerm(60);
    expect(life.state.term).toBe(2);
    expect(told()).toEqual(['accept#1:T+1']);
  });
});

describe('whom to tell', () => {
  it('a vacant post climbs the chain; somebody is found as long as there is a supervision office', () => {
    everyLife((life) => {
      for (const { state, notices } of life.moments)
        for (const notice of [...ladderNotices(state), ...notices]) {
          expect(notice.to.length).toBeGreaterThan(0);
          const signer = notice.topic === 'reopened' && notice.to[0]?.startsWith('person:') === true;
          // The successor of a hand-over is told in his own name.
          if (notice.role === 'successor') expect(notice.to[0]?.startsWith('person:')).toBe(true);
          else if (!signer && notice.topic !== 'measure') expect(notice.to[0]).toBe(seatSlowly(state.parties, notice.role));
        }
    });
  });
});

describe('an acknowledgement', () => {
  it('of a step called r1 is one of this step, and of its repeat as well', () => {
    const steps: LadderStep[] = [
      { id: 'r1', offset: 1, unit: 'calendar-day', audience: ['owner'], light: 'red', notice: 'urging', acknowledge: true, repeat: { everyWorkingDays: 1, times: 2 } },
    ];
    for (const name of ['accept#1:r1', 'accept#1:r1:r2'])
      fc.assert(
        fc.property(openingArbitrary, (opening) => {
          const policy = { ...opening.policy, ladders: { ...opening.policy.ladders, accept: steps } };
          const life = new Life({ ...opening, policy, command: { ...opening.command, standing: 'assigned', parties: PARTIES } });
          life.sleep(startOfDay(addDays(life.state.accept?.day ?? '', 2)));
          expect(ladderNotices(life.state).some((notice) => notice.step === name)).toBe(true);
          expect(life.attempt({ type: 'acknowledge', step: name }, actor('wang'))).toBe(true);
          expect(life.state.acknowledgements.map((one) => one.step)).toEqual(['accept#1:r1']);
        }),
        { numRuns: 10 },
      );
  });
});
