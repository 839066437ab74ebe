import { sql } from 'kysely';
import type { Notice } from '../domain/notices.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import type { LedgerTransaction } from './database.ts';
import { deliveryId, messageIdOf, NOBODY } from './delivery-keys.ts';
import { loadResolver, type Resolver } from './delivery-recipients.ts';
import { withDeliveries, type DeliveryTransaction } from './delivery-tables.ts';

export type PlanInput = {
  readonly issueId: string;
  readonly roundId: string;
  /** What the step's events tell: stands once made. */
  readonly eventNotices: readonly Notice[];
  /** Every ladder notice that the state calls for now; what is planned and not among them is withdrawn. */
  readonly ladderNotices: readonly Notice[];
  /** Epoch ms of the duty clock. */
  readonly now: Instant;
  readonly channel: string;
};

/** Ids of the rows that changed: newly planned or planned again, and withdrawn. */
export type PlanResult = { readonly planned: readonly string[]; readonly withdrawn: readonly string[] };

/**
 * Brings the deliveries of an issue in line with what its state calls for, inside the transaction that records the step.
 * Idempotent: the same notices a second time change nothing. Settled rows are never touched, so nothing is sent again.
 * `only` limits what is planned to these rows (a repair).
 */
export const planNotices = async (transaction: LedgerTransaction, input: PlanInput, only?: ReadonlySet<string>): Promise<PlanResult> => {
  const trx = withDeliveries(transaction) as DeliveryTransaction;
  const parties = [...input.eventNotices, ...input.ladderNotices].flatMap((notice) => notice.to);
  const resolve = await loadResolver(trx, parties);
  const existing = await lockRows(trx, input);
  const wanted = wantedRows(input, resolve);
  const planned = await insertRows(
    trx,
    wanted.filter((row) => (only === undefined || only.has(row.id)) && !toldAnother(row, input, existing)),
    input.now,
  );
  const keep = wanted.filter((row) => row.origin === 'ladder').map((row) => row.id);
  return { planned, withdrawn: await withdrawRows(trx, input, keep) };
};

/** The rows that these notices make, each once: somebody meant by two roles of a step is told in the first of them. */
export const wantedRows = (input: PlanInput, resolve: Resolver): readonly WantedRow[] => {
  const rows = [...input.eventNotices, ...input.ladderNotices].flatMap((notice) => rowsOf(notice, input, resolve));
  return [...new Map(rows.toReversed().map((row) => [row.id, row])).values()];
};

type ExistingRow = { readonly id: string; readonly cycle: number; readonly step: string; readonly role: string; readonly recipient: string; readonly state: string };

/** In the order of ids, as every statement that locks several deliveries does: no two of them can wait for each other. */
const lockRows = async (trx: DeliveryTransaction, { issueId, channel }: PlanInput): Promise<readonly ExistingRow[]> =>
  await trx
    .selectFrom('delivery')
    .select(['id', 'cycle', 'step', 'role', 'recipient', 'state'])
    .where('issue_id', '=', issueId)
    .where('channel', '=', channel)
    .orderBy('id')
    .forUpdate()
    .execute();

const TOLD = ['handed_over', 'accepted', 'uncertain', 'bundled'];

/**
 * A ladder notice whose time has passed and which somebody in this role already had: a successor is told by the hand-over's
 * own notice, not by every letter that the predecessor ever got.
 */
const toldAnother = (wanted: WantedRow, { now }: PlanInput, existing: readonly ExistingRow[]): boolean =>
  wanted.origin === 'ladder' &&
  wanted.not_before <= now &&
  existing.some(
    (row) => row.cycle === wanted.cycle && row.step === wanted.step && row.role === wanted.role && row.recipient !== wanted.recipient && TOLD.includes(row.state),
  );

export type WantedRow = ReturnType<typeof rowOf>;

const rowsOf = (notice: Notice, input: PlanInput, resolve: Resolver): WantedRow[] => {
  const people = resolve(notice.to, dayOf(notice.notBefore));
  return (people.length === 0 ? [NOBODY] : people.map((person) => person.id)).map((recipient) => rowOf(notice, input, recipient));
};

const rowOf = (notice: Notice, { issueId, roundId, channel }: PlanInput, recipient: string) => {
  const id = deliveryId({ issueId, cycle: notice.cycle, step: notice.step, recipient, channel });
  const { cycle, step, role, kind, topic, day, light, acknowledge, alone, origin } = notice;
  const letter = notice.letter ?? null;
  const words = notice.words ?? null;
  return {
    id,
    issue_id: issueId,
    round_id: roundId,
    cycle,
    step,
    recipient,
    channel,
    parties: notice.to,
    role,
    kind,
    topic,
    day,
    light,
    acknowledge,
    letter,
    words,
    alone,
    origin,
    not_before: notice.notBefore,
    message_id: messageIdOf(id),
  };
};

/**
 * One statement for all rows. A post that is vacant when its notice falls due shows at once (`nobody_in_post`); one that is
 * vacant long before is asked again when the day comes. A row that waits after a temporary refusal keeps its later time.
 */
const insertRows = async (trx: DeliveryTransaction, rows: readonly WantedRow[], now: Instant): Promise<string[]> => {
  if (rows.length === 0) return [];
  const wait = sql`case when delivery.state = 'planned' and delivery.attempt > 0
    then greatest(delivery.not_before, excluded.not_before) else excluded.not_before end`;
  const { rows: changed } = await sql<{ id: string }>`
    insert into delivery (id, issue_id, round_id, cycle, step, recipient, channel, parties, role, kind, topic, day, light,
      acknowledge, letter, words, alone, origin, not_before, message_id, planned_at, state, reason, settled_at)
    select id, issue_id, round_id, cycle, step, recipient, channel, parties, role, kind, topic, day, light,
      acknowledge, letter, words, alone, origin, not_before, message_id, ${now},
      case when shown then 'suppressed' else 'planned' end,
      case when shown then 'nobody_in_post' end,
      case when shown then ${now}::bigint end
    from (
      select *, recipient = ${NOBODY} and not_before <= ${now} as shown
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted_row (id text, issue_id text, round_id text, cycle int,
        step text, recipient text, channel text, parties jsonb, role text, kind text, topic text, day text, light text,
        acknowledge boolean, letter text, words text, alone boolean, origin text, not_before bigint, message_id text)
    ) as wanted
    order by id
    on conflict (issue_id, cycle, step, recipient, channel) do update set
      state = 'planned', reason = null, settled_at = null, bundle_id = null, parties = excluded.parties, role = excluded.role,
      kind = excluded.kind, day = excluded.day, light = excluded.light, acknowledge = excluded.acknowledge, letter = excluded.letter,
      alone = excluded.alone, planned_at = excluded.planned_at, not_before = ${wait},
      via = case when delivery.state = 'planned' then delivery.via end, via_since = case when delivery.state = 'planned' then delivery.via_since end
    where delivery.state = 'withdrawn' or (delivery.state = 'planned'
      and (delivery.not_before, delivery.parties, delivery.kind, delivery.day, delivery.light, delivery.letter, delivery.alone)
        is distinct from (${wait}, excluded.parties, excluded.kind, excluded.day, excluded.light, excluded.letter, excluded.alone))
    returning id`.execute(trx);
  return changed.map((row) => row.id);
};

/**
 * Withdraws what is not wanted any more, up to the very moment of handing over (a claimed row loses its claim). A row that
 * stands in for one that is wanted stays. What is uncertain stays listed, but is not sent a second time.
 */
const withdrawRows = async (trx: DeliveryTransaction, { issueId, channel, now }: PlanInput, wanted: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string; state: string }>`
    update delivery set
      state = case when uncertain_at is null then 'withdrawn' else 'uncertain' end,
      reason = case when uncertain_at is null then 'superseded' else 'not_again' end,
      bundle_id = case when uncertain_at is null then null else bundle_id end,
      settled_at = ${now}, lease_until = null
    where issue_id = ${issueId} and channel = ${channel} and origin = 'ladder'
      and (state in ('planned', 'claimed') or (state = 'uncertain' and settled_at is null))
      and not id = any (${wanted}) and (stands_in_for is null or not stands_in_for = any (${wanted}))
    returning id, state`.execute(trx);
  return rows.filter((row) => row.state === 'withdrawn').map((row) => row.id);
};
