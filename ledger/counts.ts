import { sql } from 'kysely';
import type { IssueKind } from '../domain/policy-schema.ts';
import type { Status } from '../domain/issue.ts';
import type { LedgerDatabase } from './database.ts';

/** How many issues of a round are alike in everything that a report counts. */
export type IssueCell = {
  readonly status: Status;
  readonly kind: IssueKind;
  readonly overdue: boolean;
  readonly suspended: boolean;
  readonly extended: boolean;
  readonly measureSlipped: boolean;
  readonly count: number;
};

/** How often something happened in a round; `detail` tells outcomes of one type apart. */
export type EventCell = { readonly type: string; readonly detail: string | null; readonly count: number; readonly issues: number };

export const countIssueCells = async (db: LedgerDatabase, round: string): Promise<IssueCell[]> => {
  const { rows } = await sql<IssueCell>`
    select status, kind, overdue_since is not null as overdue, suspended, extensions_granted > 0 as extended,
      measure_slipped as "measureSlipped", count(*)::int as count
    from issue where round_id = ${round} group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`.execute(db);
  return rows;
};

export const countEventCells = async (db: LedgerDatabase, round: string): Promise<EventCell[]> => {
  const { rows } = await sql<EventCell>`
    select type, case type when 'look-back-recorded' then body ->> 'result' when 'reopened' then body ->> 'cause'
        when 'rung-opened' then body ->> 'notice' when 'fell-due' then body ->> 'kind' end as detail,
      count(*)::int as count, count(distinct issue_id)::int as issues
    from issue_event join issue on issue.id = issue_event.issue_id
    where issue.round_id = ${round} group by 1, 2 order by 1, 2`.execute(db);
  return rows;
};
