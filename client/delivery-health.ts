import { closedRoundsAt } from '../activities/delivery-hours.ts';
import type { Instant } from '../domain/time.ts';
import type { DeliveryState } from '../domain/delivery-states.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { countDeliveries, countOverdueDeliveries, lastSettledAt, nextDeliveryAt } from '../ledger/delivery-lists.ts';
import { findLetterGaps } from '../ledger/notice-record.ts';
import { lastReconcileRun, type ReconcileRun } from '../ledger/reconcile-runs.ts';
import { RECONCILE_EVERY_MS } from '../worker/schedules.ts';

/** So many comparisons may be missed before their silence is an alarm. */
const MISSED = 3;

export type DeliveryHealth = {
  readonly counts: Partial<Record<DeliveryState, number>>;
  /** Should have left, and has not; outside a round's hours nothing of it is late. */
  readonly late: number;
  readonly nextAt: Instant | null;
  /** When the last notice was settled in any way; null before the first. */
  readonly lastAt: Instant | null;
  /** The last comparison of the ledger with what should have happened: a heartbeat. */
  readonly compared: Omit<ReconcileRun, 'findings'> | null;
  /** It has grown old: reminders could be lost without anybody noticing. */
  readonly heartStopped: boolean;
  readonly letterGaps: Awaited<ReturnType<typeof findLetterGaps>>;
};

/** Are reminders leaving, and is anybody watching that they do? `now`: the duty clock; `wallNow`: the process's, of which the heartbeat is. */
export const deliveryHealth = async (db: LedgerDatabase, now: Instant, wallNow: number = now): Promise<DeliveryHealth> => {
  const closed = (await closedRoundsAt(db, now)).map((round) => round.id);
  const [counts, late, nextAt, lastAt, run, letterGaps] = await Promise.all([countDeliveries(db), countOverdueDeliveries(db, now - RECONCILE_EVERY_MS, closed), nextDeliveryAt(db), lastSettledAt(db), lastReconcileRun(db), findLetterGaps(db)]);
  if (run === null) return { counts, late, nextAt, lastAt, compared: null, heartStopped: false, letterGaps };
  const { findings: _findings, ...compared } = run;
  return { counts, late, nextAt, lastAt, compared, heartStopped: wallNow - run.finishedAt > MISSED * RECONCILE_EVERY_MS, letterGaps };
};
