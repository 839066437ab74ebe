import { sql } from 'kysely';
import type { IssueEvent } from '../domain/events.ts';
import type { Status } from '../domain/issue.ts';
import type { EarlierFinding, Lineage, LineageKind, LineageProposal } from '../domain/lineage.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';

const ROWS_A_STATEMENT = 1000;
const DONE: readonly Status[] = ['closed', 'sustained', 'archived'];

/** Every finding of rounds other than `round` that were fed back not later than `feedback` (null: of all); the withdrawn were none. */
export const earlierFindings = async (db: LedgerDatabase | LedgerTransaction, round: string, feedback: Day | null): Promise<EarlierFinding[]> => {
  let query = db
    .selectFrom('issue')
    .innerJoin('round', 'round.id', 'issue.round_id')
    .select(['issue.id', 'issue.title', 'issue.status', 'issue.round_id', 'round.unit'])
    .where('issue.round_id', '<>', round)
    .where('issue.status', '<>', 'withdrawn');
  if (feedback !== null) query = query.where('round.feedback_day', '<=', feedback);
  const rows = await query.orderBy('issue.id').execute();
  return rows.map(({ id, title, status, round_id, unit }) => ({ id, title, round: round_id, unit, done: DONE.includes(status as Status) }));
};

/** Keeps proposals for somebody to decide on; one that is there already stays as it is. Answers how many are new. */
export const saveProposals = async (db: LedgerDatabase | LedgerTransaction, proposals: readonly LineageProposal[], at: Instant): Promise<number> => {
  const rows = proposals.map(({ issue, earlier, score, kind }) => ({ issue_id: issue, earlier_id: earlier, score, kind, proposed_at: at, state: 'open' as const }));
  let kept = 0;
  // A statement holds 65,535 values at most; two large rounds that are alike have more.
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('lineage_proposal')
      .values(rows.slice(from, from + ROWS_A_STATEMENT))
      .onConflict((conflict) => conflict.columns(['issue_id', 'earlier_id']).doNothing())
      .executeTakeFirstOrThrow();
    kept += Number(numInsertedOrUpdatedRows ?? 0n);
  }
  return kept;
};

/** What a step of an issue says of its lineage settles what was proposed: in the transaction that records it. */
export const settleProposals = async (trx: LedgerTransaction, issueId: string, events: readonly IssueEvent[]): Promise<void> => {
  for (const event of events) {
    if (event.type !== 'linked' && event.type !== 'unlinked' && event.type !== 'link-rejected') continue;
    const state = event.type === 'linked' ? ('confirmed' as const) : ('rejected' as const);
    await trx
      .updateTable('lineage_proposal')
      .set({ state, decided_by: event.by, decided_at: event.at, reason: event.type === 'linked' ? event.note : event.reason })
      .where('issue_id', '=', issueId)
      .where('earlier_id', '=', event.issue)
      .execute();
  }
};

export type KeptProposal = LineageProposal & {
  readonly state: 'open' | 'confirmed' | 'rejected';
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly reason: string | null;
};

/** The proposals of a round with both texts: open ones first, by issue, the likest first. */
export const listProposals = async (db: LedgerDatabase, round: string): Promise<KeptProposal[]> => {
  const { rows } = await sql<KeptProposal>`
    select issue_id as issue, earlier_id as earlier, score, lineage_proposal.kind, own.title, earlier.title as "earlierTitle", round.unit as "earlierUnit",
      state, decided_by as "decidedBy", decided_at as "decidedAt", reason
    from lineage_proposal join issue own on own.id = issue_id join issue earlier on earlier.id = earlier_id join round on round.id = earlier.round_id
    where own.round_id = ${round}
    order by state <> 'open', issue_id, score desc, earlier_id`.execute(db);
  return rows;
};

export const findProposal = async (db: LedgerDatabase, issue: string, earlier: string) =>
  await db.selectFrom('lineage_proposal').selectAll().where('issue_id', '=', issue).where('earlier_id', '=', earlier).executeTakeFirst();

/** One end of a link, as people read it. */
export type LinkedFinding = { readonly issue: string; readonly title: string; readonly unit: string; readonly status: Status; readonly kind: LineageKind };

/** What findings say, and when the round that brought them was fed back; an id that is not there is left out. */
export const findingsOf = async (db: LedgerDatabase, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : await db
        .selectFrom('issue')
        .innerJoin('round', 'round.id', 'issue.round_id')
        .select(['issue.id', 'issue.title', 'issue.status', 'round.unit', 'round.feedback_day as feedback'])
        .where('issue.id', 'in', ids)
        .execute();

/** Later findings that were linked to this one. */
export const laterFindings = async (db: LedgerDatabase, issueId: string): Promise<LinkedFinding[]> => {
  const rows = await db
    .selectFrom('issue')
    .innerJoin('round', 'round.id', 'issue.round_id')
    .select(['issue.id', 'issue.title', 'issue.status', 'issue.lineage', 'round.unit'])
    .where(sql<boolean>`lineage @> ${JSON.stringify([{ issue: issueId }])}::jsonb and lineage <> '[]'`)
    .orderBy('issue.id')
    .execute();
  return rows.flatMap(({ id, title, status, unit, lineage }) =>
    lineage.filter((one: Lineage) => one.issue === issueId).map(({ kind }) => ({ issue: id, title, unit, status: status as Status, kind })),
  );
};

/** Rounds that re-check this one. */
export const recheckedBy = async (db: LedgerDatabase, round: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select id from round where record -> 'head' ->> 'recheckOf' = ${round} order by id`.execute(db);
  return rows.map((row) => row.id);
};

/** How many findings of a round go back to earlier ones, by kind, and how many proposals were decided; the withdrawn do not count. */
export type LineageCell = { readonly linked: number; readonly kinds: Readonly<Record<LineageKind, number>>; readonly proposals: Readonly<Record<KeptProposal['state'], number>> };

export const countLineage = async (db: LedgerDatabase, round: string): Promise<LineageCell> => {
  const { rows } = await sql<Record<LineageKind | KeptProposal['state'] | 'linked', number>>`
    with own as (select id, lineage from issue where round_id = ${round} and status <> 'withdrawn'),
      kinds as (select distinct own.id, link ->> 'kind' as kind from own, jsonb_array_elements(lineage) as link),
      decided as (select state from lineage_proposal join own on own.id = issue_id)
    select (select count(*)::int from own where lineage <> '[]') as linked,
      (select count(*)::int from kinds where kind = 'not-fixed') as "not-fixed",
      (select count(*)::int from kinds where kind = 'rebounded') as rebounded,
      (select count(*)::int from kinds where kind = 'repeated') as repeated,
      (select count(*)::int from decided where state = 'open') as open,
      (select count(*)::int from decided where state = 'confirmed') as confirmed,
      (select count(*)::int from decided where state = 'rejected') as rejected`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('a count without a row');
  const { linked, open, confirmed, rejected, ...kinds } = row;
  return { linked, kinds, proposals: { open, confirmed, rejected } };
};
