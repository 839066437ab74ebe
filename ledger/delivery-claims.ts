import { sql } from 'kysely';
import { dayOf, type Day, type Instant } from '../domain/time.ts';
import { loadDeputies } from './absences.ts';
import { compose, type ClaimedMail, type ClaimRow, type Composed } from './claimed-mails.ts';
import type { LedgerDatabase } from './database.ts';
import { BUNDLE_ISSUE, bundleStep, deliveryId, messageIdOf, NOBODY } from './delivery-keys.ts';
import { recheck, type Verdict } from './delivery-recheck.ts';
import { loadResolver, type Resolver } from './delivery-recipients.ts';
import { giveBackLate, NO_ROBOTS, sendByRobot, type Roads } from './delivery-roads.ts';
import { withDeliveries, type DeliveryTransaction } from './delivery-tables.ts';
import { numberLetters } from './letters.ts';
import { tellOfVacancies, type VacantPost } from './vacancy-notices.ts';

export type ClaimInput = {
  /** The duty clock: what is due by it. */
  readonly now: Instant;
  /** The process's clock, for the lease alone. */
  readonly wallNow: number;
  readonly leaseMs: number;
  /** People to claim for at a time. */
  readonly limit: number;
  readonly channel: string;
  /** Rounds whose delivery hours are over for today: what is late waits for the next opening. */
  readonly closedRounds: readonly string[];
  /** The robots beside this channel; none by default. */
  readonly roads?: Roads;
};

/** A transaction stays short. */
const ROWS_MAX = 4000;

/**
 * Claims what is due, for at most `limit` people, checked again in the same transaction. `found` counts rows looked at: 0
 * means that nothing is due any more. Claims of several processes do not wait for each other.
 */
export const claimDue = async (db: LedgerDatabase, input: ClaimInput): Promise<{ found: number; mails: readonly ClaimedMail[] }> =>
  await withDeliveries(db)
    .transaction()
    .execute(async (trx) => {
      const due = await lockDue(trx, input);
      if (due.length === 0) return { found: 0, mails: [] };
      const byRobot = isRobot(input);
      const left = byRobot ? await giveBackLate(trx, due, roadsOf(input).patienceMs(input.channel), input.now) : await sendByRobot(trx, due, roadsOf(input), input.now);
      const rows = due.filter((row) => !left.has(row.id));
      const deputies = await loadDeputies(trx, dayOf(input.now));
      const resolve = await loadResolver(trx, [...rows.flatMap((row) => [...row.parties, ...(row.on_behalf_of === null ? [] : [`person:${row.recipient}`])]), ...deputies.all.map((one) => `person:${one}`)]);
      const judged = rows.map((row) => ({ row, judgement: recheck(row, resolve, input.now, { byMail: !byRobot, deputyOf: deputies.of }) }));
      await suppress(trx, judged, input.now);
      await tellDeputies(trx, judged, input.now);
      await tellOfVacancies(trx, rows.flatMap((row) => passedOver(row, resolve, dayOf(input.now))), input.now);
      const sendable = judged.flatMap(({ row, judgement }) => (judgement.verdict === 'send' ? [{ row, ...judgement }] : []));
      const numbers = await numberLetters(
        trx,
        // A copy for information is no letter of its own.
        sendable.filter(({ deputy }) => deputy === undefined).map(({ row }) => row),
        input.now,
      );
      return { found: due.length, mails: await takeMails(trx, compose(sendable, numbers, byRobot ? 'chat' : 'mail'), input) };
    });

const roadsOf = ({ roads }: ClaimInput): Roads => roads ?? NO_ROBOTS;
const isRobot = (input: ClaimInput): boolean => roadsOf(input).robots.includes(input.channel);

/**
 * A robot tells what was sent its way. Everything else goes by the row's own channel: also what an unknown robot was to tell
 * (settings change), and every second copy of what is uncertain (a group would read it twice, a mailbox can tell).
 */
const roadOf = (input: ClaimInput) => {
  const { channel } = input;
  return isRobot(input)
    ? sql`via = ${channel} and state = 'planned'`
    : sql`channel = ${channel} and (via is null or via = ${channel} or state = 'uncertain' or not via = any (${roadsOf(input).robots}::text[]))`;
};

/** Rows of the longest waiting people. A bundle that must be sent again comes as its children that are still open. */
const lockDue = async (trx: DeliveryTransaction, input: ClaimInput): Promise<ClaimRow[]> => {
  const { now, closedRounds, limit } = input;
  const due = sql`${roadOf(input)} and not_before <= ${now} and not round_id = any (${closedRounds}::text[])
    and (state = 'planned' or (state = 'uncertain' and settled_at is null)) and origin <> 'bundle'`;
  const { rows } = await sql<ClaimRow>`
    with people as materialized (
      select recipient from delivery where ${due} group by recipient order by min(not_before), recipient limit ${limit}
    ), due as materialized (
      select * from delivery where ${due} and recipient in (select recipient from people)
      order by recipient, not_before, id limit ${ROWS_MAX} for update skip locked
    )
    select due.*, coalesce(issue.status, own.status) as issue_status, coalesce(issue.cycle, case when own.id is not null then 1 end) as issue_cycle, coalesce(issue.number, shared.number, post.id) as issue_number,
      coalesce(issue.title, shared.title, post.title || '（' || post.unit || '）') as issue_title,
      round.title as round_title, round.unit as round_unit, document.body as content_body,
      coalesce(due.words, told.body ->> 'note', told.body ->> 'reason', news.body ->> 'reason') as told_words,
      case when told.body ? 'onBehalfOf' then (select name from person where id = told.by) end as told_by,
      (select name from person where id = told.body ->> 'onBehalfOf') as told_for
    from due left join issue on issue.id = due.issue_id left join post on 'post/' || post.id = due.issue_id left join round on round.id = due.round_id
      left join round own on due.issue_id = 'round/' || own.id and own.id = due.round_id
      left join common_issue as shared on shared.round_id = due.round_id and due.issue_id = 'common/' || shared.round_id || '/' || shared.number
      left join common_event as news on news.round_id = shared.round_id and news.number = shared.number and due.step = 'event:' || news.seq
      left join document on document.sha256 = due.content
      left join issue_event as told on told.issue_id = due.issue_id and told.seq = substring(due.step from '^event:(\\d{1,9})$')::int
    order by due.recipient, due.not_before, due.issue_id, due.id`.execute(trx);
  return rows;
};

type Judged = { readonly row: ClaimRow; readonly judgement: Verdict };

const suppress = async (trx: DeliveryTransaction, judged: readonly Judged[], now: Instant): Promise<void> => {
  const stopped = judged.flatMap(({ row, judgement }) => (judgement.verdict === 'suppress' ? [{ row, ...judgement }] : []));
  if (stopped.length === 0) return;
  const rows = stopped.map(({ row, reason }) => ({ id: row.id, reason }));
  await sql`
    update delivery set
      state = case when uncertain_at is null then 'suppressed' else 'uncertain' end,
      reason = case when uncertain_at is null then stopped.reason else 'not_again' end,
      settled_at = ${now}, lease_until = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as stopped (id text, reason text)
    where delivery.id = stopped.id`.execute(trx);
  const successors = stopped.flatMap(({ row, instead }) => {
    if (instead === undefined || row.uncertain_at !== null) return [];
    return (instead.length === 0 ? [NOBODY] : instead.map((holder) => holder.id)).map((to) => ({ row, to, onBehalfOf: null }));
  });
  await planInstead(trx, successors, now);
};

/** The posts on a notice's way up in which nobody sits. */
const passedOver = ({ parties, issue_id: issueId, channel }: ClaimRow, resolve: Resolver, day: Day): readonly VacantPost[] =>
  resolve.passedOver(parties, day).map((post) => ({ post, issueId, channel }));

/** Whoever is on leave today has it as information; the deputy gets the same notice, to act on it. */
const tellDeputies = async (trx: DeliveryTransaction, judged: readonly Judged[], now: Instant): Promise<void> => {
  const standIns = judged.flatMap(({ row, judgement: { deputy } }) => (deputy === undefined || row.uncertain_at !== null ? [] : [{ row, to: deputy.id, onBehalfOf: row.recipient }]));
  await planInstead(trx, standIns, now);
};

/** The same notice for whoever holds the post now; due at once, so that the next claim takes it. */
const planInstead = async (trx: DeliveryTransaction, successors: readonly { row: ClaimRow; to: string; onBehalfOf: string | null }[], now: Instant): Promise<void> => {
  if (successors.length === 0) return;
  const rows = successors.map(({ row, to, onBehalfOf }) => {
    const id = deliveryId({ issueId: row.issue_id, cycle: row.cycle, step: row.step, recipient: to, channel: row.channel });
    return { id, old_id: row.id, recipient: to, on_behalf_of: onBehalfOf, message_id: messageIdOf(id) };
  });
  // Two who left one post have the same successor.
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  await sql`
    insert into delivery (id, issue_id, round_id, cycle, step, recipient, channel, parties, role, kind, topic, day, light,
      acknowledge, letter, words, content, alone, origin, not_before, message_id, planned_at, state, stands_in_for, on_behalf_of)
    select fresh.id, issue_id, round_id, cycle, step, fresh.recipient, channel, parties, role, kind, topic, day, light,
      acknowledge, letter, words, content, alone, origin, not_before, fresh.message_id, ${now}, 'planned', coalesce(stands_in_for, old.id), fresh.on_behalf_of
    from jsonb_to_recordset(${JSON.stringify(once)}::jsonb) as fresh (id text, old_id text, recipient text, on_behalf_of text, message_id text)
      join delivery old on old.id = fresh.old_id
    order by fresh.id
    on conflict (issue_id, cycle, step, recipient, channel) do update set
      state = 'planned', reason = null, settled_at = null, via = null, via_since = null, stands_in_for = excluded.stands_in_for, on_behalf_of = excluded.on_behalf_of, not_before = excluded.not_before
      where delivery.state = 'withdrawn'`.execute(trx);
};

/** Writes the claims: bundles as rows of their own first, since their children point at them. Numbers the attempts. */
const takeMails = async (trx: DeliveryTransaction, composed: readonly Composed[], { now, wallNow, leaseMs, channel }: ClaimInput): Promise<ClaimedMail[]> => {
  if (composed.length === 0) return [];
  const bundles = composed
    .filter(({ bundle, mail }) => bundle && !mail.again)
    .map(({ mail, rows }) => ({
      id: mail.id,
      step: bundleStep(rows.map((row) => row.id)),
      recipient: mail.to.id,
      channel: mail.channel,
      message_id: mail.messageId,
    }));
  await sql`
    insert into delivery (id, issue_id, round_id, cycle, step, recipient, channel, parties, role, kind, topic, acknowledge, alone,
      origin, not_before, message_id, planned_at, state)
    select id, ${BUNDLE_ISSUE}, '', 0, step, recipient, channel, '[]', 'owner', 'information', 'bundle', false, false,
      'bundle', ${now}, message_id, ${now}, 'planned'
    from jsonb_to_recordset(${JSON.stringify(bundles)}::jsonb) as fresh (id text, step text, recipient text, channel text, message_id text)
    on conflict do nothing`.execute(trx);
  const claims = composed.flatMap(({ mail, rows, bundle }) => [
    ...rows.map((row) => ({ id: row.id, bundle_id: bundle ? mail.id : null, for_information: row.forInformation })),
    ...(bundle ? [{ id: mail.id, bundle_id: null, for_information: false }] : []),
  ]);
  const { rows: taken } = await sql<{ id: string; attempt: number; attempts_before: number }>`
    update delivery set state = 'claimed', attempt = attempt + 1, lease_until = ${wallNow + leaseMs}, bundle_id = claim.bundle_id,
      via = ${channel}, reason = null, settled_at = null, for_information = claim.for_information
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as claim (id text, bundle_id text, for_information boolean)
    where delivery.id = claim.id
    returning delivery.id, attempt, attempts_before`.execute(trx);
  const attempts = new Map(taken.map((row) => [row.id, row]));
  return composed.map(({ mail }) => {
    const { attempt = 0, attempts_before: before = 0 } = attempts.get(mail.id) ?? {};
    return { ...mail, attempt, tries: attempt - before };
  });
};
