import holidays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import edition from 'chinese-days/package.json' with { type: 'json' };
import type { DayTable } from '../domain/day-table.ts';
import type { Day } from '../domain/time.ts';

/**
 * The State Council's holiday notices since 2004, out of the npm package `chinese-days`, as a table of our own: what an
 * issue counted by is copied into its events and never asked of a library again.
 */

const yearOf = (day: Day): number => Number(day.slice(0, 4));
const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** A year is published once its National Day is in: a notice for one year can spill over into January of the next. */
const publishedYears = (days: readonly Day[]): readonly number[] =>
  days
    .filter((day) => day.endsWith('-10-01'))
    .map(yearOf)
    .toSorted((a, b) => a - b);

const build = (): DayTable => {
  const off = Object.keys(holidays.holidays);
  const years = publishedYears(off);
  const within = (day: Day): boolean => years.includes(yearOf(day));
  return {
    version: `cn-${years.at(-1)} (chinese-days ${edition.version})`,
    years,
    rest: off.filter((day) => within(day) && !isWeekend(day)).toSorted(),
    work: Object.keys(holidays.workdays).filter(within).toSorted(),
  };
};

const published = build();

/** The newest edition that this installation knows; `npm update chinese-days` brings the next year in November. */
export const publishedDayTable = (): DayTable => published;
