import { sql } from 'kysely';
import type { IssueKind } from '../domain/policy-schema.ts';
import type { Rating, Status } from '../domain/issue.ts';
import type { Form, OutcomeKind, Sanction } from '../domain/outcome.ts';
import type { LedgerDatabase } from './database.ts';

/** How many issues of a round are alike in everything that a report counts. */
export type IssueCell = {
  readonly status: Status;
  readonly kind: IssueKind;
  readonly overdue: boolean;
  readonly suspended: boolean;
  readonly extended: boolean;
  readonly measureSlipped: boolean;
  /** The unit's own rating and the verifiers', side by side. */
  readonly own: Rating | null;
  readonly verified: Rating | null;
  readonly lookBackOverdue: boolean;
  /** Of which common issue they are parts, and whose; both absent or null for what one unit answers for. */
  readonly common?: string | null;
  readonly unit?: string | null;
  readonly count: number;
};

/** What came of the issues beside being put right: what was reversed is taken off, withdrawn issues do not count. */
export type OutcomeCell = { readonly kind: OutcomeKind; readonly form: Form | null; readonly sanction: Sanction | null; readonly count: number; readonly fen: number };

/** How often something happened in a round, and to how many issues (a common one is one); `detail` tells outcomes of one type apart. */
export type EventCell = { readonly type: string; readonly detail: string | null; readonly count: number; readonly issues: number };

/** A finding that was handed to units is counted through their parts, and is not there a second time as itself. */
export const IS_COUNTED = sql`(common_number is null or common_unit is not null)`;

export const countIssueCells = async (db: LedgerDatabase, round: string): Promise<IssueCell[]> => {
  const { rows } = await sql<IssueCell>`
    select status, kind, overdue_since is not null as overdue, suspended, extensions_granted > 0 as extended,
      measure_slipped as "measureSlipped", own_rating as own, verified_rating as verified,
      look_back_overdue_since is not null as "lookBackOverdue", common_number as common, common_unit as unit, count(*)::int as count
    from issue where round_id = ${round} and ${IS_COUNTED} group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`.execute(db);
  return rows;
};

export const countEventCells = async (db: LedgerDatabase, round: string): Promise<EventCell[]> => {
  const { rows } = await sql<EventCell>`
    select type, case type when 'look-back-recorded' then body ->> 'result' when 'reopened' then body ->> 'cause'
        when 'rung-opened' then body ->> 'notice'
        when 'suspended' then coalesce(body ->> 'ground', 'other') when 'extension-requested' then case when (body ->> 'late')::boolean then 'late' else 'in-time' end when 'fell-due' then body ->> 'kind' end as detail,
      count(*)::int as count, count(distinct coalesce(issue.common_number, issue.number))::int as issues
    from issue_event join issue on issue.id = issue_event.issue_id
    where issue.round_id = ${round} group by 1, 2 order by 1, 2`.execute(db);
  return rows;
};

/** Entries less counter-entries, in whole numbers: those of the round's issues, and those of the round itself. */
export const countOutcomeCells = async (db: LedgerDatabase, round: string): Promise<OutcomeCell[]> => {
  const { rows } = await sql<OutcomeCell>`
    select kind, form, sanction, sum(sign * count)::bigint as count, sum(sign * fen)::bigint as fen
    from (
      select outcome ->> 'kind' as kind, (outcome ->> 'form')::int as form, outcome ->> 'sanction' as sanction,
        case type when 'outcome-recorded' then 1 else -1 end as sign,
        (outcome ->> 'count')::bigint as count, coalesce((outcome ->> 'fen')::bigint, 0) as fen
      from (
        select type, body -> 'outcome' as outcome from issue_event join issue on issue.id = issue_event.issue_id
        where issue.round_id = ${round} and issue.status <> 'withdrawn' and type in ('outcome-recorded', 'outcome-reversed')
        union all
        select substr(type, 7), body -> 'outcome' from round_event
        where round_id = ${round} and type in ('round-outcome-recorded', 'round-outcome-reversed')
      ) as told
    ) as entry
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
};
