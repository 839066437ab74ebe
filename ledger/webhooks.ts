import { createHash, randomBytes } from 'node:crypto';
import { sql, type Generated, type Kysely } from 'kysely';
import { refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { Ledger, LedgerDatabase, LedgerTransaction } from './database.ts';

/** The tables of webhooks (migration 0019). */
type Added = {
  webhook: {
    id: string;
    url: string;
    name: string;
    types: string[];
    made_by: string;
    made_at: Instant;
    removed_at: Instant | null;
    gone_at: Instant | null;
    failures: Generated<number>;
    rests_until: Generated<Instant>;
    succeeded_at: Instant | null;
    failed_at: Instant | null;
    failure: string | null;
  };
};
const withWebhooks = (db: Kysely<Ledger>): Kysely<Ledger & Added> => db;

export type NewWebhook = { readonly url: string; readonly name: string; /** Kinds of events, such as `issue.closed`; none: all. */ readonly types: readonly string[] };

export type WebhookListing = NewWebhook & {
  readonly id: string;
  readonly madeBy: string;
  readonly madeAt: Instant;
  /** The other side answered 410: nothing is sent any more. */
  readonly goneAt: Instant | null;
  readonly failures: number;
  readonly succeededAt: Instant | null;
  readonly failedAt: Instant | null;
  readonly failure: string | null;
  /** Told and not yet told. */
  readonly accepted: number;
  readonly waiting: number;
  readonly rejected: number;
};

/** Keeps it; whether its address may be called at all was asked before. Answers its id. */
export const addWebhook = async (db: LedgerDatabase, { url, name, types }: NewWebhook, by: string, at: Instant): Promise<string> => {
  const id = randomBytes(9).toString('hex');
  await withWebhooks(db).insertInto('webhook').values({ id, url, name, types: [...types], made_by: by, made_at: at, removed_at: null, gone_at: null, succeeded_at: null, failed_at: null, failure: null }).execute();
  return id;
};

/** Those that there are, with what became of what they were told. */
export const listWebhooks = async (db: LedgerDatabase): Promise<WebhookListing[]> => {
  const { rows } = await sql<WebhookListing>`
    select hook.id, url, name, types, made_by as "madeBy", made_at as "madeAt", gone_at as "goneAt", failures, succeeded_at as "succeededAt", failed_at as "failedAt", failure,
      (select count(*)::int from webhook_delivery one where one.webhook_id = hook.id and state = 'accepted') as accepted,
      (select count(*)::int from webhook_delivery one where one.webhook_id = hook.id and state in ('planned', 'claimed')) as waiting,
      (select count(*)::int from webhook_delivery one where one.webhook_id = hook.id and state = 'rejected') as rejected
    from webhook hook where removed_at is null order by made_at, hook.id`.execute(db);
  return rows;
};

/** @throws Refusal UNKNOWN_WEBHOOK */
export const findWebhook = async (db: LedgerDatabase, id: string): Promise<{ readonly id: string; readonly url: string; readonly name: string }> =>
  (await withWebhooks(db).selectFrom('webhook').select(['id', 'url', 'name']).where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst()) ??
  refuse('UNKNOWN_WEBHOOK', `没有回调“${id}”（huitoukan webhook list）`, `there is no webhook "${id}" (see huitoukan webhook list)`, { webhook: id });

/** From now on it is told nothing, also of what was waiting for it. @throws Refusal UNKNOWN_WEBHOOK */
export const removeWebhook = async (db: LedgerDatabase, id: string, at: Instant): Promise<void> => {
  await findWebhook(db, id);
  await db.transaction().execute(async (trx) => {
    await withWebhooks(trx).updateTable('webhook').set({ removed_at: at }).where('id', '=', id).execute();
    await sql`update webhook_delivery set state = 'withdrawn', reason = 'removed', settled_at = ${at} where webhook_id = ${id} and state in ('planned', 'claimed')`.execute(trx);
  });
};

/** Somebody listens: a part of another statement, so that nobody who has no webhooks pays for them. */
export const ANY_WEBHOOK = sql<boolean>`exists (select from webhook where removed_at is null and gone_at is null)`;

type ToTell = { readonly seq: number; readonly at: Instant; readonly type: string; readonly cycle?: number };

/** Of what kind an event is, as webhooks and their filters name it: `issue.closed`, `round.plan-submitted`, `common.closed`. */
const typeOf = (subject: string, type: string): string => {
  const [kind = ''] = subject.split('/');
  return `${kind}.${type.replace(new RegExp(`^${kind}-`), '')}`;
};

/** Plans what every hook is to be told of these events, in the transaction that records them. The same events again change nothing. */
export const planWebhooks = async (trx: LedgerTransaction, subject: string, round: string, events: readonly ToTell[]): Promise<void> => {
  const rows = events.map(({ seq, at, type, cycle }) => ({ seq, at, type: typeOf(subject, type), cycle: cycle ?? null }));
  await sql`
    insert into webhook_delivery (id, webhook_id, subject, seq, round_id, cycle, type, at, state, not_before)
    select encode(sha256(convert_to(hook.id || ' ' || ${subject} || ' ' || event.seq, 'UTF8')), 'hex'), hook.id, ${subject}, event.seq, ${round}, event.cycle, event.type, event.at, 'planned', event.at
    from webhook hook cross join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as event (seq int, at bigint, type text, cycle int)
    where removed_at is null and gone_at is null and (types = '{}' or event.type = any (types))
    on conflict do nothing`.execute(trx);
};

/** One thing to tell, claimed by this process. `attempt` fences: it names this claim alone. */
export type ClaimedCall = {
  readonly id: string;
  readonly webhook: string;
  readonly url: string;
  readonly subject: string;
  readonly round: string;
  readonly seq: number;
  readonly cycle: number | null;
  readonly type: string;
  readonly at: Instant;
  readonly attempt: number;
  /** How often the hook failed in a row before. */
  readonly failures: number;
};

/**
 * Claims what is due; of a hook that failed last time one alone, to see whether it is there again. What a process that died
 * had claimed is due again: hooks are told at least once, and know a second copy by its id. `wallNow` is compared with leases only.
 */
export const claimCalls = async (db: LedgerDatabase, { now, wallNow, leaseMs, perHook }: { readonly now: Instant; readonly wallNow: number; readonly leaseMs: number; readonly perHook: number }): Promise<ClaimedCall[]> => {
  const { rows } = await sql<ClaimedCall>`
    with ranked as (
      select one.id, failures, row_number() over (partition by webhook_id order by one.at, one.seq, one.id) as place
      from webhook_delivery one join webhook hook on hook.id = webhook_id
      where rests_until <= ${now} and not_before <= ${now} and (state = 'planned' or (state = 'claimed' and lease_until < ${wallNow}))
    ), due as materialized (
      select id from webhook_delivery where id in (select id from ranked where place <= case when failures > 0 then 1 else ${perHook}::int end)
        and (state = 'planned' or lease_until < ${wallNow}) order by id for update skip locked
    )
    update webhook_delivery one set state = 'claimed', attempt = attempt + 1, lease_until = ${wallNow + leaseMs}
    from due, webhook hook where one.id = due.id and hook.id = one.webhook_id
    returning one.id, hook.id as webhook, url, subject, round_id as round, seq, cycle, type, at, attempt, failures`.execute(db);
  return rows.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
};

/** How a call ended. `again`: at that time, and the hook is left alone until then; `gone`: it wants nothing more ever. */
export type CallOutcome =
  | { readonly kind: 'accepted'; readonly response: string }
  | { readonly kind: 'again'; readonly at: Instant; readonly response: string }
  /** Not tried: one before it failed. */
  | { readonly kind: 'waits' }
  | { readonly kind: 'rejected'; readonly response: string }
  | { readonly kind: 'gone'; readonly response: string };

/** Records what became of a call, for it and for its hook. */
export const settleCall = async (db: LedgerDatabase, { id, webhook, attempt }: Pick<ClaimedCall, 'id' | 'webhook' | 'attempt'>, outcome: CallOutcome, now: Instant): Promise<void> =>
  await db.transaction().execute(async (trx) => {
    if (outcome.kind === 'waits') {
      await sql`update webhook_delivery set state = 'planned', attempt = attempt - 1, lease_until = null where id = ${id} and attempt = ${attempt} and state = 'claimed'`.execute(trx);
      return;
    }
    const state = outcome.kind === 'accepted' ? 'accepted' : outcome.kind === 'again' ? 'planned' : 'rejected';
    await sql`
      update webhook_delivery set state = ${state}, response = ${outcome.response}, lease_until = null, reason = ${outcome.kind},
        not_before = case when ${state} = 'planned' then ${outcome.kind === 'again' ? outcome.at : now}::bigint else not_before end,
        settled_at = case when ${state} = 'planned' then null else ${now}::bigint end
      where id = ${id} and attempt = ${attempt} and state = 'claimed'`.execute(trx);
    if (outcome.kind === 'accepted') {
      await sql`update webhook set failures = 0, rests_until = 0, succeeded_at = ${now} where id = ${webhook}`.execute(trx);
      return;
    }
    await sql`
      update webhook set failures = failures + 1, failed_at = ${now}, failure = ${outcome.response}, rests_until = ${outcome.kind === 'again' ? outcome.at : 0},
        gone_at = case when ${outcome.kind} = 'gone' then ${now}::bigint else gone_at end
      where id = ${webhook}`.execute(trx);
    if (outcome.kind === 'gone') await sql`update webhook_delivery set state = 'withdrawn', reason = 'gone', settled_at = ${now} where webhook_id = ${webhook} and state in ('planned', 'claimed')`.execute(trx);
  });

/** When something is next to be told (duty clock); null: nothing waits. */
export const nextCallAt = async (db: LedgerDatabase): Promise<Instant | null> => {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(greatest(not_before, rests_until)) as at from webhook_delivery join webhook on webhook.id = webhook_id where state = 'planned'`.execute(db);
  return rows[0]?.at ?? null;
};

/** The id of a test call, unlike every other. */
export const testCallId = (): string => createHash('sha256').update(randomBytes(32)).digest('hex');
