import type { Notice } from '../domain/notices.ts';
import { makeRoundId } from '../domain/round/state.ts';
import type { Instant } from '../domain/time.ts';
import { makeCommonId } from './common.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';
import { planNotices, wantedRows, type WantedRow } from './deliveries.ts';
import { groupBy, loadResolver } from './delivery-recipients.ts';
import { withDeliveries, type ReconcileFinding } from './delivery-tables.ts';

const COMMON = 'common/';

/** What the history of an issue calls for, of a round itself (`round/<id>`) or of a common issue (`common/<round>/<number>`), by the rules alone. */
export type Expectation = { readonly issueId: string; readonly roundId: string; readonly seq: number; readonly events: readonly Notice[]; readonly ladder: readonly Notice[] };

type Row = {
  readonly id: string;
  readonly issue_id: string;
  readonly cycle: number;
  readonly step: string;
  readonly role: string;
  readonly recipient: string;
  readonly state: string;
  readonly origin: string;
  readonly stands_in_for: string | null;
};

/** Issues in the order of their ids, a page at a time. */
export const pageOfIssues = async (db: LedgerDatabase, after: string, limit: number): Promise<string[]> => {
  const rows = await db.selectFrom('issue').select('id').where('id', '>', after).orderBy('id').limit(limit).execute();
  return rows.map((row) => row.id);
};

/** Compares a page of issues with the deliveries that they have, without changing anything. */
export const findGaps = async (db: LedgerDatabase, expected: readonly Expectation[], now: Instant, channel: string): Promise<ReconcileFinding[]> => {
  if (expected.length === 0) return [];
  const ledger = withDeliveries(db);
  const rows: Row[] = await ledger
    .selectFrom('delivery')
    .select(['id', 'issue_id', 'cycle', 'step', 'role', 'recipient', 'state', 'origin', 'stands_in_for'])
    .where('channel', '=', channel)
    .where(
      'issue_id',
      'in',
      expected.map((one) => one.issueId),
    )
    .execute();
  const parties = expected.flatMap((one) => [...one.events, ...one.ladder].flatMap((notice) => notice.to));
  const resolve = await loadResolver(ledger, parties);
  const byIssue = groupBy(rows, (row) => row.issue_id);
  return expected.flatMap((one) => {
    const input = { issueId: one.issueId, roundId: one.roundId, channel, now, eventNotices: one.events, ladderNotices: one.ladder };
    return gapsOf(one.issueId, byIssue.get(one.issueId) ?? [], wantedRows(input, resolve));
  });
};

const gapsOf = (issueId: string, rows: readonly Row[], wanted: readonly WantedRow[]): ReconcileFinding[] => {
  const present = new Map(rows.map((row) => [row.id, row]));
  const wantedIds = new Set(wanted.map((row) => row.id));
  const missing = wanted.filter((row) => {
    const found = present.get(row.id);
    return found === undefined ? !otherwiseResolved(row, rows, wantedIds) : found.state === 'withdrawn';
  });
  const unwanted = rows.filter(
    (row) =>
      row.origin === 'ladder' &&
      (row.state === 'planned' || row.state === 'claimed') &&
      !wantedIds.has(row.id) &&
      (row.stands_in_for === null || !wantedIds.has(row.stands_in_for)),
  );
  return [
    ...missing.map((row): ReconcileFinding => ({ issueId, deliveryId: row.id, what: 'missing' })),
    ...unwanted.map((row): ReconcileFinding => ({ issueId, deliveryId: row.id, what: 'unwanted' })),
  ];
};

/**
 * The same notice for the same role went to somebody whom the posts of today would not name: appointments were corrected
 * later. That is no gap; telling the other person now, perhaps a year late, would be one.
 */
const otherwiseResolved = (wanted: WantedRow, rows: readonly Row[], wantedIds: ReadonlySet<string>): boolean =>
  rows.some((row) => row.cycle === wanted.cycle && row.step === wanted.step && row.role === wanted.role && row.state !== 'withdrawn' && !wantedIds.has(row.id));

/**
 * Plans what is missing of one issue and withdraws what is unwanted, unless the issue has moved on since its history was
 * read: then the step that moved it has planned, and the next comparison judges.
 */
export const repairIssue = async (db: LedgerDatabase, expected: Expectation, gaps: readonly ReconcileFinding[], now: Instant, channel: string): Promise<boolean> =>
  await db.transaction().execute(async (trx) => {
    if ((await lockSubject(trx, expected))?.seq !== expected.seq) return false;
    const only = new Set(gaps.filter((gap) => gap.what === 'missing').map((gap) => gap.deliveryId));
    const { issueId, roundId, events: eventNotices, ladder: ladderNotices } = expected;
    await planNotices(trx, { issueId, roundId, eventNotices, ladderNotices, now, channel }, only);
    return true;
  });

/** The row of the issue, the round or the common issue whose notices these are: locked, with how much has happened to it. */
const lockSubject = async (trx: LedgerTransaction, { issueId, roundId }: Expectation): Promise<{ readonly seq: number } | undefined> => {
  if (issueId === makeRoundId(roundId)) return await trx.selectFrom('round').select('seq').where('id', '=', roundId).forUpdate().executeTakeFirst();
  const number = issueId.startsWith(COMMON) ? issueId.slice(makeCommonId(roundId, '').length) : null;
  if (number !== null) return await trx.selectFrom('common_issue').select('seq').where('round_id', '=', roundId).where('number', '=', number).forUpdate().executeTakeFirst();
  return await trx.selectFrom('issue').select('seq').where('id', '=', issueId).forUpdate().executeTakeFirst();
};

export type ReconcileRun = {
  /** The duty clock. */
  readonly at: Instant;
  /** The process's clock. */
  readonly finishedAt: number;
  readonly issues: number;
  readonly planned: number;
  readonly withdrawn: number;
  readonly recovered: number;
  readonly overdue: number;
  readonly findings: readonly ReconcileFinding[];
};

/** Findings kept with a run: enough to look into, not a second ledger. */
const FINDINGS_KEPT = 200;
/** About a month of runs every quarter of an hour. */
const RUNS_KEPT = 3_000;

/** Writes a run down; this is the heartbeat. */
export const recordReconcileRun = async (db: LedgerDatabase, run: ReconcileRun): Promise<void> => {
  const { at, finishedAt, issues, planned, withdrawn, recovered, overdue } = run;
  const findings = JSON.stringify(run.findings.slice(0, FINDINGS_KEPT));
  const ledger = withDeliveries(db);
  const { id } = await ledger
    .insertInto('reconcile_run')
    .values({ at, finished_at: finishedAt, issues, planned, withdrawn, recovered, overdue, findings })
    .returning('id')
    .executeTakeFirstOrThrow();
  await ledger
    .deleteFrom('reconcile_run')
    .where('id', '<=', id - RUNS_KEPT)
    .execute();
};

/** The newest run, for `doctor`: null when there never was one. Its `finishedAt` growing old is an alarm. */
export const lastReconcileRun = async (db: LedgerDatabase): Promise<ReconcileRun | null> => {
  const row = await withDeliveries(db).selectFrom('reconcile_run').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (row === undefined) return null;
  const { id: _id, finished_at: finishedAt, ...rest } = row;
  return { ...rest, finishedAt };
};
