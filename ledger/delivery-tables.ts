import type { Generated, JSONColumnType, Kysely, Transaction } from 'kysely';
import type { Instant } from '../domain/time.ts';
import type { DeliveryTable, Ledger } from './database.ts';

/** What `0002-reconcile.sql`, `0007-notices.sql`, `0010-robots.sql` and `0013-notice-words.sql` add to the tables of `database.ts`. */
type Added = {
  delivery: {
    uncertain_at: Instant | null;
    stands_in_for: string | null;
    letter: string | null;
    content: string | null;
    words: string | null;
    via: string | null;
    via_since: Instant | null;
    attempts_before: Generated<number>;
    fallback: string | null;
  };
  channel_state: {
    channel: string;
    buckets: JSONColumnType<object[]>;
    paused_until: Generated<number>;
    succeeded_at: number | null;
    failed_at: number | null;
    failure_class: string | null;
    failure: string | null;
  };
  letter: {
    series: string;
    year: number;
    number: number;
    round_id: string;
    issue_id: string;
    cycle: number;
    step: string;
    kind: string;
    numbered_at: Instant;
  };
  rollup: { round_id: string; kind: 'week' | 'month'; period: string; from_at: Instant; to_at: Instant; missed: number; planned_at: Instant };
  reconcile_run: {
    id: Generated<number>;
    at: Instant;
    finished_at: Instant;
    issues: number;
    planned: number;
    withdrawn: number;
    recovered: number;
    overdue: number;
    findings: JSONColumnType<ReconcileFinding[]>;
  };
};

/** One gap between what should have been planned and what was, repaired; for people. */
export type ReconcileFinding = { readonly issueId: string; readonly deliveryId: string; readonly what: 'missing' | 'unwanted' };

export type DeliveryLedger = Omit<Ledger, 'delivery'> & { delivery: DeliveryTable & Added['delivery']; reconcile_run: Added['reconcile_run']; channel_state: Added['channel_state']; letter: Added['letter']; rollup: Added['rollup'] };
export type DeliveryDatabase = Kysely<DeliveryLedger>;
export type DeliveryTransaction = Transaction<DeliveryLedger>;

/** The same connection or transaction, seen with every column that deliveries have. */
export const withDeliveries = (db: Kysely<Ledger>): DeliveryDatabase => db;
