import { sql } from 'kysely';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';
import { findLetterGaps } from './notice-record.ts';

/** Something that cannot come from the program: somebody changed the database. */
export type IntegrityFault = { readonly what: 'events-missing' | 'time-runs-back' | 'row-differs' | 'row-missing' | 'history-missing' | 'rewrite-allowed' | 'letters-missing'; readonly subject: string };
export type IntegrityCheck = { readonly at: Instant; readonly by: string; readonly through: number; readonly events: number; readonly issues: number; readonly rounds: number; readonly faults: readonly IntegrityFault[] };

/** Tables whose rows the database itself refuses to change. */
const APPEND_ONLY = ['issue_event', 'round_event', 'access_log', 'integrity_check'];
/** Enough to look into; one is enough to know. */
const MOST = 200;

/**
 * Is the history whole? Every issue's and round's events are numbered without a gap and never run back in time, every issue
 * has its row in the register at its newest event, numbered letters have no gap, and nothing switched off what forbids
 * rewriting. The result is kept. (Who owns the database can get around all of this: see docs/guarantees.md.)
 */
export const checkIntegrity = async (db: LedgerDatabase, by: string, at: Instant): Promise<IntegrityCheck> => {
  const [faults, gaps, counts] = await Promise.all([faultsIn(db), findLetterGaps(db), countsOf(db)]);
  const all: IntegrityFault[] = [...faults, ...gaps.map(({ series, year }) => ({ what: 'letters-missing' as const, subject: `${series}〔${year}〕` }))].slice(0, MOST);
  await sql`insert into integrity_check (at, by, through_position, events, issues, rounds, faults) values (${at}, ${by}, ${counts.through}, ${counts.events}, ${counts.issues}, ${counts.rounds}, ${JSON.stringify(all)})`.execute(db);
  return { at, by, ...counts, faults: all };
};

const faultsIn = async (db: LedgerDatabase): Promise<IntegrityFault[]> => {
  const { rows } = await sql<IntegrityFault>`
    with issues as (select issue_id, count(*) as events, min(seq) as first, max(seq) as last from issue_event group by issue_id),
      rounds as (select round_id, count(*) as events, min(seq) as first, max(seq) as last from round_event group by round_id)
    select what, subject from (
      select 'events-missing' as what, issue_id as subject from issues where events <> last or first <> 1
      union all select 'events-missing', 'round/' || round_id from rounds where events <> last or first <> 1
      union all select 'row-missing', issue_id from issues where not exists (select from issue where issue.id = issue_id)
      union all select 'history-missing', issue.id from issue where not exists (select from issues where issue_id = issue.id)
      union all select 'row-differs', issue.id from issue join issues on issue_id = issue.id where seq <> last
      union all select distinct 'time-runs-back', issue_id from (select issue_id, at < lag(at) over (partition by issue_id order by seq) as back from issue_event) as steps where back
      union all select 'rewrite-allowed', name from unnest(${APPEND_ONLY}::text[]) as name where not exists (select from pg_trigger where tgrelid = to_regclass(name) and tgname = name || '_append_only' and tgenabled <> 'D')
    ) as found order by what, subject limit ${MOST}`.execute(db);
  return rows;
};

const countsOf = async (db: LedgerDatabase): Promise<Pick<IntegrityCheck, 'through' | 'events' | 'issues' | 'rounds'>> => {
  const { rows } = await sql<Pick<IntegrityCheck, 'through' | 'events' | 'issues' | 'rounds'>>`
    select coalesce(max(position), 0) as through, count(*) as events, count(distinct issue_id) as issues, (select count(*) from round) as rounds from issue_event`.execute(db);
  return rows[0] ?? { through: 0, events: 0, issues: 0, rounds: 0 };
};

/** The last look, and how many events have been written since; null before the first. */
export const lastIntegrityCheck = async (db: LedgerDatabase): Promise<(IntegrityCheck & { readonly since: number }) | null> => {
  const { rows } = await sql<IntegrityCheck & { readonly since: number }>`
    select at, by, through_position as through, events, issues, rounds, faults, (select count(*) from issue_event where position > through_position) as since
    from integrity_check order by id desc limit 1`.execute(db);
  return rows[0] ?? null;
};
