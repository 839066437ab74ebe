import chineseDays from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isPublished, isWorkingDay } from '../domain/day-table.ts';
import { addDays } from '../domain/time.ts';
import { publishedDayTable } from './day-tables.ts';

const table = publishedDayTable();

describe('the published day table', () => {
  it('has every year since 2004 without a gap, up to 2026 at least, and names its edition', () => {
    const last = table.years.at(-1) ?? 0;
    expect(last).toBeGreaterThanOrEqual(2026);
    expect(table.years).toEqual(Array.from({ length: last - 2003 }, (_, at) => 2004 + at));
    expect(table.version).toMatch(new RegExp(`^cn-${last} \\(chinese-days \\d+\\.\\d+\\.\\d+\\)$`));
    expect(isPublished(table, '2003-12-31')).toBe(false);
    expect(isPublished(table, `${last + 1}-01-01`)).toBe(false);
  });

  it('lists each day once, in order, rest days on weekdays and worked days on weekends', () => {
    for (const days of [table.rest, table.work]) {
      expect(days).toEqual([...new Set(days)].toSorted());
      expect(days.length).toBeGreaterThan(100);
    }
    const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
    expect(table.rest.filter((day) => [0, 6].includes(weekday(day)))).toEqual([]);
    expect(table.work.filter((day) => ![0, 6].includes(weekday(day)))).toEqual([]);
  });

  it('answers as the library does, on every day of every published year', () => {
    const wrong: string[] = [];
    const end = `${(table.years.at(-1) ?? 0) + 1}-01-01`;
    for (let day = '2004-01-01'; day < end; day = addDays(day, 1)) if (isWorkingDay(table, day) !== chineseDays.isWorkday(day)) wrong.push(day);
    expect(wrong).toEqual([]);
  });

  // By hand from the State Council's notice for 2026 (国办发明电〔2025〕7号), not from the library.
  it.each([
    ['2026-02-14', true, 'Saturday, worked for Spring Festival'],
    ['2026-02-16', false, 'Monday, New Year’s Eve of the lunar calendar'],
    ['2026-02-23', false, 'Monday, last day of Spring Festival'],
    ['2026-02-24', true, 'Tuesday after it'],
    ['2026-02-28', true, 'Saturday, worked'],
    ['2026-09-20', true, 'Sunday, worked for National Day'],
    ['2026-10-01', false, 'National Day'],
    ['2026-10-07', false, 'its last day, a Wednesday'],
    ['2026-10-08', true, 'Thursday after it'],
    ['2026-10-10', true, 'Saturday, worked'],
    ['2026-10-11', false, 'an ordinary Sunday'],
  ])('knows %s (%s): %s', (day, worked) => expect(isWorkingDay(table, day)).toBe(worked));

  it('counts three working days over National Day 2026 with its worked Saturday', () => {
    expect(addWorkingDays(table, '2026-09-30', 3)).toBe('2026-10-10');
  });
});
