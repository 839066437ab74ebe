import { addDays, isWeekend, type Day } from './time.ts';

/**
 * Which days are worked in China: the weekday rule plus the yearly table of the State Council, with its rest days (休)
 * and shifted working days (班, 调休). Data, never weekday arithmetic alone: a Sunday can be a working day.
 * A year that is not in `years` has no table yet; there the weekday rule alone answers, and {@link isPublished} says so.
 */
export type DayTable = {
  /** Names the edition, e.g. `cn-2026`; kept with every issue that counted by it. */
  readonly version: string;
  /** Years whose table was published. */
  readonly years: readonly number[];
  /** Weekdays that are off (休). */
  readonly rest: readonly Day[];
  /** Weekend days that are worked (班). */
  readonly work: readonly Day[];
};

/** Years that a table may hold; a day beyond them is a slip of the pen. */
export const TABLE_YEARS = { first: 1990, last: 2200 } as const;

/** Was the table of this day's year published when this edition was made? */
export const isPublished = (table: DayTable, day: Day): boolean => table.years.includes(Number(day.slice(0, 4)));

/**
 * Days off every year by date (全国年节及纪念日放假办法, as amended 2024): New Year, Labour Day, National Day. They hold
 * before the year's table is published; the days by the lunar calendar have to wait for it.
 */
const FIXED_REST = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

export const isWorkingDay = (table: DayTable, day: Day): boolean => {
  if (!isPublished(table, day) && FIXED_REST.includes(day.slice(5))) return false;
  return isWeekend(day) ? table.work.includes(day) : !table.rest.includes(day);
};

/** The `count`th working day after `day` (`count` ≥ 1), or before it (`count` ≤ −1); 0 gives `day` itself. */
export const addWorkingDays = (table: DayTable, day: Day, count: number): Day => {
  const step = Math.sign(count);
  let left = Math.abs(count);
  let current = day;
  while (left > 0) {
    current = addDays(current, step);
    if (isWorkingDay(table, current)) left -= 1;
  }
  return current;
};

/** `day`, or the first working day after it: for what must not come on a holiday. */
export const workingDayOnOrAfter = (table: DayTable, day: Day): Day =>
  isWorkingDay(table, day) ? day : addWorkingDays(table, day, 1);

/** `day`, or the last working day before it: a reminder before a deadline may come early, never late. */
export const workingDayOnOrBefore = (table: DayTable, day: Day): Day =>
  isWorkingDay(table, day) ? day : addWorkingDays(table, day, -1);

/** Do two tables say the same of every day, whatever they are called? */
export const saysTheSame = (a: DayTable, b: DayTable): boolean =>
  (['years', 'rest', 'work'] as const).every((part) => a[part].length === b[part].length && a[part].every((day, at) => day === b[part][at]));

/** The years that `newer` speaks of, as it has them; the others as `older` has them. What spills over a year's end is added. */
export const mergeDayTables = (older: DayTable, newer: DayTable): DayTable => {
  const kept = (day: Day): boolean => !newer.years.includes(Number(day.slice(0, 4)));
  const union = (a: readonly Day[], b: readonly Day[]): readonly Day[] => [...new Set([...a.filter(kept), ...b])].toSorted();
  return {
    version: newer.version,
    years: [...new Set([...older.years, ...newer.years])].toSorted((a, b) => a - b),
    rest: union(older.rest, newer.rest),
    work: union(older.work, newer.work),
  };
};

/** Only the years from `day` on: what an issue opened that day can ever need (its state travels through the engine). */
export const sliceDayTable = (table: DayTable, day: Day): DayTable => {
  const first = Number(day.slice(0, 4));
  const late = (entry: Day): boolean => Number(entry.slice(0, 4)) >= first;
  return { version: table.version, years: table.years.filter((year) => year >= first), rest: table.rest.filter(late), work: table.work.filter(late) };
};
