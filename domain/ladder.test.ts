import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayTable } from './day-table.ts';
import { deadlinesOf, type Deadline } from './deadlines.ts';
import type { EventOf } from './events.ts';
import { evolve } from './evolve.ts';
import type { IssueState } from './issue.ts';
import { wakeAt } from './ladder.ts';
import { lightSchedule } from './lights.ts';
import type { LadderStep } from './policy-schema.ts';
import { countSlowly, daysFrom } from './testing/day-tables.ts';
import { openingArbitrary } from './testing/generators.ts';
import { Life, lifeArbitrary } from './testing/simulator.ts';
import { addDays, DAY_MS, dayOf, daysBetween, HOUR_MS, MINUTE_MS, startOfDay, type Day } from './time.ts';

/** The day of a step, counted without the core's help. */
const dayOfStep = (table: DayTable, from: Day, step: LadderStep): Day =>
  step.unit === 'working-day' ? countSlowly(table, from, step.offset) : addDays(from, step.offset);

/** What is known of one missed deadline: the days on which its ladder stood still, and the rungs that opened. */
type Missed = { readonly deadline: Deadline; readonly still: Set<Day>; readonly opened: string[]; last: Day; /** The day of its last chase. */ chased: Day | null; /** Since when it is the one that is chased. */ chasedSince: Day | null };
const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** Of the deadlines missed and still owed, the issue's own, else the one missed first; a due date that waits for an answer is not chased. */
const chasedOf = (state: IssueState, all: ReadonlyMap<string, Missed>): string | undefined => {
  const waits = state.extension.pending?.late === false;
  const owed = deadlinesOf(state).map((one) => one.key);
  const missed = [...all.keys()].filter((key) => owed.includes(key) && !(waits && key.startsWith('due#')));
  return missed.find((key) => key.startsWith('due#')) ?? missed[0];
};

/**
 * Walks a life that nobody overslept and tells every rung with the day on which it should have opened: counted by writing
 * down, day by day, when the ladder stood still.
 */
const rungsOfLife = (life: Life): readonly { event: EventOf<'rung-opened'>; missed: Missed; expected: Day; id: string }[] => {
  const all = new Map<string, Missed>();
  const rungs: { event: EventOf<'rung-opened'>; missed: Missed; expected: Day; id: string }[] = [];
  const { policy, days } = life.state;
  for (const { before, events, at } of life.moments) {
    let known = before;
    for (const event of events) {
      const today = dayOf(at);
      if (event.type === 'fell-due') {
        const deadline = (known === null ? [] : deadlinesOf(known)).find((one) => one.key === event.deadline);
        if (deadline === undefined) throw new Error(`fell due out of nowhere: ${event.deadline}`);
        expect(all.has(event.deadline)).toBe(false);
        all.set(event.deadline, { deadline, still: new Set(), opened: [], last: today, chased: null, chasedSince: null });
      }
      if (event.type === 'resumed' && known?.suspension != null)
        for (const { still } of all.values()) for (const day of daysFrom(dayOf(known.suspension.since), addDays(today, -1))) still.add(day);
      if (event.type === 'extension-refused' && known?.extension.pending?.late === false)
        for (const { deadline, still } of all.values())
          if (deadline.kind === 'due' && deadline.date.set === known.due.current.set)
            for (const day of daysFrom(later(addDays(deadline.date.day, 1), dayOf(deadline.date.since)), addDays(today, -1))) still.add(day);
      if (event.type === 'rung-opened') {
        const missed = all.get(event.deadline);
        if (missed === undefined) throw new Error(`a rung out of nowhere: ${event.deadline} ${event.step}`);
        const { deadline, still, opened } = missed;
        const steps = policy.ladders[event.kind].filter((step) => step.offset > 0);
        const step = steps[opened.length];
        // A promise that was past when it came in: its ladder starts that day.
        const from = later(deadline.date.day, addDays(dayOf(deadline.date.since), -1));
        const chaseAfter = (day: Day, one: Missed): Day => addDays(day, policy.chase.everyDays + [...one.still].filter((other) => other >= day).length);
        // One chase an issue: not while another deadline is chased, and its days from whichever was chased last in this cycle's work.
        const marked = (known?.marks ?? []).map((mark) => mark.deadline);
        const again = [...all.values()].flatMap((one) => (one.chased === null || !marked.includes(one.deadline.key) ? [] : [chaseAfter(one.chased, one)]));
        const held = policy.chase.oncePerIssue ? again.reduce(later, missed.chasedSince ?? '9999-12-31') : '';
        const expected =
          step === undefined
            ? later(chaseAfter(missed.last, missed), held)
            : // Working and calendar days mixed can cross: a rung never opens before the one below it.
              later(addDays(dayOfStep(days, from, step), still.size), opened.length === 0 ? from : missed.last);
        opened.push(event.step);
        rungs.push({ event, missed, expected, id: step?.id ?? `chase-${opened.length - steps.length}` });
        missed.last = today;
        if (step === undefined) missed.chased = today;
      }
      const before: readonly string[] = known?.marks.map((mark) => mark.deadline) ?? [];
      known = evolve(known, event);
      const after = known.marks.map((mark) => mark.deadline);
      // A chase that ended with the work of its cycle holds the others back no longer: they go on from that day.
      const freed = before.some((key) => !after.includes(key) && all.get(key)?.chased != null);
      const chased = chasedOf(known, all);
      for (const [key, missed] of all) missed.chasedSince = key === chased ? (freed ? today : (missed.chasedSince ?? today)) : null;
    }
  }
  return rungs;
};

describe('the ladder, over lives of random people', () => {
  it('opens every rung in order, each once, after its deadline fell due and on its day; the days it stood still do not count', () => {
    fc.assert(
      // Ladders whose policy changes under way have laws of their own: `rules-change.test.ts`.
      fc.property(lifeArbitrary(40, 'stay'), fc.integer({ min: 0, max: 400 }), (life, days) => {
        life.sleep(life.now + days * DAY_MS);
        for (const { event, missed, expected, id } of rungsOfLife(life)) {
          const notice = life.state.policy.ladders[event.kind].find((step) => step.id === id)?.notice ?? life.state.policy.chase.notice;
          expect([event.step, event.notice], event.deadline).toEqual([id, notice]);
          expect(dayOf(event.at), `${event.deadline} ${event.step}`).toBe(expected);
          expect(dayOf(event.at) > missed.deadline.date.day).toBe(true);
          expect(event.kind).not.toBe('suspension');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('opens all of them when nobody does anything, and then chases for as long as it takes', () => {
    fc.assert(
      fc.property(openingArbitrary, (opening) => {
        const life = new Life({ ...opening, command: { ...opening.command, standing: 'assigned' } });
        life.sleep(life.now + 3 * 365 * DAY_MS);
        for (const kind of ['accept', 'due'] as const) {
          const opened = life.events.flatMap((event) => (event.type === 'rung-opened' && event.kind === kind ? [event] : []));
          const steps = opening.policy.ladders[kind].filter((step) => step.offset > 0).map((step) => step.id);
          const chases = opened.slice(steps.length);
          expect(opened.map((event) => event.step)).toEqual([...steps, ...chases.map((_, at) => `chase-${at + 1}`)]);
          // Where one chase an issue is enough, that of the due date speaks for the other as soon as it has passed.
          const speaks = opening.policy.chase.oncePerIssue ? life.events.filter((event) => event.type === 'rung-opened') : opened;
          // None is missing up to this day.
          const last = dayOf(speaks.at(-1)?.at ?? 0);
          expect(daysBetween(last, dayOf(life.now))).toBeLessThanOrEqual(opening.policy.chase.everyDays);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stands still while an extension that was asked for in time waits, and shows no light of a rung that waits', () => {
    fc.assert(
      fc.property(lifeArbitrary(), fc.integer({ min: 0, max: 100 }), (life, days) => {
        life.sleep(life.now + days * DAY_MS);
        for (const { before, state, events } of life.moments) {
          const waits = before?.extension.pending?.late === false;
          if (waits) expect(events.filter((event) => event.type === 'rung-opened' && event.kind === 'due')).toEqual([]);
          if (state.extension.pending?.late !== false || state.suspension !== null) continue;
          const reminders = state.policy.ladders.due.filter((step) => step.offset < 1).length;
          expect(lightSchedule(state)).toHaveLength(reminders);
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
