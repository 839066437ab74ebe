import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../policy-schema.ts';
import { CN_2026 } from '../testing/day-tables.ts';
import { ROUND_POLICY, roundLifeArbitrary, startRound, type RoundLife } from '../testing/round-life.ts';
import { dayOf } from '../time.ts';
import { deadlinesOfRound } from './deadlines.ts';
import type { RoundEventOf } from './events.ts';
import { roundLadderNotices } from './notices.ts';

const everyLife = (law: (life: RoundLife) => void): void => fc.assert(fc.property(roundLifeArbitrary(), law), { numRuns: 50 });
const changes = (life: RoundLife) =>
  life.moments.flatMap(({ events, before, state, notices, at }) =>
    events.flatMap((event) => (event.type === 'round-calendar-taken' || event.type === 'round-policy-adopted' ? [{ event, before, state, notices, at }] : [])),
  );
/** The working days of CN_2026 with these off, too. */
const off = (...days: readonly string[]) => ({ type: 'take-calendar', days: { ...CN_2026, version: 'next', rest: [...CN_2026.rest, ...days].toSorted() } }) as const;
const adopt = (more: Partial<Policy>) => ({ type: 'adopt-policy', policy: { ...ROUND_POLICY, version: 'next', ...more }, reason: '新规' }) as const;
const milestones = (life: RoundLife): Record<string, string> => Object.fromEntries(life.state.milestones.map(({ id, day }) => [id, day]));

describe('a round under other rules', () => {
  it('nobody becomes late, what was reached or missed stays, and every date that moved says from where to where', () => {
    everyLife((life) => {
      for (const { event, before, state, at } of changes(life)) {
        const missed = before.marks.map((mark) => mark.deadline);
        for (const { from, to } of event.moves) expect(from !== to && to > dayOf(at) && from >= dayOf(at)).toBe(true);
        for (const [index, was] of before.milestones.entries()) {
          const is = state.milestones[index];
          const move = event.moves.find((one) => one.what === was.id);
          expect(is?.day).toBe(move?.to ?? was.day);
          if (was.reached) expect(is).toEqual(was);
        }
        expect(state.term.end).toBe(event.moves.find((one) => one.what === 'concentrated-end')?.to ?? before.term.end);
        for (const key of missed) {
          const was = deadlinesOfRound(before).find((one) => one.key === key);
          const dropped = event.type === 'round-policy-adopted' && event.owed.some((one) => one.day === null && `round-${one.what}` === was?.kind);
          if (was !== undefined && !dropped) expect(deadlinesOfRound(state).find((one) => one.key === key)).toEqual(was);
          expect(state.marks.find((mark) => mark.deadline === key)?.rungs).toEqual(before.marks.find((mark) => mark.deadline === key)?.rungs);
        }
      }
    });
  });

  it('what a policy newly demands begins in time, what it demands no more is chased no more', () => {
    everyLife((life) => {
      for (const { event, state, at } of changes(life)) {
        if (event.type !== 'round-policy-adopted') continue;
        for (const { what, day } of event.owed) {
          expect(deadlinesOfRound(state).find((one) => one.kind === `round-${what}`)?.date.day ?? null).toBe(day);
          if (day !== null) expect(day > dayOf(at)).toBe(true);
        }
      }
    });
  });

  it('nobody is told of a date that moved by a day', () => {
    const small = startRound().must('zhou', off('2026-03-10'));
    expect(small.events.at(-1)).toMatchObject({ type: 'round-calendar-taken', before: CN_2026.version, moves: [{ what: 'plan-due', from: '2026-03-23', to: '2026-03-24' }, { what: 'round-plan', from: '2026-03-23', to: '2026-03-24' }] });
    expect(small.moments.at(-1)?.notices).toEqual([]);
    // The deadline keeps its name, so its reminders are the same deliveries on other days.
    expect(deadlinesOfRound(small.state)[0]).toMatchObject({ key: 'round-plan#1', date: { day: '2026-03-24' } });

    const large = startRound().must('zhou', off('2026-03-10', '2026-03-11', '2026-03-12'));
    expect(milestones(large)['plan-due']).toBe('2026-03-26');
    expect(large.moments.at(-1)?.notices.map(({ role, topic, day }) => `${role} ${topic} ${day}`)).toEqual(['head round-calendar-taken 2026-03-26']);
    expect(deadlinesOfRound(large.state)[0]?.key).toBe('round-plan#2');
    expect(large.tries('zheng', off())).toBe('NOT_ALLOWED');
    expect(large.must('zhou', off('2026-03-10', '2026-03-11', '2026-03-12')).state.seq).toBe(2);
  });

  it('goes on with the ladder of the new policy from where it stands, and opens no rung twice', () => {
    const ladder = ROUND_POLICY.ladders['round-plan'];
    const life = startRound().until('2026-03-25');
    expect(life.state.marks[0]?.rungs).toHaveLength(1);
    life.must('zhou', adopt({ ladders: { ...ROUND_POLICY.ladders, 'round-plan': [...ladder.slice(0, 2), { ...ladder[2]!, id: 'T+9', offset: 9 }] } }));
    life.until('2026-05-20');
    const rungs = life.events.flatMap((event) => (event.type === 'round-rung-opened' ? [`${dayOf(event.at)} ${event.step}`] : []));
    expect(rungs).toEqual(['2026-03-24 T+1', '2026-04-01 T+9', '2026-05-01 chase-1']);
  });

  it('reminders of the past are not made up for', () => {
    const life = startRound().until('2026-03-19');
    const ladder = [{ ...ROUND_POLICY.ladders['round-plan'][0]!, id: 'T-9', offset: -9 }, ...ROUND_POLICY.ladders['round-plan']];
    life.must('zhou', adopt({ ladders: { ...ROUND_POLICY.ladders, 'round-plan': ladder } }));
    expect(roundLadderNotices(life.state).map((one) => one.step)).not.toContain('round-plan#1:T-9');
  });

  it('demands what the new policy demands, from its milestone or by a term from now', () => {
    const life = startRound({ owes: [] }).until('2026-04-01');
    expect(deadlinesOfRound(life.state)).toEqual([]);
    life.must('zhou', adopt({}));
    const { owed } = life.events.at(-1) as RoundEventOf<'round-policy-adopted'>;
    expect(owed).toEqual([{ what: 'plan', day: '2026-04-16' }, { what: 'report', day: '2026-06-02' }]);
    expect(life.moments.at(-1)?.notices.map(({ role, day }) => `${role} ${day}`)).toEqual(['head 2026-04-16']);
    life.must('zhou', adopt({ version: 'third', round: { ...ROUND_POLICY.round, owes: ['assessment'] } }));
    expect(deadlinesOfRound(life.state)).toEqual([]);
  });
});
