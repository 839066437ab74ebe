import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely';
import { refuse } from '../domain/refusal.ts';
import { unstorableAt } from '../domain/storable.ts';
import { isDay, type Day } from '../domain/time.ts';
import type { Visible } from '../domain/viewer.ts';
import type { IssueTable, LedgerDatabase } from './database.ts';
import { visibleSql } from './visible.ts';
import { escapeLike } from './like.ts';

type Column = { readonly sql: (today: Day) => RawBuilder<unknown>; readonly kind: 'text' | 'word' | 'day' | 'number' | 'flag' };
const column = (name: string, kind: Column['kind']): Column => ({ sql: () => sql.ref(name), kind });
/** By round and number as people count, word for word as the index has it (migration 0017). */
const IN_ORDER = sql`(round_id || '/' || regexp_replace(regexp_replace(number, '(\\d+)', '0000000\\1', 'g'), '\\d*(\\d{8})', '\\1', 'g')) collate "C"`;
const WORK = sql`status in ('assigned', 'planning', 'rectifying')`;

/**
 * What `lightOf` of domain/lights.ts answers, from the columns of the register (their test holds them together). Nearly every
 * plan has three at most, and those are looked at from the end: a list in this order looks at all its rows, and to take every
 * plan apart is what costs there.
 */
export const lightSql = (today: Day): RawBuilder<unknown> => sql`case when overdue_since is not null then 'red'
  when lights -> -1 ->> 'from' <= ${today} then lights -> -1 ->> 'light'
  when lights -> -2 ->> 'from' <= ${today} then lights -> -2 ->> 'light'
  when lights -> -3 ->> 'from' <= ${today} then lights -> -3 ->> 'light'
  when jsonb_array_length(lights) <= 3 then null
  else (select entry ->> 'light' from jsonb_array_elements(lights) with ordinality as l (entry, n) where entry ->> 'from' <= ${today} order by n desc limit 1) end`;

/**
 * The register's columns: by each of them can be sorted and filtered. `text` is searched for words, `word` compared as a
 * whole, days and numbers have a from and a to. Instants count as numbers (epoch ms).
 */
export const ISSUE_COLUMNS = {
  // By its key 10 comes after 9.
  number: { sql: () => IN_ORDER, kind: 'word' },
  round: column('round_id', 'word'),
  title: column('title', 'text'),
  category: column('category', 'text'),
  dueWords: column('due_words', 'text'),
  kind: column('kind', 'word'),
  status: column('status', 'word'),
  owner: column('owner_ref', 'word'),
  leader: column('leader_ref', 'word'),
  head: column('head_ref', 'word'),
  ownRating: column('own_rating', 'word'),
  verifiedRating: column('verified_rating', 'word'),
  light: { sql: (today) => lightSql(today), kind: 'word' },
  nextDeadline: { sql: () => sql`split_part(split_part(next_deadline, '#', 1), ':', 1)`, kind: 'word' },
  dueOriginal: column('due_original', 'day'),
  dueCurrent: column('due_current', 'day'),
  nextLookBack: column('next_look_back', 'day'),
  handOverBy: column('hand_over_by', 'day'),
  daysLeft: { sql: (today) => sql`case when ${WORK} then due_current::date - ${today}::date end`, kind: 'number' },
  version: column('seq', 'number'),
  cycle: column('cycle', 'number'),
  extensions: column('extensions_granted', 'number'),
  returns: column('returns', 'number'),
  evidence: column('evidence_count', 'number'),
  openedAt: column('opened_at', 'number'),
  acceptedAt: column('accepted_at', 'number'),
  closedAt: column('closed_at', 'number'),
  overdueSince: column('overdue_since', 'number'),
  lookBackOverdueSince: column('look_back_overdue_since', 'number'),
  nextAt: column('next_at', 'number'),
  overdue: { sql: () => sql`(overdue_since is not null)`, kind: 'flag' },
  slipped: column('measure_slipped', 'flag'),
  suspended: column('suspended', 'flag'),
  extensionPending: column('extension_pending', 'flag'),
  rebounded: { sql: () => sql`(cycle > 1)`, kind: 'flag' },
} as const satisfies Record<string, Column>;
export type IssueColumn = keyof typeof ISSUE_COLUMNS;

/** One condition on a column; all given must hold. `any`: one of these; `words`: contained; from and to include their ends. */
export type Condition = { readonly column: IssueColumn; readonly any?: readonly string[]; readonly words?: string; readonly from?: string | number; readonly to?: string | number; readonly is?: boolean };

export type PageQuery = {
  readonly visible: Visible;
  readonly conditions: readonly Condition[];
  /** A person's or post's reference in any part of the issue. */
  readonly part?: readonly string[];
  readonly sort: IssueColumn;
  readonly descending: boolean;
  /** Where the page before ended, as it said itself. */
  readonly after?: string;
  readonly limit: number;
  readonly today: Day;
};

/** What a value of a caller is compared as. */
const TYPES = { text: sql`text`, word: sql`text`, day: sql`text`, number: sql`numeric`, flag: sql`boolean` } as const;

const conditionSql = ({ column, any, words, from, to, is }: Condition, today: Day): RawBuilder<SqlBool>[] => {
  const value = column === 'number' ? sql`number` : ISSUE_COLUMNS[column].sql(today);
  const type = TYPES[ISSUE_COLUMNS[column].kind];
  return [
    ...(any === undefined ? [] : [sql<SqlBool>`${value} = any(${[...any]}::text[])`]),
    ...(words === undefined ? [] : [sql<SqlBool>`${value} ilike ${`%${escapeLike(words)}%`}`]),
    ...(from === undefined ? [] : [sql<SqlBool>`${value} >= ${String(from)}::${type}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`${value} <= ${String(to)}::${type}`]),
    ...(is === undefined ? [] : [sql<SqlBool>`${value} = ${is}`]),
  ];
};

/** The place after which the next page begins: the sort column's value of the last row, and its id. */
type Place = readonly [string | number | boolean | null, string];
const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');
/** Can the value come from this kind of column? A cursor of another sort order must not reach the database as a value of this one. */
const isOfKind = (value: unknown, kind: Column['kind']): boolean => {
  if (value === null) return true;
  if (kind === 'flag') return typeof value === 'boolean';
  if (kind === 'number') return Number.isFinite(value);
  return typeof value === 'string' && (kind !== 'day' || isDay(value));
};
const placeOf = (cursor: string, kind: Column['kind']): Place => {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(place) && place.length === 2 && typeof place[1] === 'string' && unstorableAt(place) === null && isOfKind(place[0], kind)) return place as unknown as Place;
  } catch {
    // said below
  }
  return refuse('INVALID_CURSOR', '翻页标记无效，请从第一页开始', 'the page’s cursor is not valid; begin with the first page');
};

/** Rows after a place, in an order in which what has no value comes last. */
const afterSql = (value: RawBuilder<unknown>, [last, id]: Place, descending: boolean, kind: Column['kind']): RawBuilder<SqlBool> => {
  if (last === null) return sql`(${value} is null and id > ${id})`;
  const given = sql`${String(last)}::${TYPES[kind]}`;
  return descending ? sql`(${value} < ${given} or (${value} = ${given} and id > ${id}) or ${value} is null)` : sql`(${value} > ${given} or (${value} = ${given} and id > ${id}) or ${value} is null)`;
};

/** One page of the register, as far as it is visible: rows, where the next one begins, and how many there are in all (first page only). */
export const pageOfIssues = async (db: LedgerDatabase, query: PageQuery) => {
  const { visible, conditions, part, sort, descending, after, limit, today } = query;
  const { kind } = ISSUE_COLUMNS[sort];
  const value = ISSUE_COLUMNS[sort].sql(today);
  const wanted = [visibleSql(visible), ...conditions.flatMap((one) => conditionSql(one, today)), ...(part === undefined ? [] : [sql<SqlBool>`parts && ${[...part]}::text[]`])];
  const all = sql.join(wanted, sql` and `);
  const page = after === undefined ? all : sql`${all} and ${afterSql(value, placeOf(after, kind), descending, kind)}`;
  const order = descending ? sql`${value} desc nulls last, id` : sql`${value} asc nulls last, id`;
  const [{ rows }, total] = await Promise.all([
    sql<IssuePageRow>`select ${sql.join(LISTED.map((name) => sql.ref(`issue.${name}`)))}, ${value} as "sortedBy", ${ISSUE_COLUMNS.light.sql(today)} as light from issue where ${page} order by ${order} limit ${limit + 1}`.execute(db),
    after === undefined ? sql<{ count: number }>`select count(*)::int as count from issue where ${all}`.execute(db) : null,
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? cursorOf([last.sortedBy, last.id]) : null, total: total?.rows[0]?.count ?? null };
};

/** What a list shows of a row. Plans of lights, lineage and parts stay where they are: to send and read them costs more than all the rest. */
const LISTED = [
  ...(['id', 'round_id', 'number', 'seq', 'title', 'category', 'kind', 'status', 'cycle', 'owner_ref', 'leader_ref', 'head_ref'] as const),
  ...(['due_original', 'due_current', 'due_words', 'overdue_since', 'measure_slipped', 'suspended', 'extension_pending', 'extensions_granted', 'returns'] as const),
  ...(['own_rating', 'verified_rating', 'opened_at', 'accepted_at', 'closed_at', 'next_look_back', 'look_back_overdue_since', 'hand_over_by', 'next_at', 'next_deadline', 'evidence_count'] as const),
] as const satisfies readonly (keyof IssueTable)[];
export type IssuePageRow = Selectable<Pick<IssueTable, (typeof LISTED)[number]>> & { readonly sortedBy: string | number | boolean | null; readonly light: string | null };

/** The issues of a round that are visible; `all` without asking where everything is. */
export const visibleIssuesOf = async (db: LedgerDatabase, round: string, visible: Visible): Promise<'all' | ReadonlySet<string>> => {
  if (visible === 'all' || visible.rounds.includes(round)) return 'all';
  const { rows } = await sql<{ id: string }>`select id from issue where round_id = ${round} and ${visibleSql(visible)}`.execute(db);
  return new Set(rows.map((row) => row.id));
};
