import { sql } from 'kysely';
import type { LookBackCause, Trigger } from '../domain/look-back-causes.ts';
import type { DoneCase, Fact, LookBackCall } from '../domain/look-back-calls.ts';
import type { IssueKind, Policy } from '../domain/policy-schema.ts';
import type { Status } from '../domain/issue.ts';
import type { PersonId } from '../domain/party.ts';
import type { Day, Instant } from '../domain/time.ts';
import { upcastPolicy } from '../domain/upcast.ts';
import type { LedgerDatabase } from './database.ts';
import { loadDocuments } from './documents.ts';

/** A look-back to come, or one that is overdue, as a calendar shows it. */
export type LookBackListing = {
  readonly issue: string;
  readonly round: string;
  readonly day: Day;
  readonly n: number;
  readonly cause: LookBackCause;
  readonly source: string | null;
  /** Since when it is past its day; null while it is to come. */
  readonly overdueSince: Instant | null;
  readonly status: Status;
  readonly kind: IssueKind;
  readonly category: string;
  readonly title: string;
};

export type LookBackFilter = { readonly by: Day; readonly round?: string; readonly cause?: LookBackCause; readonly overdue?: boolean; readonly limit: number };

/** Look-backs until a day in the order of the calendar, the overdue ones (at any time) first. */
export const listLookBacks = async (db: LedgerDatabase, filter: LookBackFilter): Promise<LookBackListing[]> => {
  const { rows } = await sql<LookBackListing>`
    select issue.id as issue, round_id as round, planned.day, planned.n, planned.cause, planned.source,
      -- Look-backs come in order of their days: the first is the one that can be overdue.
      case when planned.at = 1 then look_back_overdue_since end as "overdueSince", status, kind, category, title
    from issue, rows from (jsonb_to_recordset(look_backs) as (n int, day text, cause text, source text)) with ordinality as planned (n, day, cause, source, at)
    where next_look_back is not null and planned.day <= ${filter.by}
      and (${filter.round ?? null}::text is null or round_id = ${filter.round ?? null})
      and (${filter.cause ?? null}::text is null or planned.cause = ${filter.cause ?? null})
      and (not ${filter.overdue ?? false}::boolean or (planned.at = 1 and look_back_overdue_since is not null))
    order by planned.day, issue.id, planned.n limit ${filter.limit}`.execute(db);
  return rows;
};

/** Every case that is done, with what its round's policy says of look-backs. */
export const loadDoneCases = async (db: LedgerDatabase): Promise<DoneCase[]> => {
  const rows = await db
    .selectFrom('issue')
    .innerJoin('round', 'round.id', 'issue.round_id')
    .select(['issue.id as issue', 'round_id as round', 'head_ref as unit', 'category', 'issue.status', 'closed_at', 'policy_sha256'])
    .where('issue.status', 'in', ['closed', 'sustained', 'archived'])
    .orderBy('issue.id')
    .execute();
  const policies = await loadDocuments(db, rows.map((row) => row.policy_sha256));
  const lookBacks = new Map([...policies].map(([sha256, policy]) => [sha256, upcastPolicy(policy as Policy).lookBack]));
  return rows.flatMap(({ policy_sha256: sha256, closed_at: closedAt, status, ...row }) => {
    const lookBack = lookBacks.get(sha256);
    return lookBack === undefined || closedAt === null ? [] : [{ ...row, status: status as Status, closedAt, lookBack }];
  });
};

/** What happened from an instant on that may call for look-backs elsewhere. */
export const loadFacts = async (db: LedgerDatabase, from: Instant, today: Day): Promise<Fact[]> => {
  const [rebounds, heads, grades] = await Promise.all([
    sql<{ issue: string; unit: string | null; category: string; at: Instant; seq: number }>`
      select issue.id as issue, head_ref as unit, category, at, issue_event.seq from issue_event join issue on issue.id = issue_id
      where type = 'reopened' and body ->> 'cause' = 'look-back' and at >= ${from} order by at, issue.id`.execute(db),
    // Who takes over a post that had somebody else before; the first holder ever recorded is no change.
    sql<{ post: string; person: string; from: Day }>`
      select post_id as post, person_id as person, from_day as "from" from post_holder as holder
      where 'post:' || post_id in (select head_ref from issue where head_ref is not null)
        and from_day <= ${today} and from_day >= (select to_char(to_timestamp(${from}::bigint / 1000.0) at time zone 'Asia/Shanghai', 'YYYY-MM-DD'))
        and exists (select from post_holder before where before.post_id = holder.post_id and before.from_day < holder.from_day and before.person_id <> holder.person_id)
      order by from_day, post_id, person_id`.execute(db),
    sql<{ round: string; seq: number; at: Instant }>`
      select round_id as round, seq, at from round_event where type = 'round-look-backs-forced' and at >= ${from} order by at, round_id`.execute(db),
  ]);
  return [
    ...rebounds.rows.map(({ seq, ...row }): Fact => ({ cause: 'neighbour', source: `${row.issue}#${seq}`, ...row })),
    ...heads.rows.map(({ post, person, from: day }): Fact => ({ cause: 'new-head', source: `post:${post} ${day} ${person}`, unit: `post:${post}`, from: day })),
    ...grades.rows.map(({ round, seq, at }): Fact => ({ cause: 'grade', source: `round/${round}#${seq}`, round, at })),
  ];
};

type CallTable = { issue_id: string; cause: string; source: string; found_at: Instant; mode: string };
const withCalls = (db: LedgerDatabase) =>
  db.withTables<{ look_back_call: CallTable; look_back_dismissal: { issue_id: string; cause: string; source: string; at: Instant; by: string; reason: string } }>();

/** Keeps calls that are new; those known already stay as they were. Answers how many were new. */
export const keepCalls = async (db: LedgerDatabase, calls: readonly LookBackCall[], at: Instant): Promise<number> => {
  let kept = 0;
  for (let from = 0; from < calls.length; from += 1000) {
    const rows = calls.slice(from, from + 1000).map(({ issue, cause, source, mode }) => ({ issue_id: issue, cause, source, found_at: at, mode }));
    const result = await withCalls(db).insertInto('look_back_call').values(rows).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    kept += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  return kept;
};

/** A call that nobody has answered yet: no look-back was planned for it, and it was not dismissed. `by`: a day set by the assessment. */
export type OpenCall = { readonly issue: string; readonly cause: Trigger; readonly source: string; readonly mode: 'propose' | 'plan'; readonly foundAt: Instant; readonly title: string; readonly status: Status; readonly by: Day | null };

/** Calls without an answer, of cases that can still be looked back at, oldest first. */
export const listOpenCalls = async (db: LedgerDatabase, mode?: 'propose' | 'plan'): Promise<OpenCall[]> => {
  const { rows } = await sql<OpenCall>`
    select issue_id as issue, cause, source, mode, found_at as "foundAt", title, status,
      (select body ->> 'by' from round_event where call.cause = 'grade' and 'round/' || round_event.round_id || '#' || seq = call.source) as by
    from look_back_call as call join issue on issue.id = issue_id
    where status in ('closed', 'sustained', 'archived') and closed_at < found_at and (${mode ?? null}::text is null or mode = ${mode ?? null})
      and not exists (select from look_back_dismissal as gone where (gone.issue_id, gone.cause, gone.source) = (call.issue_id, call.cause, call.source))
      and not exists (select from issue_event where issue_event.issue_id = call.issue_id and type = 'look-back-planned'
        and body ->> 'cause' = call.cause and body ->> 'source' = call.source)
    order by found_at, issue_id, cause, source`.execute(db);
  return rows;
};

/** Records that a call is not followed, by whom and why. Whether it was open: false where nothing waits under it. */
export const dismissCall = async (db: LedgerDatabase, call: Pick<OpenCall, 'issue' | 'cause' | 'source'>, by: PersonId, reason: string, at: Instant): Promise<boolean> => {
  const open = (await listOpenCalls(db)).some((one) => one.issue === call.issue && one.cause === call.cause && one.source === call.source);
  if (!open) return false;
  await withCalls(db)
    .insertInto('look_back_dismissal')
    .values({ issue_id: call.issue, cause: call.cause, source: call.source, at, by, reason })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
};
