import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LastRollup, RollupKind, RollupRules, RollupSlot } from './rollup-slots.ts';
import { lastDayOf, rollupDue } from './rollup-slots.ts';
import { CN_2026, daysFrom, isWorkedSlowly } from './testing/day-tables.ts';
import { policyArbitrary } from './testing/generators.ts';
import { addDays, DAY_MS, dayOf, HOUR_MS, instantInWords, MINUTE_MS, startOfDay, type Instant } from './time.ts';

const DELIVERY = { opens: '08:30', closes: '18:00', workingDaysOnly: true };
const rules = (openedAt: Instant, change: Partial<RollupRules['policy']['rollups']> = {}): RollupRules => ({
  policy: { delivery: DELIVERY, rollups: { weekly: { on: true, weekday: 1, at: '08:30', audience: ['supervision'] }, monthly: { on: true, by: 5, at: '08:30', audience: ['supervision'] }, ...change } },
  days: CN_2026,
  openedAt,
});
const at = (day: string, time = '09:00'): Instant => startOfDay(day) + Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3)) * MINUTE_MS;

/** Whoever looks at these instants makes what is due then. */
const made = (kind: RollupKind, of: RollupRules, looks: readonly Instant[]): RollupSlot[] => {
  const slots: RollupSlot[] = [];
  let last: LastRollup | null = null;
  for (const now of looks) {
    const slot = rollupDue(kind, of, last, now);
    if (slot === null) continue;
    slots.push(slot);
    last = { period: slot.period, to: slot.to };
  }
  return slots;
};

describe('a weekly roll-up', () => {
  // 2026-03-02 is a Monday.
  it('comes on its day at its time, once, and covers the time since the one before', () => {
    const looks = daysFrom('2026-03-03', '2026-03-17').flatMap((day) => [at(day, '08:29'), at(day, '08:30'), at(day, '17:00')]);
    expect(made('week', rules(at('2026-03-03')), looks)).toEqual([
      { kind: 'week', period: '2026-03-09', from: at('2026-03-03'), to: at('2026-03-09', '08:30'), missed: 0 },
      { kind: 'week', period: '2026-03-16', from: at('2026-03-09', '08:30'), to: at('2026-03-16', '08:30'), missed: 0 },
    ]);
  });

  it('after three weeks without power is one, covers them, and says that two were missed', () => {
    const looks = [at('2026-03-09'), at('2026-03-31', '14:00'), at('2026-03-31', '14:15'), at('2026-04-06')];
    expect(made('week', rules(at('2026-03-03')), looks)).toEqual([
      { kind: 'week', period: '2026-03-09', from: at('2026-03-03'), to: at('2026-03-09'), missed: 0 },
      { kind: 'week', period: '2026-03-30', from: at('2026-03-09'), to: at('2026-03-31', '14:00'), missed: 2 },
      { kind: 'week', period: '2026-04-06', from: at('2026-03-31', '14:00'), to: at('2026-04-06'), missed: 0 },
    ]);
  });
});

describe('a monthly task list', () => {
  it('goes out by the 5th: the last working day on or before it, in October even in September', () => {
    const looks = daysFrom('2026-08-20', '2026-11-10').map((day) => at(day));
    expect(made('month', rules(at('2026-08-19')), looks).map(({ period, to }) => `${period} ${dayOf(to)}`)).toEqual(['2026-09 2026-09-04', '2026-10 2026-09-30', '2026-11 2026-11-05']);
  });

  it('after a gap is that of the present month, and says how many were missed', () => {
    const looks = [at('2026-03-05'), at('2026-06-20')];
    expect(made('month', rules(at('2026-02-10')), looks).map(({ period, missed }) => [period, missed])).toEqual([
      ['2026-03', 0],
      ['2026-06', 2],
    ]);
  });
});

describe('whoever looks whenever', () => {
  const looksArbitrary = fc.array(fc.oneof(fc.integer({ min: 1, max: 30 * 60 }), fc.integer({ min: 1, max: 90 * 24 * 60 })), { minLength: 1, maxLength: 25 });

  it('leaves no gap, makes none twice, and counts what was missed; switched off makes none', () => {
    fc.assert(
      fc.property(policyArbitrary, fc.constantFrom(...daysFrom('2026-01-01', '2026-03-31')), looksArbitrary, fc.constantFrom<RollupKind>('week', 'month'), (policy, opened, waits, kind) => {
        const openedAt = at(opened, '10:17');
        const looks = waits.map(((sum) => (wait: number) => (sum += wait * MINUTE_MS))(openedAt));
        const of: RollupRules = { policy, days: CN_2026, openedAt };
        const slots = made(kind, of, looks);
        const { weekly, monthly } = policy.rollups;
        if (!(kind === 'week' ? weekly : monthly).on) {
          expect(slots).toEqual([]);
          return;
        }
        slots.forEach((slot, index) => {
          expect(slot.from).toBe(slots[index - 1]?.to ?? openedAt);
          expect(slot.to).toBeGreaterThan(slot.from);
          if (index > 0) expect(slot.period > (slots[index - 1]?.period ?? '')).toBe(true);
        });
        // Counted day by day: every day on which one was due is either one of these or among the missed of one.
        const until = looks.at(-1) ?? openedAt;
        const dueAt = (day: string): Instant => at(day, (kind === 'week' ? weekly : monthly).at);
        const isDueDay = (day: string): boolean => {
          if (kind === 'week') return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7 === weekly.weekday - 1;
          if (!policy.delivery.workingDaysOnly) return Number(day.slice(8)) === monthly.by;
          // The next such day of a month has no working day between it and this one.
          const ahead = Array.from({ length: 40 }, (_, n) => addDays(day, n));
          const mark = ahead.find((one) => Number(one.slice(8)) === monthly.by) ?? '';
          return isWorkedSlowly(CN_2026, day) && ahead.filter((one) => one > day && one <= mark).every((one) => !isWorkedSlowly(CN_2026, one));
        };
        const due = daysFrom(dayOf(openedAt), dayOf(until)).filter((day) => isDueDay(day) && dueAt(day) > openedAt && dueAt(day) <= until);
        expect(slots.reduce((sum, slot) => sum + 1 + slot.missed, 0), `${due.join(' ')} | ${slots.map((slot) => `${slot.period}+${slot.missed} ${instantInWords(slot.to)}`).join(' ')}`).toBe(due.length);
      }),
      { numRuns: 300 },
    );
  });
});

it('knows the last day of a month', () => {
  expect(['2026-02', '2028-02', '2026-12'].map(lastDayOf)).toEqual(['2026-02-28', '2028-02-29', '2026-12-31']);
  expect(lastDayOf('2026-04') < dayOf(startOfDay('2026-04-01') + 30 * DAY_MS)).toBe(true);
});
