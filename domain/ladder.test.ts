import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayTable } from './day-table.ts';
import { deadlinesOf, type Deadline } from './deadlines.ts';
import { wakeAt } from './ladder.ts';
import type { LadderStep } from './policy-schema.ts';
import { countSlowly } from './testing/day-tables.ts';
import { openingArbitrary } from './testing/generators.ts';
import { Life, lifeArbitrary } from './testing/simulator.ts';
import { addDays, DAY_MS, dayOf, HOUR_MS, MINUTE_MS, startOfDay, type Day } from './time.ts';

/** The day of a step, counted without the core's help. */
const dayOfStep = (table: DayTable, from: Day, step: LadderStep): Day =>
  step.unit === 'working-day' ? countSlowly(table, from, step.offset) : addDays(from, step.offset);

describe('the ladder, over lives of random people', () => {
  it('opens every rung in order, each once, after its deadline fell due and never before its day', () => {
    fc.assert(
      fc.property(lifeArbitrary(), fc.integer({ min: 0, max: 400 }), (life, days) => {
        life.sleep(life.now + days * DAY_MS);
        const known = new Map<string, Deadline>(life.moments.flatMap(({ state }) => deadlinesOf(state).map((one) => [one.key, one] as const)));
        const opened = new Map<string, string[]>();
        for (const event of life.events) {
          if (event.type === 'fell-due') {
            expect(opened.has(event.deadline)).toBe(false);
            opened.set(event.deadline, []);
          }
          if (event.type !== 'rung-opened') continue;
          const rungs = life.state.policy.ladders[event.kind].filter((step) => step.offset > 0);
          const before = opened.get(event.deadline);
          const step = rungs[before?.length ?? -1];
          const deadline = known.get(event.deadline);
          if (before === undefined || step === undefined || deadline === undefined) throw new Error(`a rung out of nowhere: ${event.deadline} ${event.step}`);
          expect([event.step, event.notice]).toEqual([step.id, step.notice]);
          before.push(event.step);
          expect(dayOf(event.at) >= dayOfStep(life.state.days, deadline.date.day, step)).toBe(true);
          // A promise that was past when it came in: its ladder starts that day, and no two rungs of it coincide by that.
          const set = dayOf(deadline.date.since);
          if (deadline.date.day < set) expect(dayOf(event.at) >= dayOfStep(life.state.days, addDays(set, -1), step)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('opens all of them when nobody does anything', () => {
    fc.assert(
      fc.property(openingArbitrary, (opening) => {
        const life = new Life({ ...opening, command: { ...opening.command, standing: 'assigned' } });
        life.sleep(life.now + 5 * 365 * DAY_MS);
        for (const kind of ['accept', 'due'] as const) {
          const opened = life.events.flatMap((event) => (event.type === 'rung-opened' && event.kind === kind ? [event.step] : []));
          expect(opened).toEqual(opening.policy.ladders[kind].filter((step) => step.offset > 0).map((step) => step.id));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('waking', () => {
  it('comes between 00:05 and 05:00 Beijing time of the day, the same for the same issue', () => {
    fc.assert(
      fc.property(openingArbitrary, ({ command, policy, table, at }) => {
        const { state } = new Life({ command, policy, table, at });
        const minute = (wakeAt(state, command.feedback) - startOfDay(command.feedback)) / MINUTE_MS;
        expect(minute).toBeGreaterThanOrEqual(5);
        expect(minute).toBeLessThan(5 * 60);
        expect(wakeAt(state, addDays(command.feedback, 1)) - wakeAt(state, command.feedback)).toBe(24 * HOUR_MS);
      }),
    );
  });

  it('is spread: a thousand issues of a round do not ring in one quarter of an hour', () => {
    const [opening] = fc.sample(openingArbitrary, { numRuns: 1, seed: 3 });
    if (opening === undefined) throw new Error('no opening');
    const { state } = new Life(opening);
    const quarters = Array.from({ length: 20 }, () => 0);
    for (let n = 0; n < 1000; n += 1) {
      const quarter = Math.floor((wakeAt({ ...state, number: String(n) }, '2026-03-02') - startOfDay('2026-03-02')) / (15 * MINUTE_MS));
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    expect(Math.max(...quarters)).toBeLessThan(100);
    expect(Math.min(...quarters)).toBeGreaterThan(10);
  });
});
