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
  rest: [
    ...['2026-01-01', '2026-01-02'],
    ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
    ...['2026-04-06', '2026-05-01', '2026-05-04', '2026-05-05', '2026-06-19', '2026-09-25'],
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  ],
  work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};

const NAMES = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' });

/** A second opinion on working days, which shares nothing with `domain/day-table.ts`. */
export const isWorkedSlowly = (table: DayTable, day: Day): boolean => {
  const name = NAMES.format(Date.parse(day));
  return table.work.includes(day) || (name !== 'Sat' && name !== 'Sun' && !table.rest.includes(day));
};

/** The n-th working day after or before a day, by trying one day after another. */
export const countSlowly = (table: DayTable, day: Day, count: number): Day => {
  let current = day;
  for (let left = Math.abs(count); left > 0; left -= isWorkedSlowly(table, current) ? 1 : 0) current = addDays(current, Math.sign(count));
  return current;
};
