import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueEvent } from './events.ts';
import { nextObligation } from './obligations.ts';
import type { LadderStep, Policy } from './policy-schema.ts';
import { whatFellDue } from './step.ts';
import { moveArbitrary, openingArbitrary } from './testing/generators.ts';
import { Life, lifeArbitrary, live } from './testing/simulator.ts';
import { addDays, DAY_MS, dayOf, daysBetween, HOUR_MS, startOfDay } from './time.ts';

const YEARS_MS = 5 * 365 * DAY_MS;
/** What fell due by itself, each deadline with its rungs, in the order of its own ladder. */
const fallen = (events: readonly IssueEvent[]): Readonly<Record<string, readonly string[]>> => {
  const all: Record<string, string[]> = {};
  for (const event of events) {
    if (event.type === 'fell-due') (all[event.deadline] ??= []).push('fell due');
    if (event.type === 'rung-opened') (all[event.deadline] ??= []).push(event.step);
    if (event.type === 'resumed' && event.by === 'system') (all['suspension'] ??= []).push('resumed');
  }
  return all;
};

describe('what falls due', () => {
  it('comes to rest: every wake leaves nothing that is due, and no obligation comes twice', () => {
    fc.assert(
      fc.property(lifeArbitrary(), (life) => {
        for (const { state, act, at } of life.moments) {
          const next = nextObligation(state);
          if (act === null && next !== null && state.seq > 1) expect(next.at).toBeGreaterThan(at);
        }
        life.sleep(life.now + YEARS_MS);
        expect(nextObligation(life.state)).toBeNull();
        expect(whatFellDue(life.state, life.now + YEARS_MS).events).toEqual([]);
        const seen = life.events.flatMap((event) => ('deadline' in event ? [`${event.cycle} ${event.deadline} ${event.type === 'rung-opened' ? event.step : ''}`] : []));
        expect(new Set(seen).size).toBe(seen.length);
      }),
      { numRuns: 100 },
    );
  });

  it('falls due at night, between 00:05 and 05:00, on the day after its last day, when nobody is late', () => {
    fc.assert(
      fc.property(lifeArbitrary(), (life) => {
        for (const { events, at, before } of life.moments)
          for (const event of events) {
            if (event.type !== 'fell-due' || before === null) continue;
            expect(dayOf(at) > event.day).toBe(true);
            const sinceSet = life.events.find((one) => one.seq === Number(event.deadline.split('#')[1]))?.at ?? 0;
            // An adopted promise of the past, or a plan approved after its dates, falls due when it binds; all else at night.
            if (event.day < dayOf(sinceSet)) continue;
            expect(daysBetween(event.day, dayOf(at))).toBe(1);
            expect(at - startOfDay(dayOf(at))).toBeGreaterThanOrEqual(5 * 60_000);
            expect(at - startOfDay(dayOf(at))).toBeLessThan(5 * HOUR_MS);
          }
      }),
      { numRuns: 100 },
    );
  });

  it('is the same after an outage as it would have been on time, and nothing is skipped', () => {
    fc.assert(
      fc.property(openingArbitrary, fc.array(moveArbitrary, { maxLength: 25, size: 'max' }), fc.integer({ min: 1, max: 200 }), (opening, moves, days) => {
        const end = (life: Life): Life => life.sleep(life.now + YEARS_MS);
        const onTime = live(opening, moves);
        const back = onTime.now + days * DAY_MS;
        const late = live(opening, moves).outage(back);
        expect(late.state.suspension === null || late.state.suspension.until.day >= dayOf(back)).toBe(true);
        expect(fallen(end(late).events)).toEqual(fallen(end(onTime).events));
        expect({ ...late.state.due.current, since: 0 }).toEqual({ ...onTime.state.due.current, since: 0 });
      }),
      { numRuns: 120 },
    );
  });

  it('is all found in one step, however much there is', () => {
    const measures = Array.from({ length: 50 }, (_, at) => ({ id: `m${at}`, text: '一项', owner: 'wang', due: '2026-04-20' }));
    fc.assert(
      fc.property(openingArbitrary, ({ policy, table, at, command }) => {
        const steps = Array.from({ length: 20 }, (_, n) => ({ id: `s${n}`, offset: n + 1, unit: 'calendar-day', audience: ['owner'], light: 'red', notice: 'urging', acknowledge: false }) satisfies LadderStep);
        const heavy: Policy = { ...policy, ladders: { ...policy.ladders, measure: steps }, planRequired: { immediate: true, dated: true, sustained: true } };
        const life = new Life({ policy: heavy, table, at, command: { ...command, standing: 'assigned', feedback: '2026-01-05', due: { day: '2026-12-31', words: null } } });
        const owner = { person: 'wang', posts: ['leader', 'supervision'] };
        life.now = startOfDay('2026-02-01');
        life.attempt({ type: 'assign', owner: 'person:wang' }, { person: 'zhou', posts: ['supervision'] });
        life.attempt({ type: 'accept' }, owner);
        expect(life.attempt({ type: 'propose-plan', measures }, owner)).toBe(true);
        expect(life.attempt({ type: 'approve-plan' }, { person: 'zhou', posts: ['supervision'] })).toBe(true);
        life.outage(startOfDay('2027-06-01'));
        expect(life.events.filter((event) => event.type === 'rung-opened' && event.kind === 'measure')).toHaveLength(50 * 20);
      }),
      { numRuns: 2 },
    );
  });
});

describe('a suspension', () => {
  it('ends by itself in the night after its last day, and moves dates by the days that it lasted, no more', () => {
    fc.assert(
      fc.property(lifeArbitrary(), fc.integer({ min: 0, max: 100 }), (life, days) => {
        life.sleep(life.now + days * DAY_MS);
        for (const { state, at } of life.moments)
          if (state.suspension !== null) expect(at).toBeLessThan(startOfDay(addDays(state.suspension.until.day, 1)) + 5 * HOUR_MS);
        const { suspension } = life.state;
        if (suspension === null) return;
        life.outage(life.now + YEARS_MS);
        const resumed = life.events.find((event) => event.type === 'resumed' && event.at === life.now);
        expect(resumed).toMatchObject({ by: 'system', shiftDays: daysBetween(dayOf(suspension.since), suspension.until.day) + 1 });
      }),
      { numRuns: 150 },
    );
  });
});
