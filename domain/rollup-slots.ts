import { workingDayOnOrBefore, type DayTable } from './day-table.ts';
import type { Policy } from './policy-schema.ts';
import { addDays, addMonths, DAY_MS, dayOf, daysBetween, MINUTE_MS, startOfDay, weekdayOf, type Day, type Instant } from './time.ts';

/** The weekly roll-up (what moved, what did not, who is late) and the monthly task list (what falls due). */
export type RollupKind = 'week' | 'month';

/** A roll-up that is due: one, however many were missed before it. Instants are of the duty clock. */
export type RollupSlot = {
  readonly kind: RollupKind;
  /** Names it for ever: the day of a weekly one, the month (`2026-05`) of a monthly one. */
  readonly period: string;
  /** It covers what happened after `from`, up to `to`. */
  readonly from: Instant;
  readonly to: Instant;
  /** How many before it were never made because nothing ran. */
  readonly missed: number;
};

/** What decides when a round's roll-ups are due. */
export type RollupRules = { readonly policy: Pick<Policy, 'rollups' | 'delivery'>; readonly days: DayTable; readonly openedAt: Instant };
/** The newest one that was made. */
export type LastRollup = { readonly period: string; readonly to: Instant };

const clockMs = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
};

/**
 * The roll-up of this kind that is due by `now`, or null: switched off, made already, or the round is too young. After
 * downtime it is the newest one only, and begins where the last one ended: nothing falls between two of them, and nobody gets
 * a heap. `last` is null where none was made yet.
 */
export const rollupDue = (kind: RollupKind, rules: RollupRules, last: LastRollup | null, now: Instant): RollupSlot | null =>
  kind === 'week' ? weeklyDue(rules, last, now) : monthlyDue(rules, last, now);

const weeklyDue = ({ policy, openedAt }: RollupRules, last: LastRollup | null, now: Instant): RollupSlot | null => {
  const { on, weekday, at } = policy.rollups.weekly;
  if (!on) return null;
  const instantOf = (day: Day): Instant => startOfDay(day) + clockMs(at);
  const today = dayOf(now);
  const back = (weekdayOf(today) - weekday + 7) % 7;
  const latest = addDays(today, -back);
  const period = instantOf(latest) <= now ? latest : addDays(latest, -7);
  const slot = instantOf(period);
  if (slot <= openedAt || (last !== null && last.period >= period)) return null;
  const before = last === null ? Math.ceil((slot - openedAt) / (7 * DAY_MS)) : Math.floor(daysBetween(last.period, period) / 7);
  return { kind: 'week', period, from: last?.to ?? openedAt, to: now, missed: Math.max(0, before - 1) };
};

const monthOf = (day: Day): string => day.slice(0, 7);
const monthsBetween = (from: string, to: string): number => (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5));
const firstDayOf = (month: string): Day => `${month}-01`;
export const lastDayOf = (month: string): Day => addDays(addMonths(firstDayOf(month), 1), -1);

/** When the list of a month goes out: on its day, or on the working day before, which may lie in the month before; never later. */
const monthlyAt = ({ policy, days }: RollupRules, month: string): Instant => {
  const { by, at } = policy.rollups.monthly;
  const day = addDays(firstDayOf(month), by - 1);
  return startOfDay(policy.delivery.workingDaysOnly ? workingDayOnOrBefore(days, day) : day) + clockMs(at);
};

const monthlyDue = (rules: RollupRules, last: LastRollup | null, now: Instant): RollupSlot | null => {
  if (!rules.policy.rollups.monthly.on) return null;
  const first = firstDayOf(monthOf(dayOf(now)));
  const months = [addMonths(first, 1), first, addMonths(first, -1)].map(monthOf);
  const period = months.find((month) => monthlyAt(rules, month) <= now);
  if (period === undefined || monthlyAt(rules, period) <= rules.openedAt || (last !== null && last.period >= period)) return null;
  // The first list of a round is that of the first month whose day comes after its opening.
  const opened = monthOf(dayOf(rules.openedAt));
  const start = [opened, monthOf(addMonths(firstDayOf(opened), 1))].find((month) => monthlyAt(rules, month) > rules.openedAt) ?? period;
  const missed = last === null ? monthsBetween(start, period) : monthsBetween(last.period, period) - 1;
  return { kind: 'month', period, from: last?.to ?? rules.openedAt, to: now, missed: Math.max(0, missed) };
};
