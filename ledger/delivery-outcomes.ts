import { sql } from 'kysely';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';
import type { ClaimedMail } from './claimed-mails.ts';
import type { DeliveryReason } from './delivery-reasons.ts';
import { withDeliveries, type DeliveryTransaction } from './delivery-tables.ts';

/** Names one claim of one mail: a process that lost it meanwhile changes nothing any more. */
export type Claim = Pick<ClaimedMail, 'id' | 'attempt'>;

/** A mail's own row and those of its notices, locked in the order of ids and as they are after any wait for the locks. */
const lockedMail = (id: string) => sql`
  mail as materialized (
    select id, state, attempt, settled_at, uncertain_at from delivery where id = ${id} or bundle_id = ${id} order by id for update
  )`;

/**
 * Writes down that the mail is being handed over, before the first byte of it leaves. Answers false when it must not
 * leave: the claim was lost, or a notice in it was withdrawn in the meantime. One statement, since every mail waits for it.
 */
export const recordHandOver = async (db: LedgerDatabase, mail: ClaimedMail, leaseUntil: number): Promise<boolean> => {
  const ids = [...new Set([mail.id, ...mail.items.map((item) => item.deliveryId)])];
  const { rows } = await sql`
    with ${lockedMail(mail.id)}
    update delivery set state = 'handed_over', lease_until = ${leaseUntil}
    where id = any (${ids})
      and (select count(*) from mail where id = any (${ids}) and state = 'claimed') = ${ids.length}
      and (select attempt from mail where id = ${mail.id}) = ${mail.attempt}
    returning id`.execute(db);
  return rows.length === ids.length;
};

/** How a mail ended, or when it is tried again. Times are of the duty clock. */
export type MailOutcome =
  | { readonly kind: 'accepted'; readonly response: string }
  | { readonly kind: 'rejected'; readonly reason: DeliveryReason; readonly response: string }
  | { readonly kind: 'again'; readonly at: Instant; readonly reason: DeliveryReason; readonly response: string }
  | { readonly kind: 'uncertain'; readonly at: Instant; readonly reason: DeliveryReason; readonly response: string }
  /** A robot certainly did not tell it and will not: by mail, at once. */
  | { readonly kind: 'by_mail'; readonly response: string };

/**
 * Records what became of a mail, for its row and for every notice in it. Answers false when the claim was lost (its lease
 * lapsed, somebody else decides now). An answer that comes after the lease has lapsed still counts, as long as nobody has
 * begun to send again.
 */
export const settleMail = async (db: LedgerDatabase, { id, attempt }: Claim, outcome: MailOutcome, now: Instant): Promise<boolean> => {
  const { rows } = await sql`
    with ${lockedMail(id)}, live as (
      select state from mail where id = ${id} and attempt = ${attempt} and settled_at is null
        and state in ('claimed', 'handed_over', 'uncertain')
    )
    update delivery as one set lease_until = null, response = ${outcome.response}, ${changesOf(outcome, id, now)}
    from mail, live where one.id = mail.id and mail.state = live.state and mail.settled_at is null
    returning one.id`.execute(db);
  return rows.length > 0;
};

// What was uncertain once stays listed as uncertain for good, whatever became of the second copy. A row that is uncertain
// only because its lease lapsed a moment ago is not one of these: its late answer is the first.
const SECOND = sql`(mail.uncertain_at is not null and mail.state <> 'uncertain')`;
const LATE = sql`(mail.state = 'uncertain')`;

const changesOf = (outcome: MailOutcome, own: string, now: Instant) => {
  switch (outcome.kind) {
    case 'accepted':
      return sql`
        state = case when ${SECOND} then 'uncertain' when one.id = ${own} then 'accepted' else 'bundled' end,
        reason = case when ${SECOND} then 'again_accepted' end,
        uncertain_at = case when ${SECOND} then one.uncertain_at end, settled_at = ${now}`;
    case 'rejected':
      return sql`
        state = case when ${SECOND} then 'uncertain' else 'rejected' end,
        reason = case when ${SECOND} then 'again_refused' else ${outcome.reason} end,
        uncertain_at = case when ${SECOND} then one.uncertain_at end, settled_at = ${now}`;
    case 'again':
      return putOff(outcome.at, outcome.reason, now);
    case 'by_mail':
      return sql`
        via = one.channel, attempts_before = one.attempt, fallback = concat(one.via, ': ', ${outcome.response}::text),
        ${putOff(now, 'chat_failed', now)}`;
    case 'uncertain':
      return sql`
        state = 'uncertain', reason = case when ${SECOND} then 'again_uncertain' else ${outcome.reason} end,
        uncertain_at = coalesce(one.uncertain_at, ${now}), not_before = ${outcome.at},
        settled_at = case when ${SECOND} then ${now}::bigint end`;
  }
};

/**
 * Back to planned, to be checked and bundled afresh; a bundle that was not taken is no mail any more. A second copy stays
 * owed, as the same mail.
 */
const putOff = (at: Instant, reason: DeliveryReason | null, now: Instant) => sql`
  state = case when ${SECOND} or ${LATE} then 'uncertain' when one.origin = 'bundle' then 'withdrawn' else 'planned' end,
  reason = case when not (${SECOND} or ${LATE}) and one.origin = 'bundle' then 'dissolved' else coalesce(${reason}, one.reason) end,
  settled_at = case when not (${SECOND} or ${LATE}) and one.origin = 'bundle' then ${now}::bigint end,
  bundle_id = case when ${SECOND} or ${LATE} then one.bundle_id end,
  not_before = greatest(one.not_before, ${at})`;

/**
 * Gives a claim back unused: nothing left this process, so the attempt does not count, and the mail is due as before, or at
 * `until` where it only has to wait for its turn.
 */
export const releaseMail = async (db: LedgerDatabase, { id, attempt }: Claim, now: Instant, until: Instant = 0): Promise<void> => {
  await sql`
    with ${lockedMail(id)}
    update delivery as one set lease_until = null, attempt = one.attempt - 1, ${putOff(until, null, now)}
    from mail where one.id = mail.id and mail.state = 'claimed' and (select attempt from mail where id = ${id}) = ${attempt}`.execute(db);
};

export type Recovered = { readonly unsent: number; readonly uncertain: number };

/**
 * Takes over from processes that died. What was claimed had not left yet: planned again. What was handed over may have
 * arrived: uncertain, never silently tried again; sent once more at `resendAt` under the same Message-ID, and if that
 * was the second time, left as it is. `wallNow` is compared with leases only.
 */
export const recoverLapsed = async (
  db: LedgerDatabase,
  { now, wallNow, resendAt }: { readonly now: Instant; readonly wallNow: number; readonly resendAt: Instant },
): Promise<Recovered> =>
  await withDeliveries(db)
    .transaction()
    .execute(async (trx) => {
      const { rows } = await sql<{ before: string }>`
        with lapsed as materialized (
          select id, state as before from delivery where state in ('claimed', 'handed_over') and lease_until < ${wallNow}
          order by id for update skip locked
        )
        update delivery set
          state = case
            when before = 'handed_over' or uncertain_at is not null then 'uncertain'
            when origin = 'bundle' then 'withdrawn'
            else 'planned' end,
          reason = case
            when before = 'handed_over' and uncertain_at is not null then 'again_uncertain'
            when before = 'handed_over' then 'lease_lapsed'
            when uncertain_at is null and origin = 'bundle' then 'dissolved'
            else reason end,
          settled_at = case
            when before = 'handed_over' and uncertain_at is not null then ${now}::bigint
            when before = 'claimed' and uncertain_at is null and origin = 'bundle' then ${now}::bigint end,
          not_before = case when before = 'handed_over' and uncertain_at is null then ${resendAt} else not_before end,
          uncertain_at = case when before = 'handed_over' then coalesce(uncertain_at, ${now}) else uncertain_at end,
          bundle_id = case when before = 'claimed' and uncertain_at is null then null else bundle_id end,
          lease_until = null
        from lapsed where delivery.id = lapsed.id
        returning before`.execute(trx);
      await settleEmptyBundles(trx, now);
      const uncertain = rows.filter((row) => row.before === 'handed_over').length;
      return { unsent: rows.length - uncertain, uncertain };
    });

/** An uncertain bundle none of whose notices is called for any more is not sent again; it stays listed. */
const settleEmptyBundles = async (trx: DeliveryTransaction, now: Instant): Promise<void> => {
  await sql`
    update delivery as bundle set settled_at = ${now}, reason = 'not_again'
    where origin = 'bundle' and state = 'uncertain' and settled_at is null and not exists (
      select from delivery child where child.bundle_id = bundle.id and (child.settled_at is null))`.execute(trx);
};
