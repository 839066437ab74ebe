import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueEvent } from './events.ts';
import { isEnded } from './issue.ts';
import { nextObligation } from './obligations.ts';
import type { LadderStep, Policy } from './policy-schema.ts';
import { whatFellDue } from './step.ts';
import { moveArbitrary, openingArbitrary } from './testing/generators.ts';
import { Life, lifeArbitrary, live } from './testing/simulator.ts';
import { addDays, DAY_MS, dayOf, daysBetween, HOUR_MS, startOfDay } from './time.ts';

/** Long enough for every rung that a made-up policy can have; the chase after it never ends. */
const YEARS_MS = 2 * 365 * DAY_MS;
const isChase = (step: string): boolean => step.startsWith('chase-');
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
  it('every wake leaves nothing that is due, no obligation comes twice, and no case falls silent before it has ended', () => {
    fc.assert(
      fc.property(lifeArbitrary(), (life) => {
        for (const { state, act, at } of life.moments) {
          const next = nextObligation(state);
          if (act === null && next !== null && state.seq > 1) expect(next.at).toBeGreaterThan(at);
        }
        life.sleep(life.now + YEARS_MS);
        for (const { state } of life.moments) {
          // Adopted as closed under a policy without look-backs: nothing is owed any more but the signatures of a hand-over
          // and the answer to a correction or to a request not to publish.
          const over = isEnded(state.status) || (state.status === 'closed' && state.policy.lookBack.after.length === 0 && state.lookBacks.length === 0 && state.handOver === null && state.amendment?.decide == null && state.publication.asked?.decide == null);
          expect(nextObligation(state) === null, state.status).toBe(over);
        }
        expect(whatFellDue(life.state, life.now).events).toEqual([]);
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
        // The chase alone is not made up for: at most one letter of it a deadline, and it goes on from there.
        const found = late.moments.at(-1)?.events ?? [];
        if (late.moments.length > live(opening, moves).moments.length)
          for (const chased of Object.values(fallen(found))) expect(chased.filter(isChase).length).toBeLessThanOrEqual(1);
        const [lateSteps, steps] = [fallen(end(late).events), fallen(end(onTime).events)];
        const rungs = (all: typeof steps): typeof steps => Object.fromEntries(Object.entries(all).map(([key, ids]) => [key, ids.filter((id) => !isChase(id))]));
        expect(rungs(lateSteps)).toEqual(rungs(steps));
        for (const ids of Object.values(lateSteps)) expect(ids.filter(isChase)).toEqual(ids.filter(isChase).map((_, at) => `chase-${at + 1}`));
        expect({ ...late.state.due.current, since: 0 }).toEqual({ ...onTime.state.due.current, since: 0 });
      }),
      { numRuns: 120 },
    );
  });

  it('is found in order of time after an outage, as it would have come night by night', () => {
    const order = (events: readonly IssueEvent[]): readonly string[] =>
      events.flatMap((event) => {
        if (event.type === 'fell-due') return [event.deadline];
        return event.type === 'rung-opened' && !isChase(event.step) ? [`${event.deadline} ${event.step}`] : [];
      });
    fc.assert(
      fc.property(openingArbitrary, fc.array(moveArbitrary, { maxLength: 25, size: 'max' }), fc.integer({ min: 1, max: 200 }), (opening, moves, days) => {
        const onTime = live(opening, moves);
        // A suspension that ends in the outage moves dates when it is found to have ended: other dates, another order.
        if (onTime.state.suspension !== null) return;
        const back = onTime.now + days * DAY_MS;
        expect(order(live(opening, moves).outage(back).events)).toEqual(order(onTime.sleep(back).events));
      }),
      { numRuns: 100 },
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
        expect(life.events.filter((event) => event.type === 'rung-opened' && event.kind === 'measure' && !isChase(event.step))).toHaveLength(50 * 20);
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
