import { rollupContent } from '../activities/rollup.ts';
import { loadTemplates, writeFrom } from '../activities/templates.ts';
import { refuse } from '../domain/refusal.ts';
import { lastDayOf, type RollupKind, type RollupSlot } from '../domain/rollup-slots.ts';
import { asOf, monthlyTasks, weeklyRollup } from '../domain/rollup.ts';
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { loadNames } from '../ledger/people.ts';
import { loadRollupRounds, loadStories } from '../ledger/rollups.ts';

/**
 * A round's roll-up as it would read at the end of `day` (none: at `now`), over every issue, printed in the shipped words. Nothing
 * is recorded or sent. @throws Refusal UNKNOWN_ROUND
 */
export const showRollup = async (db: LedgerDatabase, id: string, kind: RollupKind, day?: Day, now: Instant = Date.now()) => {
  const to = day === undefined ? now : startOfDay(addDays(day, 1)) - 1;
  const [round] = await loadRollupRounds(db, id);
  if (round === undefined) return refuse('UNKNOWN_ROUND', `没有轮次“${id}”`, `there is no round "${id}"`, { round: id });
  const period = kind === 'week' ? dayOf(to) : dayOf(to).slice(0, 7);
  const slot: RollupSlot = { kind, period, from: startOfDay(addDays(dayOf(to), -6)), to, missed: 0 };
  const [all, names] = await Promise.all([loadStories(db, id), loadNames(db, dayOf(to))]);
  const stories = asOf(all, to);
  const content = rollupContent(round, slot, stories, names);
  const numbers = kind === 'week' ? weeklyRollup(stories, slot.from, to) : monthlyTasks(stories, to, lastDayOf(period));
  const head = { name: round.unit, today: dayOf(to), role: { zh: '有关人员', en: 'concerned' }, several: null };
  const text = content === null ? '无内容：没有进展、逾期或到期事项 / nothing to say' : writeFrom(loadTemplates()[`rollup-${kind}`], { ...head, rounds: [content] }).text;
  return { view: { round: id, kind, period, from: slot.from, to, ...numbers }, text };
};
