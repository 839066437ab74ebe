import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlinesOf } from './deadlines.ts';
import { fold } from './evolve.ts';
import { asOf, debtorOf, monthlyTasks, storiesOf, weeklyRollup, type IssueStory } from './rollup.ts';
import { lifeArbitrary } from './testing/simulator.ts';
import { addDays, DAY_MS, dayOf, startOfDay } from './time.ts';

const storyOf = (events: IssueStory['events']): IssueStory => storiesOf([events])[0] ?? expect.fail('no story');
const everyLife = (law: (story: IssueStory, from: number, to: number) => void): void =>
  fc.assert(
    fc.property(lifeArbitrary(30), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }), (life, later, span) => {
      const to = life.now + later * DAY_MS;
      law(storyOf(life.sleep(to).events), to - span * DAY_MS, to);
    }),
    { numRuns: 150 },
  );

describe('a weekly roll-up', () => {
  it('says of every open issue that it moved or that it did not, never both; a suspended one may rest', () => {
    everyLife((story, from, to) => {
      const { state, events } = story;
      const week = weeklyRollup([story], from, to);
      const acts = events.filter((event) => event.at > from && event.at <= to && event.by !== 'system' && !['opened', 'acknowledged', 'corrected'].includes(event.type));
      expect(week.moved.map((one) => one.moves)).toEqual(acts.length === 0 ? [] : [acts.length]);
      const open = ['assigned', 'planning', 'rectifying', 'verifying'].includes(state.status);
      expect(week.open).toBe(open ? 1 : 0);
      expect(week.still.length).toBe(open && acts.length === 0 && state.suspension === null ? 1 : 0);
      if (week.moved[0] !== undefined) expect(week.moved[0].before).toBe((fold(events.filter((event) => event.at <= from)) ?? fold(events.slice(0, 1)))?.status);
    });
  });

  it('names as late exactly what is past its last day, with the days and who owes it', () => {
    everyLife((story, from, to) => {
      const late = deadlinesOf(story.state).filter((deadline) => addDays(deadline.date.day, 1) <= dayOf(to));
      const week = weeklyRollup([story], from, to);
      expect(week.late.map((duty) => `${duty.what} ${duty.day} ${duty.who}`).sort()).toEqual(late.map((one) => `${one.kind} ${one.date.day} ${debtorOf(story.state, one)}`).sort());
      for (const duty of week.late) expect(duty.days).toBe((startOfDay(dayOf(to)) - startOfDay(duty.day)) / DAY_MS);
      expect(week.people.reduce((sum, one) => sum + one.count, 0)).toBe(week.late.length);
      expect(week.people.map((one) => one.count)).toEqual(week.people.map((one) => one.count).toSorted((a, b) => b - a));
    });
  });

  it('loses nothing between two of them: the moves of two weeks are those of the first and of the second', () => {
    everyLife((story, from, to) => {
      const middle = Math.floor((from + to) / 2);
      const moves = (start: number, end: number): number => weeklyRollup(asOf([story], end), start, end).moved.reduce((sum, one) => sum + one.moves, 0);
      expect(moves(from, middle) + moves(middle, to)).toBe(moves(from, to));
    });
  });
});

describe('a monthly task list', () => {
  it('holds every duty once: due until the last day, or late already; nothing of later', () => {
    everyLife((story, _from, to) => {
      const last = addDays(dayOf(to), 25);
      const { due, late } = monthlyTasks([story], to, last);
      const owed = deadlinesOf(story.state).filter((deadline) => deadline.date.day <= last);
      expect([...due, ...late].map((duty) => `${duty.what} ${duty.day}`).sort()).toEqual(owed.map((one) => `${one.kind} ${one.date.day}`).sort());
      for (const duty of due) expect(duty.day >= dayOf(to) && duty.days === 0).toBe(true);
      for (const duty of late) expect(duty.day < dayOf(to) && duty.days > 0).toBe(true);
    });
  });
});
