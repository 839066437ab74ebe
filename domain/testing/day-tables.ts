import type { DayTable } from '../day-table.ts';
import { addDays, type Day } from '../time.ts';

/** Every day from `from` up to and with `to`. */
export const daysFrom = (from: Day, to: Day): readonly Day[] => {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

/** 国办发明电〔2025〕7号, written off by hand: golden tests must not change when a package does. 2027 is not published. */
export const CN_2026: DayTable = {
  version: 'cn-2026 (by hand)',
  years: [2026],
  // New Year; Spring Festival; Tomb-sweeping; Labour Day; Dragon Boat; Mid-Autumn; National Day.
  rest: ['01-01 01-02', '02-16 02-17 02-18 02-19 02-20 02-23', '04-06', '05-01 05-04 05-05', '06-19', '09-25', '10-01 10-02 10-05 10-06 10-07']
    .flatMap((holiday) => holiday.split(' '))
    .map((date) => `2026-${date}`),
  work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};

const NAMES = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' });

/** A second opinion on working days, which shares nothing with `domain/day-table.ts`. */
export const isWorkedSlowly = (table: DayTable, day: Day): boolean => {
  // The statute's own days, where the State Council has not said yet.
  if (!table.years.some((year) => day.startsWith(`${year}-`)) && /-(01-01|05-0[12]|10-0[123])$/.test(day)) return false;
  const name = NAMES.format(Date.parse(day));
  return table.work.includes(day) || (name !== 'Sat' && name !== 'Sun' && !table.rest.includes(day));
};

/** The n-th working day after or before a day, by trying one day after another. */
export const countSlowly = (table: DayTable, day: Day, count: number): Day => {
  let current = day;
  for (let left = Math.abs(count); left > 0; left -= isWorkedSlowly(table, current) ? 1 : 0) current = addDays(current, Math.sign(count));
  return current;
};
