import { sql } from 'kysely';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';

/** One event of the log, as far as a page that watches has to know it. */
export type Change = {
  /** One order for all: of issues, of rounds and of common issues. */
  readonly position: number;
  readonly kind: 'issue' | 'round' | 'common';
  /** `issue/…`, `round/…` or `common/…`. */
  readonly subject: string;
  readonly round: string;
  readonly seq: number;
  readonly type: string;
  readonly at: Instant;
  /** Who has a part in it, as the register keeps parts: of a round everybody who has one in any of its issues. */
  readonly parts: readonly string[];
};

/**
 * How far the log can be read, and by which transactions that may still change: a position is taken when an event is written,
 * and seen when its transaction commits, which need not be in the same order.
 */
export type LogEnd = {
  /** The last position that can be seen; 0 in an empty log. */
  readonly position: number;
  /** All transactions with a lower number have ended. */
  readonly ended: bigint;
  /** No transaction has this number or a higher one yet: whatever is missing before `position` belongs to lower ones. */
  readonly begun: bigint;
};

/** The log's end as one look sees it. Numbers are taken by transactions that write, with the statement that takes a position. */
export const logEnd = async (db: LedgerDatabase): Promise<LogEnd> => {
  const { rows } = await sql<{ position: number; ended: string; begun: string }>`
    select greatest((select coalesce(max(position), 0) from issue_event), (select coalesce(max(position), 0) from round_event), (select coalesce(max(position), 0) from common_event)) as position,
      pg_snapshot_xmin(now_seen)::text as ended, pg_snapshot_xmax(now_seen)::text as begun
    from pg_current_snapshot() as now_seen`.execute(db);
  const [{ position, ended, begun } = { position: 0, ended: '0', begun: '0' }] = rows;
  return { position, ended: BigInt(ended), begun: BigInt(begun) };
};

export type ChangesWanted = { readonly after: number; readonly limit: number; /** Positions that are known already. */ readonly except?: readonly number[] };

/** Events behind a position, in order. Two transactions at once may commit out of order: whoever follows goes on from where nothing is missing any more ({@link LogEnd}). */
export const changesAfter = async (db: LedgerDatabase, { after, limit, except = [] }: ChangesWanted): Promise<Change[]> => {
  const wanted = sql`position > ${after} and position <> all (${[...except]}::bigint[]) order by position limit ${limit}`;
  const { rows } = await sql<Change>`
    with of_issues as (select position, issue_id, seq, type, at from issue_event where ${wanted}),
      of_rounds as (select position, round_id, seq, type, at from round_event where ${wanted}),
      of_common as (select position, round_id, number, seq, type, at from common_event where ${wanted})
    select position, 'issue' as kind, issue_id as subject, round_id as round, event.seq, type, at, parts
      from of_issues event join issue on issue.id = issue_id
    union all select position, 'round', 'round/' || round_id, round_id, event.seq, type, at,
        array(select distinct part from issue, unnest(parts) part where issue.round_id = event.round_id
          union select key || '=' || value from jsonb_each_text(record -> 'head' -> 'parties') where value is not null)
      from of_rounds event join round on round.id = round_id
    union all select position, 'common', 'common/' || round_id || '/' || number, round_id, seq, type, at,
        array(select distinct part from issue, unnest(parts) part where issue.round_id = event.round_id and common_number = event.number)
      from of_common event
    order by position limit ${limit}`.execute(db);
  return rows;
};
