import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isPublished, isWorkingDay, sliceDayTable, workingDayOnOrAfter, workingDayOnOrBefore, type DayTable } from './day-table.ts';
import { CN_2026, daysFrom, isWorkedSlowly } from './testing/day-tables.ts';
import { dayTableArbitrary } from './testing/generators.ts';
import { addDays } from './time.ts';

/**
 * The laws of counting days, against a slow second implementation that shares nothing with the first: it writes down
 * the whole calendar, strikes what is off, and reads positions off the list.
 */
const CALENDAR = daysFrom('2023-01-01', '2031-12-31');
const workedDays = (table: DayTable): readonly string[] => CALENDAR.filter((day) => isWorkedSlowly(table, day));

const dayArbitrary = fc.constantFrom(...daysFrom('2025-06-01', '2028-06-30'));
const countArbitrary = fc.integer({ min: 1, max: 60 });
const tables = new Map<DayTable, readonly string[]>();
/** A few tables, each with its slow list made once: writing down nine years for every run would take minutes. */
const tableArbitrary = fc.constantFrom(CN_2026, ...fc.sample(dayTableArbitrary, { numRuns: 8, seed: 20260302 }));
const slow = (table: DayTable): readonly string[] => {
  const worked = tables.get(table) ?? workedDays(table);
  tables.set(table, worked);
  return worked;
};

describe('counting working days', () => {
  it('asks the table, not the weekday', () => {
    fc.assert(fc.property(tableArbitrary, dayArbitrary, (table, day) => isWorkingDay(table, day) === slow(table).includes(day)));
  });

  it('the n-th working day after a day is the n-th entry after it in the list, and so backwards', () => {
    fc.assert(
      fc.property(tableArbitrary, dayArbitrary, countArbitrary, (table, day, count) => {
        expect(addWorkingDays(table, day, count)).toBe(slow(table).filter((one) => one > day)[count - 1]);
        expect(addWorkingDays(table, day, -count)).toBe(slow(table).filter((one) => one < day).at(-count));
      }),
    );
  });

  it('adds up, comes back, and never goes the wrong way', () => {
    fc.assert(
      fc.property(tableArbitrary, dayArbitrary, countArbitrary, countArbitrary, (table, day, a, b) => {
        expect(addWorkingDays(table, addWorkingDays(table, day, a), b)).toBe(addWorkingDays(table, day, a + b));
        const start = workingDayOnOrAfter(table, day);
        expect(addWorkingDays(table, addWorkingDays(table, start, a), -a)).toBe(start);
        expect(addWorkingDays(table, day, a) > day && addWorkingDays(table, day, -a) < day).toBe(true);
        expect(addWorkingDays(table, day, 0)).toBe(day);
        // Counting by working days is never faster than by calendar days.
        expect(addWorkingDays(table, day, a) >= addDays(day, a)).toBe(true);
      }),
    );
  });

  it('moves what falls on a holiday to the nearest working day on the side asked for', () => {
    fc.assert(
      fc.property(tableArbitrary, dayArbitrary, (table, day) => {
        expect(workingDayOnOrAfter(table, day)).toBe(slow(table).find((one) => one >= day));
        expect(workingDayOnOrBefore(table, day)).toBe(slow(table).findLast((one) => one <= day));
      }),
    );
  });

  it('a slice answers alike for every day of its years', () => {
    fc.assert(
      fc.property(tableArbitrary, dayArbitrary, dayArbitrary, (table, from, day) => {
        const slice = sliceDayTable(table, from);
        if (day.slice(0, 4) < from.slice(0, 4)) return;
        expect(isWorkingDay(slice, day)).toBe(isWorkingDay(table, day));
        expect(isPublished(slice, day)).toBe(isPublished(table, day));
      }),
    );
  });
});

describe('the table of 2026', () => {
  it.each([
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-09-30', 4, '2026-10-12'],
    ['2026-10-10', -3, '2026-09-30'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-02-27', 1, '2026-02-28'],
    // No table yet: the statutory days by date are off all the same, the lunar ones are not known.
    ['2026-12-31', 1, '2027-01-04'],
    ['2027-01-04', -1, '2026-12-31'],
    ['2027-02-05', 1, '2027-02-08'],
    ['2027-04-30', 1, '2027-05-03'],
    ['2027-09-30', 1, '2027-10-04'],
    ['2028-04-28', 1, '2028-05-03'],
    ['2028-05-03', -1, '2028-04-28'],
    ['2028-09-29', 1, '2028-10-04'],
    // Labour Day's second day is not in the published table of 2026 (a Saturday); 2 January 2027 is an ordinary Saturday.
    ['2026-04-30', 1, '2026-05-06'],
  ])('%s and %i working days is %s', (day, count, expected) => expect(addWorkingDays(CN_2026, day, count)).toBe(expected));
});
