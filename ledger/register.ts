import { sql } from 'kysely';
import { letterInWords } from '../domain/letters.ts';
import { withoutRepeat } from '../domain/notice-step.ts';
import type { IssueKind, Light } from '../domain/policy-schema.ts';
import type { Status } from '../domain/issue.ts';
import type { Phase } from '../domain/round/state.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { DeliveryState } from '../domain/delivery-states.ts';
import type { LedgerDatabase } from './database.ts';
import { withDeliveries } from './delivery-tables.ts';
import { escapeLike } from './like.ts';

/** What a list of issues can be narrowed down to; everything given must hold. */
export type IssueFilter = {
  readonly round?: string;
  readonly statuses?: readonly Status[];
  readonly kind?: IssueKind;
  /** The parts of this common issue. */
  readonly common?: string;
  /** A person's or post's reference, in any of the three places that a row keeps. */
  readonly party?: string;
  readonly overdue?: boolean;
  /** A measure of its plan is past its date. */
  readonly slipped?: boolean;
  readonly suspended?: boolean;
  readonly extended?: boolean;
  readonly rebounded?: boolean;
  /** Due on this day at the latest. */
  readonly dueBy?: Day;
  readonly lookBackBy?: Day;
  /** Words of the finding. */
  readonly words?: string;
  readonly limit: number;
  readonly offset?: number;
};

/** `3` before `10`, `2.1` before `2.10`: every number in it at a width of 8. */
const byNumber = sql`regexp_replace(regexp_replace(number, '(\\d+)', '0000000\\1', 'g'), '\\d*(\\d{8})', '\\1', 'g') collate "C"`;

/** The rows of the register, by round and number. */
export const listIssues = async (db: LedgerDatabase, filter: IssueFilter) => {
  let query = db.selectFrom('issue').selectAll();
  if (filter.round !== undefined) query = query.where('round_id', '=', filter.round);
  if (filter.statuses !== undefined) query = query.where('status', 'in', filter.statuses);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.common !== undefined) query = query.where('common_number', '=', filter.common).where('common_unit', 'is not', null);
  const { party, words, dueBy, lookBackBy } = filter;
  if (party !== undefined) query = query.where((where) => where.or([where('owner_ref', '=', party), where('leader_ref', '=', party), where('head_ref', '=', party)]));
  if (filter.overdue !== undefined) query = query.where('overdue_since', filter.overdue ? 'is not' : 'is', null);
  if (filter.slipped !== undefined) query = query.where('measure_slipped', '=', filter.slipped);
  if (filter.suspended !== undefined) query = query.where('suspended', '=', filter.suspended);
  if (filter.extended !== undefined) query = query.where('extensions_granted', filter.extended ? '>' : '=', 0);
  if (filter.rebounded !== undefined) query = query.where('cycle', filter.rebounded ? '>' : '=', 1);
  if (dueBy !== undefined) query = query.where('due_current', '<=', dueBy).where('status', 'in', ['assigned', 'planning', 'rectifying']);
  if (lookBackBy !== undefined) query = query.where('next_look_back', '<=', lookBackBy);
  if (words !== undefined) query = query.where('title', 'ilike', `%${escapeLike(words)}%`);
  return await query.orderBy('round_id').orderBy(byNumber).orderBy('id').limit(filter.limit).offset(filter.offset ?? 0).execute();
};
export type IssueListing = Awaited<ReturnType<typeof listIssues>>[number];

/** The ids of a round's issues in the order of their numbers, the parts of a common one side by side in its place. */
export const issueIdsOf = async (db: LedgerDatabase, round: string): Promise<string[]> => {
  const rows = await db.selectFrom('issue').select('id').where('round_id', '=', round).orderBy(byNumber).orderBy('id').execute();
  return rows.map((row) => row.id);
};

/** The light of a list row on a day, out of the dates kept with it. */
export const lightOfRow = (row: Pick<IssueListing, 'lights' | 'overdue_since'>, day: Day): Light | null => {
  const on = row.lights.findLast((entry) => entry.from <= day)?.light ?? null;
  return (row.overdue_since !== null ? 'red' : on) as Light | null;
};

export type RoundListing = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly inspector: string;
  readonly feedback: Day;
  readonly status: string;
  /** null where an older version wrote the row last. */
  readonly phase: Phase | null;
  /** The grade of its last assessment, by the policy's scale. */
  readonly grade: string | null;
  readonly openedAt: Instant;
  /** Without those that were withdrawn, as the counts of a round have them. */
  readonly issues: number;
  readonly open: number;
  readonly overdue: number;
};

/** Rounds, the newest feedback first, with how they stand; a common issue counts once, open as long as one of its parts is. */
export const listRounds = async (db: LedgerDatabase): Promise<RoundListing[]> => {
  const { rows } = await sql<RoundListing>`
    select round.id, round.title, unit, inspector, feedback_day as feedback, round.status, round.phase, round.grade, round.opened_at as "openedAt",
      (select count(distinct coalesce(draft -> 'common' ->> 'number', number))::int from issue_draft where round_id = round.id)
        - (select count(*)::int from (select 1 from issue where round_id = round.id group by coalesce(common_number, number) having bool_and(status = 'withdrawn')) as gone) as issues,
      count(distinct coalesce(common_number, issue.number)) filter (where issue.status in ('assigned', 'planning', 'rectifying', 'verifying'))::int as open,
      count(distinct coalesce(common_number, issue.number)) filter (where overdue_since is not null)::int as overdue
    from round left join issue on issue.round_id = round.id
    group by round.id order by feedback_day desc, round.id`.execute(db);
  return rows;
};

/** A notice as the history of an issue tells it. */
export type ToldRow = {
  readonly issueId: string;
  readonly cycle: number;
  readonly step: string;
  readonly recipient: string;
  readonly channel: string;
  readonly role: string;
  readonly kind: string;
  readonly topic: string;
  readonly day: Day | null;
  readonly light: string | null;
  readonly notBefore: Instant;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly uncertainAt: Instant | null;
  readonly settledAt: Instant | null;
  /** Its number, where it is a letter that has one. */
  readonly letter: string | null;
};

/** Every notice of these issues, in order of time, in one statement. */
export const loadTold = async (db: LedgerDatabase, issueIds: readonly string[]): Promise<Map<string, ToldRow[]>> => {
  if (issueIds.length === 0) return new Map();
  const numbers = await letterNumbers(db, issueIds);
  const rows = await withDeliveries(db)
    .selectFrom('delivery')
    .select([
      'issue_id as issueId',
      'cycle',
      'step',
      'recipient',
      // The road that it took, where one was taken.
      ({ fn }) => fn.coalesce('via', 'channel').as('channel'),
      'role',
      'kind',
      'topic',
      'day',
      'light',
      'not_before as notBefore',
      'state',
      'reason',
      'uncertain_at as uncertainAt',
      'settled_at as settledAt',
    ])
    .where('issue_id', 'in', issueIds)
    .where('origin', '<>', 'bundle')
    .orderBy('issue_id')
    .orderBy('not_before')
    .orderBy('id')
    .execute();
  const told = rows.map((row): ToldRow => ({ ...row, letter: numbers.get(letterKey(row)) ?? null }));
  return Map.groupBy(told, (row) => row.issueId);
};

const letterKey = ({ issueId, cycle, step }: { readonly issueId: string; readonly cycle: number; readonly step: string }): string => JSON.stringify([issueId, cycle, withoutRepeat(step)]);

const letterNumbers = async (db: LedgerDatabase, issueIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await withDeliveries(db)
    .selectFrom('letter')
    .select(['issue_id as issueId', 'cycle', 'step', 'series', 'year', 'number'])
    .where('issue_id', 'in', issueIds)
    .execute();
  return new Map(rows.map((row) => [letterKey(row), letterInWords(row)]));
};

/** Notices whose id begins with these signs; two at most, which is enough to know that it is not one. */
export const findDelivery = async (db: LedgerDatabase, idPrefix: string) =>
  await withDeliveries(db)
    .selectFrom('delivery')
    .selectAll()
    .where('id', 'like', `${escapeLike(idPrefix)}%`)
    .limit(2)
    .execute();

/** When the ledger last heard of anything: an event of an issue or a round, or the nightly comparison. Null: never. */
export const lastEventAt = async (db: LedgerDatabase): Promise<Instant | null> => {
  const { rows } = await sql<{ at: Instant | null }>`
    select greatest((select max(at) from issue_event), (select max(at) from round_event), (select max(at) from reconcile_run)) as at`.execute(db);
  return rows[0]?.at ?? null;
};
