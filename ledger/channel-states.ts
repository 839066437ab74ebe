import { sql } from 'kysely';
import { takeTokens, type Bucket, type RateLimit } from '../domain/token-bucket.ts';
import type { LedgerDatabase } from './database.ts';
import { withDeliveries } from './delivery-tables.ts';

/**
 * Takes a channel's turn under all its limits, for every process together. Answers how long to wait (ms): 0 means that the
 * turn is taken. `wallNow` is the process's clock, like everything kept here: the other side counts real minutes.
 */
export const takeTurn = async (db: LedgerDatabase, channel: string, limits: readonly RateLimit[], wallNow: number): Promise<number> =>
  await withDeliveries(db)
    .transaction()
    .execute(async (trx) => {
      await trx.insertInto('channel_state').values({ channel, buckets: '[]' }).onConflict((conflict) => conflict.doNothing()).execute();
      const state = await trx.selectFrom('channel_state').select(['buckets', 'paused_until']).where('channel', '=', channel).forUpdate().executeTakeFirstOrThrow();
      if (state.paused_until > wallNow) return state.paused_until - wallNow;
      const turn = takeTokens(limits, state.buckets as readonly Bucket[], wallNow);
      await trx
        .updateTable('channel_state')
        .set({ buckets: JSON.stringify(turn.buckets) })
        .where('channel', '=', channel)
        .execute();
      return turn.waitMs;
    });

/** Until when nothing leaves by a channel (the process's clock); 0: it does not rest. */
export const restsUntil = async (db: LedgerDatabase, channel: string): Promise<number> => {
  const row = await withDeliveries(db).selectFrom('channel_state').select('paused_until').where('channel', '=', channel).executeTakeFirst();
  return row?.paused_until ?? 0;
};

/** How one pass went: the newest success and the newest failure of a channel. */
export type ChannelMarks = {
  readonly succeededAt: number | null;
  readonly failed: { readonly at: number; readonly class: ChannelFailure; readonly what: string } | null;
  /** Nothing leaves by it before then. */
  readonly pausedUntil: number;
};
export type ChannelFailure = 'deferred' | 'service' | 'unreachable' | 'rejected' | 'uncertain';

/** Writes down how a channel fares; once a pass, so that many mails do not queue for one row. */
export const recordChannel = async (db: LedgerDatabase, channel: string, { succeededAt, failed, pausedUntil }: ChannelMarks): Promise<void> => {
  await sql`
    insert into channel_state (channel, paused_until, succeeded_at, failed_at, failure_class, failure)
    values (${channel}, ${pausedUntil}, ${succeededAt}, ${failed?.at ?? null}, ${failed?.class ?? null}, ${failed?.what ?? null})
    on conflict (channel) do update set
      paused_until = greatest(channel_state.paused_until, excluded.paused_until),
      succeeded_at = coalesce(excluded.succeeded_at, channel_state.succeeded_at),
      failed_at = coalesce(excluded.failed_at, channel_state.failed_at),
      failure_class = coalesce(excluded.failure_class, channel_state.failure_class),
      failure = coalesce(excluded.failure, channel_state.failure)`.execute(db);
};

export type ChannelStanding = {
  readonly channel: string;
  readonly pausedUntil: number;
  readonly succeededAt: number | null;
  readonly failedAt: number | null;
  readonly failureClass: string | null;
  readonly failure: string | null;
};

/** Every channel that ever sent, by name; times are of the process's clock. */
export const listChannelStates = async (db: LedgerDatabase): Promise<ChannelStanding[]> =>
  await withDeliveries(db)
    .selectFrom('channel_state')
    .select(['channel', 'paused_until as pausedUntil', 'succeeded_at as succeededAt', 'failed_at as failedAt', 'failure_class as failureClass', 'failure'])
    .orderBy('channel')
    .execute();
