import { sql } from 'kysely';
import type { Instant } from '../domain/time.ts';
import type { Visible } from '../domain/viewer.ts';
import type { DeliveryState } from '../domain/delivery-states.ts';
import type { LedgerDatabase } from './database.ts';
import { withDeliveries } from './delivery-tables.ts';
import { visibleSql } from './visible.ts';

/** A delivery as people see it in a list. */
export type DeliveryEntry = {
  readonly id: string;
  readonly issueId: string;
  readonly roundId: string;
  readonly cycle: number;
  readonly step: string;
  readonly recipient: string;
  readonly role: string;
  readonly kind: string;
  readonly topic: string;
  readonly day: string | null;
  readonly notBefore: Instant;
  /** The road it takes or took; the channel of its key where none was chosen yet. */
  readonly via: string;
  /** Why it was not the robot that told it. */
  readonly fallback: string | null;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly attempt: number;
  readonly response: string | null;
  readonly messageId: string;
  readonly bundleId: string | null;
  readonly uncertainAt: Instant | null;
  readonly settledAt: Instant | null;
};

export type DeliveryFilter = {
  readonly states?: readonly DeliveryState[];
  readonly issueId?: string;
  readonly roundId?: string;
  readonly recipient?: string;
  /** Of issues that somebody may see; of rounds as a whole where he sees all of them. */
  readonly visible?: Visible;
  readonly limit: number;
};

/** Notices (not the mails that bundle them), the newest first. */
export const listDeliveries = async (db: LedgerDatabase, filter: DeliveryFilter): Promise<DeliveryEntry[]> => {
  let query = withDeliveries(db)
    .selectFrom('delivery')
    .select([
      'id',
      'issue_id as issueId',
      'round_id as roundId',
      'cycle',
      'step',
      'recipient',
      'role',
      'kind',
      'topic',
      'day',
      'not_before as notBefore',
      ({ fn }) => fn.coalesce('via', 'channel').as('via'),
      'fallback',
      'state',
      'reason',
      'attempt',
      'response',
      'message_id as messageId',
      'bundle_id as bundleId',
      'uncertain_at as uncertainAt',
      'settled_at as settledAt',
    ])
    .where('origin', '<>', 'bundle');
  if (filter.states !== undefined) query = query.where('state', 'in', filter.states);
  if (filter.issueId !== undefined) query = query.where('issue_id', '=', filter.issueId);
  if (filter.roundId !== undefined) query = query.where('round_id', '=', filter.roundId);
  if (filter.recipient !== undefined) query = query.where('recipient', '=', filter.recipient);
  const { visible } = filter;
  if (visible !== undefined && visible !== 'all')
    query = query.where(sql<boolean>`(round_id = any(${[...visible.rounds]}::text[]) or exists (select from issue where issue.id = delivery.issue_id and ${visibleSql(visible)}))`);
  return await query.orderBy('not_before', 'desc').orderBy('id').limit(filter.limit).execute();
};

/** How many notices stand in which state; of a round, or of all. */
export const countDeliveries = async (db: LedgerDatabase, roundId?: string): Promise<Partial<Record<DeliveryState, number>>> => {
  let query = db
    .selectFrom('delivery')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('origin', '<>', 'bundle')
    // The copy of whoever is on leave: his deputy's counts.
    .where('for_information', '=', false)
    .groupBy('state');
  if (roundId !== undefined) query = query.where('round_id', '=', roundId);
  const rows = await query.execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
};

/**
 * The next instant (duty clock) at which something is to be sent; null when nothing is planned. May lie in the past: then
 * it is due now. Rounds outside their delivery hours are left out.
 */
export const nextDeliveryAt = async (db: LedgerDatabase, closedRounds: readonly string[] = []): Promise<Instant | null> => {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(not_before) as at from delivery
    where (state = 'planned' or (state = 'uncertain' and settled_at is null)) and origin <> 'bundle'
      and not round_id = any (${closedRounds}::text[])`.execute(db);
  return rows[0]?.at ?? null;
};

/** When a notice was last settled, in whatever way (duty clock); null before the first. */
export const lastSettledAt = async (db: LedgerDatabase): Promise<Instant | null> => {
  const row = await withDeliveries(db).selectFrom('delivery').select(({ fn }) => fn.max('settled_at').as('at')).where('state', 'in', ['accepted', 'rejected', 'uncertain']).executeTakeFirst();
  return row?.at ?? null;
};

/** Notices of rounds inside their delivery hours that should have left by `before` (duty clock) and have not: for the alarm. */
export const countOverdueDeliveries = async (db: LedgerDatabase, before: Instant, closedRounds: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from delivery
    where state in ('planned', 'claimed', 'handed_over') and origin <> 'bundle' and not_before < ${before}
      and not round_id = any (${closedRounds}::text[])`.execute(db);
  return Number(rows[0]?.count ?? 0);
};

/** Rounds with something due now, and the rules by which their delivery hours are told. */
export const roundsWithDue = async (
  db: LedgerDatabase,
  now: Instant,
): Promise<{ readonly id: string; readonly policy_sha256: string; readonly days_sha256: string }[]> => {
  const { rows } = await sql<{ id: string; policy_sha256: string; days_sha256: string }>`
    select id, policy_sha256, days_sha256 from round where exists (
      select from delivery where round_id = round.id and state = 'planned' and not_before <= ${now})`.execute(db);
  return rows;
};
