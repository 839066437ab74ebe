import holidays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import edition from 'chinese-days/package.json' with { type: 'json' };
import type { DayTable } from '../domain/day-table.ts';
import { isWeekend, type Day } from '../domain/time.ts';

/**
 * The State Council's holiday notices since 2004, out of the npm package `chinese-days`, as a table of our own: what an
 * issue counted by is copied into its events and never asked of a library again.
 */

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** A year is published once its National Day is in: a notice for one year can spill over into January of the next. */
const publishedYears = (days: readonly Day[]): readonly number[] =>
  days
    .filter((day) => day.endsWith('-10-01'))
    .map(yearOf)
    .toSorted((a, b) => a - b);

/** A table out of the days off (weekends among them or not) and the days worked, as notices list them. */
export const tableOfDays = (off: readonly Day[], worked: readonly Day[], source: string): DayTable => {
  const years = publishedYears(off);
  // A notice of one year can name days of the December before; what lies in years to come is not whole yet.
  const within = (day: Day): boolean => yearOf(day) <= (years.at(-1) ?? 0);
  return {
    version: `cn-${years.at(-1) ?? 'none'} (${source})`.slice(0, 60),
    years,
    rest: [...new Set(off)].filter((day) => within(day) && !isWeekend(day)).toSorted(),
    work: [...new Set(worked)].filter((day) => within(day) && isWeekend(day)).toSorted(),
  };
};

const published = tableOfDays(Object.keys(holidays.holidays), Object.keys(holidays.workdays), `chinese-days ${edition.version}`);

/** The newest edition that this installation knows; `npm update chinese-days` brings the next year in November. */
export const publishedDayTable = (): DayTable => published;
