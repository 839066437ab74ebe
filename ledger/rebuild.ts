import { sql } from 'kysely';
import type { Status } from '../domain/issue.ts';
import type { LedgerDatabase } from './database.ts';

/** Which open issues: those of a round, or these; all of them where neither is given. */
export type OpenIssues = { readonly round?: string; readonly ids?: readonly string[]; readonly policy?: string };

const openIssues = (db: LedgerDatabase, { round, ids, policy }: OpenIssues) => {
  let query = db.selectFrom('issue').where('status', 'not in', ['archived', 'withdrawn']);
  if (round !== undefined) query = query.where('round_id', '=', round);
  if (ids !== undefined) query = query.where('id', 'in', ids);
  // A row written before the column was there may stand on any.
  if (policy !== undefined) query = query.where((where) => where.or([where('policy_name', '=', policy), where('policy_name', 'is', null)]));
  return query;
};

/** Ids of issues that still need a workflow, by id, from `after` on: pages, so that ten thousand do not stand in memory. */
export const openIssuesAfter = async (db: LedgerDatabase, after: string, limit: number, which: OpenIssues = {}): Promise<{ readonly id: string; readonly seq: number }[]> =>
  await openIssues(db, which).select(['id', 'seq']).where('id', '>', after).orderBy('id').limit(limit).execute();

export const countOpen = async (db: LedgerDatabase, which: OpenIssues = {}): Promise<number> => {
  const row = await openIssues(db, which)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
};

/** Rounds that are not over, with who opened them. */
export const unfinishedRounds = async (db: LedgerDatabase): Promise<{ readonly id: string; readonly status: string }[]> =>
  await db.selectFrom('round').select(['id', 'status']).where('status', '<>', 'closed').orderBy('id').execute();

/** How far the opening of a round had come: the drafts from the first on that are issues, and the issues beyond them. */
export const openingProgress = async (db: LedgerDatabase, round: string): Promise<{ readonly opened: number; readonly endedBeyond: readonly string[] }> => {
  const { rows } = await sql<{ position: number; number: string; status: Status | null }>`
    select position, draft.number, issue.status from issue_draft draft
    left join issue on issue.round_id = draft.round_id and issue.number = draft.number
    where draft.round_id = ${round} order by position`.execute(db);
  const gap = rows.findIndex((row) => row.status === null);
  const opened = gap < 0 ? rows.length : gap;
  return { opened, endedBeyond: rows.slice(opened).filter((row) => row.status === 'archived' || row.status === 'withdrawn').map((row) => row.number) };
};
