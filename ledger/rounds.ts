import { sql } from 'kysely';
import type { OpenCommand } from '../domain/command-schema.ts';
import type { DayTable } from '../domain/day-table.ts';
import type { PartyRef } from '../domain/party.ts';
import type { Policy } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { nextRoundObligation } from '../domain/round/deadlines.ts';
import type { RoundEvent } from '../domain/round/events.ts';
import { roundLadderNotices } from '../domain/round/notices.ts';
import { makeRoundId, phaseOf, type RoundHead, type RoundState } from '../domain/round/state.ts';
import type { RoundStep } from '../domain/round/step.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';
import { planNotices } from './deliveries.ts';
import { keepDocument, loadDocuments } from './documents.ts';
import { addressesOf, inlined, outsourced } from './event-documents.ts';
import { recordAcknowledgement } from './steps.ts';
import { planWebhooks } from './webhooks.ts';

/** A round as it is handed in: head, rules, and the issues to open. `record`: what else the document said. */
export type RoundEntry = {
  readonly head: RoundHead;
  readonly policy: Policy;
  readonly days: DayTable;
  readonly drafts: readonly OpenCommand[];
  readonly record: object;
  readonly at: Instant;
};

/** What else belongs into the transaction that writes a round down: the record of the table it came from. */
export type Alongside = (trx: LedgerTransaction) => Promise<void>;

/**
 * Writes a round and everything it has to open, in one transaction, before the engine is asked for anything.
 * @throws Refusal ROUND_EXISTS when the id is taken, UNKNOWN_ROUND or RECHECK_NOT_EARLIER where it re-checks another
 */
export const saveRound = async (db: LedgerDatabase, entry: RoundEntry, alongside: Alongside = () => Promise.resolve()): Promise<void> => {
  const { head, drafts } = entry;
  await demandRechecked(db, head);
  await db.transaction().execute(async (trx) => {
    const inserted = await trx
      .insertInto('round')
      .values({
        id: head.id,
        unit: head.unit,
        inspector: head.inspector,
        feedback_day: head.feedback,
        title: head.title,
        policy_sha256: await keepDocument(trx, entry.policy),
        days_sha256: await keepDocument(trx, entry.days),
        status: 'opening',
        opened_at: entry.at,
        record: JSON.stringify({ head, ...entry.record }),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n)
      refuse('ROUND_EXISTS', `轮次“${head.id}”已存在，请换一个编号`, `a round "${head.id}" exists already; choose another id`, { round: head.id });
    const rows = drafts.map((draft, position) => ({ round_id: head.id, position, number: draft.number, draft: JSON.stringify(draft) }));
    for (let from = 0; from < rows.length; from += 1000) await trx.insertInto('issue_draft').values(rows.slice(from, from + 1000)).execute();
    await alongside(trx);
  });
};

/** A round re-checks one that is there, and that was fed back before it. */
const demandRechecked = async (db: LedgerDatabase, { recheckOf, feedback }: RoundHead): Promise<void> => {
  if (recheckOf === undefined) return;
  const row = await db.selectFrom('round').select('feedback_day').where('id', '=', recheckOf).executeTakeFirst();
  if (row === undefined) return refuse('UNKNOWN_ROUND', `没有轮次“${recheckOf}”`, `there is no round "${recheckOf}"`, { round: recheckOf });
  if (row.feedback_day > feedback)
    refuse('RECHECK_NOT_EARLIER', `原轮次“${recheckOf}”（${row.feedback_day}反馈）晚于本轮（${feedback}）`, `round "${recheckOf}" (${row.feedback_day}) was fed back after this one (${feedback})`, { round: recheckOf });
};

/** The `count` drafts from position `from` on, in order. */
export const loadDrafts = async (db: LedgerDatabase, round: string, from: number, count: number): Promise<readonly OpenCommand[]> => {
  const rows = await db
    .selectFrom('issue_draft')
    .select('draft')
    .where('round_id', '=', round)
    .where('position', '>=', from)
    .where('position', '<', from + count)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.draft as OpenCommand);
};

/**
 * Records a step of a round in one transaction: its events, its row, the deliveries it calls for (subject `round/<id>`).
 * Idempotent by (round, seq): an activity that runs again after a lost answer changes nothing.
 */
export const recordRoundStep = async (db: LedgerDatabase, { state, events, notices }: RoundStep): Promise<void> => {
  const last = events.at(-1);
  if (last === undefined) return;
  await db.transaction().execute(async (trx) => {
    const rows = await Promise.all(events.map(async ({ seq, at, by, type, ...body }) => ({ round_id: state.head.id, seq, at, by, type, body: await outsourced(trx, type, body) })));
    await trx.insertInto('round_event').values(rows.map((row) => ({ ...row, body: JSON.stringify(row.body) }))).onConflict((conflict) => conflict.columns(['round_id', 'seq']).doNothing()).execute();
    for (const event of events) if (event.type === 'round-handed-out' || event.type === 'round-split-off') await addDrafts(trx, state.head.id, event.parts);
    const { numUpdatedRows } = await trx.updateTable('round').set(roundRow(state)).where('id', '=', state.head.id).where('seq', '<', state.seq).executeTakeFirst();
    // A straggler: the newer row stands, and what it called for is planned.
    if (numUpdatedRows === 0n || isOlder(state)) return;
    await keepRules(trx, state.head.id, rows);
    const subject = { issueId: makeRoundId(state.head.id), roundId: state.head.id };
    await planNotices(trx, { ...subject, eventNotices: notices, ladderNotices: roundLadderNotices(state), now: last.at, channel: 'mail' });
    await planWebhooks(trx, subject.issueId, subject.roundId, events);
    for (const event of events) if (event.type === 'round-acknowledged') await recordAcknowledgement(trx, subject.issueId, { ...event, cycle: 1 });
  });
};

/** The row names the rules that count now; those that it was opened with stay beside them. */
const keepRules = async (trx: LedgerTransaction, round: string, rows: readonly { readonly type: string; readonly body: object }[]): Promise<void> => {
  for (const row of rows)
    for (const [field, address] of addressesOf(row)) {
      const [now, first] = field === 'policy' ? ([sql.ref('policy_sha256'), sql.ref('first_policy_sha256')] as const) : ([sql.ref('days_sha256'), sql.ref('first_days_sha256')] as const);
      await sql`update round set ${first} = coalesce(${first}, ${now}), ${now} = ${address} where id = ${round}`.execute(trx);
    }
};

/** What a round was given to open later stands behind what it was opened with. */
const addDrafts = async (trx: LedgerTransaction, round: string, drafts: readonly OpenCommand[]): Promise<void> => {
  const { last } = await trx.selectFrom('issue_draft').select((select) => select.fn.max('position').as('last')).where('round_id', '=', round).executeTakeFirstOrThrow();
  const rows = drafts.map((draft, at) => ({ round_id: round, position: (last ?? -1) + 1 + at, number: draft.number, draft: JSON.stringify(draft) }));
  await trx.insertInto('issue_draft').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
};

/** A state that a workflow of an older version handed in, with nothing in it that could be chased. */
const isOlder = (state: RoundState): boolean => state.policy === undefined;

const roundRow = (state: RoundState) =>
  isOlder(state)
    ? { status: state.status, seq: state.seq }
    : { status: state.status, seq: state.seq, phase: phaseOf(state), grade: state.assessment.results.at(-1)?.grade ?? null, next_at: nextRoundObligation(state)?.at ?? null };

/** All rounds, for whoever goes through them one by one. */
export const roundIds = async (db: LedgerDatabase): Promise<string[]> => (await db.selectFrom('round').select('id').orderBy('id').execute()).map((row) => row.id);

/** Who supervises the rounds that have not ended. */
export const supervisingParties = async (db: LedgerDatabase): Promise<PartyRef[]> => {
  const { rows } = await sql<{ party: PartyRef }>`
    select distinct record -> 'head' -> 'parties' ->> 'supervision' as party from round
    where status <> 'closed' and record -> 'head' -> 'parties' ->> 'supervision' is not null order by 1`.execute(db);
  return rows.map((row) => row.party);
};

/** Issues of a round on which work is owed, in the order of their ids, from `after` on. */
export const openWorkAfter = async (db: LedgerDatabase, round: string, after: string, count: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('issue')
    .select('id')
    .where('round_id', '=', round)
    .where('id', '>', after)
    .where('status', 'in', ['assigned', 'planning', 'rectifying'])
    .orderBy('id')
    .limit(count)
    .execute();
  return rows.map((row) => row.id);
};

/** How many issues that were told of a second rectification have not recorded it yet. */
export const renewalsMissing = async (db: LedgerDatabase, round: string): Promise<number> => {
  const { rows } = await sql<{ missing: number }>`
    select coalesce((select sum((body ->> 'issues')::int) from round_event where round_id = ${round} and type = 'round-issues-told'), 0)::int
      - (select count(*) from issue_event where starts_with(issue_id, ${`issue/${round}/`}) and type = 'term-renewed')::int as missing`.execute(db);
  return rows[0]?.missing ?? 0;
};

/** Those of these numbers that are no issues of the round yet. */
export const notOpened = async (db: LedgerDatabase, round: string, numbers: readonly string[]): Promise<string[]> => {
  const rows = await db.selectFrom('issue').select('number').where('round_id', '=', round).where('number', 'in', ['', ...numbers]).execute();
  const there = new Set(rows.map((row) => row.number));
  return numbers.filter((number) => !there.has(number));
};

/** How many issues of a round have not ended. One that is to be opened and has no row yet is open: its round must not close past it. */
export const countOpenIssues = async (db: LedgerDatabase, round: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from issue where round_id = ${round} and status not in ('archived', 'withdrawn'))::int
      + (select count(*) from issue_draft draft where round_id = ${round} and not exists (select from issue where issue.round_id = draft.round_id and issue.number = draft.number))::int as count`.execute(db);
  return rows[0]?.count ?? 0;
};

export type StoredRound = {
  readonly head: RoundHead;
  /** What it was opened with: its history is folded from there. */
  readonly policy: Policy;
  readonly days: DayTable;
  /** What counts now. */
  readonly now: { readonly policy: Policy; readonly days: DayTable };
  readonly status: string;
  readonly record: object;
  readonly issues: number;
  readonly events: readonly RoundEvent[];
};

/** @throws Refusal UNKNOWN_ROUND */
export const loadRound = async (db: LedgerDatabase, id: string): Promise<StoredRound> => {
  const row = await db.selectFrom('round').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return refuse('UNKNOWN_ROUND', `没有轮次“${id}”`, `there is no round "${id}"`, { round: id });
  const events = await db.selectFrom('round_event').selectAll().where('round_id', '=', id).orderBy('seq').execute();
  const first = [row.first_policy_sha256 ?? row.policy_sha256, row.first_days_sha256 ?? row.days_sha256] as const;
  const documents = await loadDocuments(db, [...first, row.policy_sha256, row.days_sha256, ...events.flatMap((event) => addressesOf(event).map(([, address]) => address))]);
  const drafts = await db.selectFrom('issue_draft').select((select) => select.fn.countAll<number>().as('count')).where('round_id', '=', id).executeTakeFirstOrThrow();
  return {
    head: (row.record as { head: RoundHead }).head,
    policy: documents.get(first[0]) as Policy,
    days: documents.get(first[1]) as DayTable,
    now: { policy: documents.get(row.policy_sha256) as Policy, days: documents.get(row.days_sha256) as DayTable },
    status: row.status,
    record: row.record,
    issues: Number(drafts.count),
    events: events.map(({ round_id: _round, body, ...head }) => ({ ...inlined({ type: head.type, body }, documents), ...head }) as RoundEvent),
  };
};
