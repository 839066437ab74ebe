import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, DAY_MS, dayNumber, dayOf, daysBetween, HOUR_MS, isDay, isWeekend, startOfDay, weekdayOf } from './time.ts';

/** Any instant of a year with four figures, Beijing time. */
const instant = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2200, 0, 1) });
const slowDay = (at: number): string => new Date(at + 8 * HOUR_MS).toISOString().slice(0, 10);

describe('days', () => {
  it('are those of Date, eight hours ahead, however often and in whatever order they are asked for', () => {
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 50 }), fc.integer({ min: -20_000, max: 20_000 }), (instants, days) => {
        for (const at of instants) {
          const day = slowDay(at);
          expect(dayOf(at)).toBe(day);
          expect(startOfDay(day)).toBe(Date.parse(`${day}T00:00:00+08:00`));
          expect(addDays(day, days)).toBe(slowDay(startOfDay(day) + days * DAY_MS));
          expect(daysBetween(day, addDays(day, days))).toBe(days);
          expect(weekdayOf(day)).toBe(new Date(`${day}T00:00:00Z`).getUTCDay() || 7);
          expect(isWeekend(day)).toBe(weekdayOf(day) === 6 || weekdayOf(day) === 7);
        }
      }),
    );
  });

  it('exist where Date has them', () => {
    const exists = (text: string): boolean => {
      const at = Date.parse(`${text}T00:00:00Z`);
      return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
    };
    const figures = (most: number, width: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(width, '0'));
    fc.assert(
      fc.property(figures(9999, 4), figures(13, 2), figures(32, 2), (year, month, day) => {
        for (const text of [`${year}-${month}-${day}`, `${year}-02-29`]) expect(isDay(text), text).toBe(exists(text));
      }),
      { numRuns: 1_000 },
    );
    for (const text of ['', '2026-1-01', ' 2026-01-01', '2026-01-01T', '＋026-01-01']) expect(isDay(text), text).toBe(false);
  });

  it('are remembered up to a limit, and right beyond it', () => {
    for (let number = -10_000; number < 40_000; number += 1) expect(dayNumber(addDays('1970-01-01', number))).toBe(number);
  });

  it('that do not exist are no number, and what lies outside of the calendar is refused', () => {
    expect(dayNumber('soon')).toBeNaN();
    expect(() => addDays('soon', 1)).toThrow(RangeError);
  });
});
