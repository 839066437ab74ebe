import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from './command-schema.ts';
import type { DayTable } from './day-table.ts';
import { runningDeadlines } from './deadlines.ts';
import { ladderNotices } from './notices.ts';
import { policyImpact } from './outlook.ts';
import type { Policy } from './policy-schema.ts';
import { whatFellDue } from './step.ts';
import { actOf } from './testing/act-choice.ts';
import { accepted, must, OPENED, overdue, reason, refused, start, submit, evidence, until } from './testing/acting.ts';
import { CN_2026, countSlowly, daysFrom } from './testing/day-tables.ts';
import { moveArbitrary } from './testing/generators.ts';
import { GOLDEN_POLICY } from './testing/golden-policy.ts';
import { actor } from './testing/people.ts';
import { lifeArbitrary, type Life } from './testing/simulator.ts';
import { addDays, dayOf, daysBetween } from './time.ts';

/** The office takes a table in which these weekdays are off. */
const without = (...days: readonly string[]): DayTable => ({ ...CN_2026, version: 'cn-2026 (again)', rest: [...CN_2026.rest, ...days].toSorted() });
const take = (days: DayTable): Act => ({ type: 'take-calendar', days });
const adopt = (change: Partial<Policy>): Act => ({ type: 'adopt-policy', policy: { ...GOLDEN_POLICY, version: '2', ...change }, reason });
const last = (life: Life) => life.events.at(-1);
const told = (life: Life): readonly string[] => life.moments.at(-1)?.notices.map((notice) => `${notice.role} ${notice.topic} ${notice.day}`) ?? [];
const planned = (life: Life): readonly string[] => ladderNotices(life.state).map((notice) => `${notice.step} ${notice.role} ${dayOf(notice.notBefore)}`);

describe('next year’s table arrives', () => {
  it('counts a term of working days anew from its origin; old and new date stand in the event; who is held to it is told', () => {
    const life = must(start('2026-04-10'), 'zhou', take(without(...daysFrom('2026-03-04', '2026-03-06'))));
    expect(last(life)).toMatchObject({ type: 'calendar-taken', before: CN_2026.version, moves: [{ deadline: 'accept#1', kind: 'accept', from: '2026-03-05', to: '2026-03-10' }] });
    expect(life.state.accept).toMatchObject({ day: '2026-03-10', set: 2 });
    expect(told(life)).toEqual(['owner calendar-taken 2026-03-10', 'leader calendar-taken 2026-03-10']);
  });

  it('tells nobody of a date that moves by a day, which keeps its name and its reminders', () => {
    const life = must(start('2026-04-10'), 'zhou', take(without('2026-03-04')));
    expect(life.state.accept).toMatchObject({ day: '2026-03-06', set: 1 });
    expect(told(life)).toEqual([]);
  });

  it('never moves a promised date, but its reminders and rungs that count working days do', () => {
    const ladders = { ...GOLDEN_POLICY.ladders, due: [{ ...GOLDEN_POLICY.ladders.due[2], id: 'T-3', offset: -3, unit: 'working-day' as const }] } as Policy['ladders'];
    const life = must(start('2026-04-10', { ladders }), 'wang', { type: 'accept' });
    expect(planned(life)).toEqual(['due#1:T-3 owner 2026-04-07', 'due#1:T-3 leader 2026-04-07']);
    must(life, 'zhou', take(without('2026-04-08')));
    expect(life.state.due.current.day).toBe('2026-04-10');
    expect(last(life)).toMatchObject({ moves: [] });
    expect(planned(life)).toEqual(['due#1:T-3 owner 2026-04-03', 'due#1:T-3 leader 2026-04-03']);
  });

  it('moves a due date that its words count in working days', () => {
    const life = start('2026-03-13', {}, 'immediate', {}, { count: 9, unit: 'working-day' });
    must(life, 'zhou', take(without('2026-03-09', '2026-03-10')));
    expect(life.state.due).toMatchObject({ original: '2026-03-13', current: { day: '2026-03-17' } });
  });

  it('leaves alone what was missed, and puts nothing into the past', () => {
    const missed = must(until(start('2026-04-10'), '2026-03-09'), 'zhou', take(without('2026-03-04', '2026-03-05')));
    expect(last(missed)).toMatchObject({ moves: [] });
    const worked: DayTable = { ...CN_2026, version: 'more', work: [...CN_2026.work, '2026-03-07', '2026-03-08'].toSorted() };
    const plan = must(until(start('2026-06-30', {}, 'dated'), '2026-03-03'), 'wang', { type: 'accept' });
    expect(plan.state.planBy?.day).toBe('2026-03-24');
    expect(must(until(plan, '2026-03-23'), 'zhou', take(worked)).state.planBy?.day).toBe('2026-03-24');
  });

  it('is taken once: the same table again changes nothing; nobody but the office may bring it', () => {
    const life = must(start('2026-04-10'), 'zhou', take(without('2026-03-04')));
    const { seq } = life.state;
    expect(must(life, 'zhou', take({ ...without('2026-03-04'), version: 'another name' })).state.seq).toBe(seq);
    expect(refused(life, 'qian', take(CN_2026))).toBe('NOT_ALLOWED');
  });

  it('keeps what a suspension added', () => {
    const life = must(start('2026-06-30', {}, 'dated'), 'wang', { type: 'accept' });
    must(life, 'zhou', { type: 'suspend', until: '2026-03-10', reason });
    const before = must(until(life, '2026-03-06'), 'zhou', { type: 'resume', reason }).state.planBy?.day ?? '';
    expect(before).toBe(addDays(countSlowly(CN_2026, OPENED, 15), 4));
    must(life, 'zhou', take(without('2026-03-09', '2026-03-11', '2026-03-12')));
    expect(life.state.planBy?.day).toBe(addDays(countSlowly(without('2026-03-09', '2026-03-11', '2026-03-12'), OPENED, 15), 4));
  });
});

describe('an issue moves to another policy', () => {
  it('counts running dates by its terms, with both versions and the dates in the event', () => {
    const life = must(start('2026-04-10'), 'zhou', adopt({ terms: { ...GOLDEN_POLICY.terms, accept: { count: 10, unit: 'working-day' } } }));
    expect(last(life)).toMatchObject({ type: 'policy-adopted', before: 'golden@1', policy: { version: '2' }, moves: [{ kind: 'accept', from: '2026-03-05', to: '2026-03-16' }] });
    expect(told(life)).toEqual(['owner policy-adopted 2026-03-16', 'leader policy-adopted 2026-03-16']);
  });

  it('keeps an opened rung open, tells nobody of it again, and goes on with the steps still ahead', () => {
    const life = until(overdue(), '2026-04-21');
    const ladder = GOLDEN_POLICY.ladders.due;
    const opened = planned(life).filter((line) => line.includes(':T+'));
    must(life, 'zhou', adopt({ ladders: { ...GOLDEN_POLICY.ladders, due: [...ladder.slice(0, 4), { ...ladder[5], id: 'T+5', offset: 5 }, { ...ladder[6], id: 'T+15', offset: 15 }] as Policy['ladders']['due'] } }));
    expect(planned(life).filter((line) => line.includes(':T+'))).toEqual(opened);
    until(life, '2026-07-10');
    expect(life.events.flatMap((event) => (event.type === 'rung-opened' && event.kind === 'due' ? [`${event.step} ${dayOf(event.at)}`] : []))).toEqual([
      'T+1 2026-04-11',
      'T+10 2026-04-20',
      'T+15 2026-04-25',
      'chase-1 2026-05-25',
      'chase-2 2026-06-24',
    ]);
  });

  it('waits until a closure that is being signed is settled', () => {
    const life = accepted('2026-04-10');
    must(must(life, 'wang', evidence(1)), 'wang', submit);
    expect(refused(life, 'zhou', adopt({}))).toBe('POLICY_WHILE_VERIFYING');
  });

  it('does nothing where it says the same', () => {
    expect(must(start('2026-04-10'), 'zhou', { type: 'adopt-policy', policy: GOLDEN_POLICY, reason }).events.length).toBe(1);
  });

  it('shows beforehand what would change for whom', () => {
    const life = until(accepted('2026-04-10'), '2026-03-10');
    const ladder = GOLDEN_POLICY.ladders.due.map((step) => (step.id === 'T-20' ? { ...step, id: 'T-40', offset: -40 } : step.id === 'T-10' ? { ...step, offset: -12 } : step));
    const impact = policyImpact(life.state, { ...GOLDEN_POLICY, version: '2', ladders: { ...GOLDEN_POLICY.ladders, due: ladder } }, life.now);
    expect(impact.dropped.map((one) => `${one.what} ${one.role}`)).toEqual(['due:T-20 owner']);
    // Its day is over: nobody is reminded of the past.
    expect(impact.added).toEqual([]);
    expect(impact.moved.map((one) => `${one.what} ${one.role} ${one.from} ${one.day}`)).toEqual(['due:T-10 owner 2026-03-31 2026-03-27', 'due:T-10 leader 2026-03-31 2026-03-27']);
  });
});

describe('rules that change under way, over lives of random people', () => {
  const changes = (law: (life: Life, before: Life['state']) => void): void =>
    fc.assert(
      fc.property(lifeArbitrary(25), moveArbitrary, fc.boolean(), (life, move, calendar) => {
        const before = life.state;
        const type = calendar ? 'take-calendar' : 'adopt-policy';
        // Every choice that means this act; the number also decides what table or policy it is.
        let act = actOf(before, move, life.now);
        for (let choice = move.choice; act.type !== type; choice += 1) act = actOf(before, { ...move, choice }, life.now);
        if (life.attempt(act, actor('zhou')) && life.state !== before) law(life, before);
      }),
      { numRuns: 60 },
    );

  it('nobody becomes late, and nothing falls due that was not due before', () => {
    changes((life, before) => {
      const fellDue = (state: Life['state']): readonly string[] => whatFellDue(state, life.now).events.flatMap((event) => (event.type === 'fell-due' ? [event.deadline] : []));
      expect(fellDue(life.state)).toEqual(fellDue(before));
      expect(life.state.marks.map((mark) => [mark.deadline, mark.rungs])).toEqual(before.marks.map((mark) => [mark.deadline, mark.rungs]));
    });
  });

  it('nobody is told twice of a step, or of the past: what is called for now and lies before the change was called for before', () => {
    changes((life, before) => {
      const known = new Set(ladderNotices(before).map((notice) => `${notice.step} ${notice.role}`));
      for (const notice of ladderNotices(life.state))
        if (notice.notBefore < life.now) expect(known.has(`${notice.step} ${notice.role}`), `${notice.step} ${notice.role}`).toBe(true);
    });
  });

  it('a date given as a day stays, a counted one is where its term ends; whom a move of more than a day concerns is told', () => {
    changes((life, before) => {
      const event = life.events.at(-1);
      if (event?.type !== 'calendar-taken' && event?.type !== 'policy-adopted') return;
      const after = new Map(runningDeadlines(life.state).map((one) => [`${one.kind} ${one.subject}`, one]));
      for (const { kind, subject, date, key } of runningDeadlines(before)) {
        const move = event.moves.find((one) => one.deadline === key);
        expect(after.get(`${kind} ${subject}`)?.date.day).toBe(move?.to ?? date.day);
        if (date.counted === undefined) expect(move).toBeUndefined();
        if (date.counted?.by === 'accept' && move !== undefined && life.state.policy.terms.accept.unit === 'working-day')
          expect(move.to).toBe(addDays(countSlowly(life.state.days, date.counted.from, life.state.policy.terms.accept.count), date.counted.shift ?? 0));
      }
      const large = event.moves.some(({ from, to }) => Math.abs(daysBetween(from, to)) > 1);
      expect((life.moments.at(-1)?.notices.length ?? 0) > 0).toBe(large);
    });
  });
});
