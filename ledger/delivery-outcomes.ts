import { sql } from 'kysely';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';
import type { ClaimedMail } from './delivery-claims.ts';
import type { DeliveryReason } from './delivery-reasons.ts';
import { withDeliveries, type DeliveryTransaction } from './delivery-tables.ts';

/** Names one claim of one mail: a process that lost it meanwhile changes nothing any more. */
export type Claim = Pick<ClaimedMail, 'id' | 'attempt'>;

/** A mail's own row and those of its notices, locked in the order of ids. */
const lockMail = async (trx: DeliveryTransaction, { id }: Claim): Promise<readonly { id: string; state: string; attempt: number; settled_at: Instant | null }[]> =>
  await trx
    .selectFrom('delivery')
    .select(['id', 'state', 'attempt', 'settled_at'])
    .where((where) => where.or([where('id', '=', id), where('bundle_id', '=', id)]))
    .orderBy('id')
    .forUpdate()
    .execute();

/**
 * Writes down that the mail is being handed over, before the first byte of it leaves. Answers false when it must not
 * leave: the claim was lost, or a notice in it was withdrawn in the meantime.
 */
export const recordHandOver = async (db: LedgerDatabase, mail: ClaimedMail, leaseUntil: number): Promise<boolean> =>
  await withDeliveries(db)
    .transaction()
    .execute(async (trx) => {
      const rows = await lockMail(trx, mail);
      const own = rows.find((row) => row.id === mail.id);
      const ids = [...new Set([mail.id, ...mail.items.map((item) => item.deliveryId)])];
      const ready = own?.attempt === mail.attempt && ids.every((id) => rows.find((row) => row.id === id)?.state === 'claimed');
      if (!ready) return false;
      await trx.updateTable('delivery').set({ state: 'handed_over', lease_until: leaseUntil }).where('id', 'in', ids).execute();
      return true;
    });

/** How a mail ended, or when it is tried again. Times are of the duty clock. */
export type MailOutcome =
  | { readonly kind: 'accepted'; readonly response: string }
  | { readonly kind: 'rejected'; readonly reason: DeliveryReason; readonly response: string }
  | { readonly kind: 'again'; readonly at: Instant; readonly reason: DeliveryReason; readonly response: string }
  | { readonly kind: 'uncertain'; readonly at: Instant; readonly reason: DeliveryReason; readonly response: string };

/**
 * Records what became of a mail, for its row and for every notice in it. Answers false when the claim was lost (its lease
 * lapsed, somebody else decides now).
 */
export const settleMail = async (db: LedgerDatabase, claim: Claim, outcome: MailOutcome, now: Instant): Promise<boolean> =>
  await withDeliveries(db)
    .transaction()
    .execute(async (trx) => {
      const rows = await lockMail(trx, claim);
      const own = rows.find((row) => row.id === claim.id);
      // An answer that comes after the lease has lapsed still counts, as long as nobody has begun to send again.
      const live = own !== undefined && own.attempt === claim.attempt && own.settled_at === null;
      if (!live || !['claimed', 'handed_over', 'uncertain'].includes(own.state)) return false;
      const ids = rows.filter((row) => row.state === own.state && row.settled_at === null).map((row) => row.id);
      await applyOutcome(trx, ids, claim.id, outcome, now);
      return true;
    });

const applyOutcome = async (trx: DeliveryTransaction, ids: readonly string[], own: string, outcome: MailOutcome, now: Instant): Promise<void> => {
  const { response } = outcome;
  const settled = { lease_until: null, response, settled_at: now };
  const open = { lease_until: null, response, settled_at: null };
  const rows = trx.updateTable('delivery').where('id', 'in', ids);
  // What was uncertain once stays listed as uncertain for good, whatever became of the second copy. `first` goes first: it
  // leaves nothing that `second` would take for its own.
  const first = rows.where((where) => where.or([where('uncertain_at', 'is', null), where('state', '=', 'uncertain')]));
  const second = rows.where('uncertain_at', 'is not', null).where('state', '<>', 'uncertain');
  switch (outcome.kind) {
    case 'accepted':
      await first.where('id', '=', own).set({ ...settled, state: 'accepted', reason: null, uncertain_at: null }).execute();
      await first.where('id', '<>', own).set({ ...settled, state: 'bundled', reason: null, uncertain_at: null }).execute();
      await second.set({ ...settled, state: 'uncertain', reason: 'again_accepted' }).execute();
      return;
    case 'rejected':
      await first.set({ ...settled, state: 'rejected', reason: outcome.reason, uncertain_at: null }).execute();
      await second.set({ ...settled, state: 'uncertain', reason: 'again_refused' }).execute();
      return;
    case 'again':
      await dissolve(trx, ids, own, outcome, now);
      await second.set({ ...open, state: 'uncertain', reason: outcome.reason, not_before: outcome.at }).execute();
      return;
    case 'uncertain':
      await first.set({ ...open, state: 'uncertain', reason: outcome.reason, uncertain_at: now, not_before: outcome.at }).execute();
      await second.set({ ...settled, state: 'uncertain', reason: 'again_uncertain' }).execute();
  }
};

/** Back to planned, to be checked and bundled afresh; a bundle that was not taken is no mail any more. */
const dissolve = async (
  trx: DeliveryTransaction,
  ids: readonly string[],
  own: string,
  { at, reason, response }: { readonly at: Instant; readonly reason: DeliveryReason | null; readonly response: string | null },
  now: Instant,
): Promise<void> => {
  await sql`
    update delivery set
      state = case when origin = 'bundle' then 'withdrawn' else 'planned' end,
      reason = case when origin = 'bundle' then 'dissolved' else ${reason} end,
      settled_at = case when origin = 'bundle' then ${now}::bigint end,
      not_before = greatest(not_before, ${at}), response = coalesce(${response}, response), lease_until = null, bundle_id = null
    where id = any (${ids}) and (id = ${own} or bundle_id = ${own}) and uncertain_at is null
      and state in ('claimed', 'handed_over')`.execute(trx);
};

/** Gives a claim back unused: nothing left this process. The attempt does not count, the mail is due as before. */
export const releaseMail = async (db: LedgerDatabase, claim: Claim, now: Instant): Promise<void> => {
  await withDeliveries(db)
    .transaction()
    .execute(async (trx) => {
      const rows = await lockMail(trx, claim);
      if (rows.find((row) => row.id === claim.id)?.attempt !== claim.attempt) return;
      const ids = rows.filter((row) => row.state === 'claimed').map((row) => row.id);
      if (ids.length === 0) return;
      await sql`update delivery set attempt = attempt - 1 where id = any (${ids})`.execute(trx);
      await trx
        .updateTable('delivery')
        .set({ state: 'uncertain', lease_until: null, settled_at: null })
        .where('id', 'in', ids)
        .where('uncertain_at', 'is not', null)
        .execute();
      await dissolve(trx, ids, claim.id, { at: 0, reason: null, response: null }, now);
    });
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
