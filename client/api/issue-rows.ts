import { z } from 'zod';
import { daySchema, ratingSchema } from '../../domain/command-schema.ts';
import type { Rating, Status } from '../../domain/issue.ts';
import { issueKindSchema, lightSchema, type IssueKind, type Light } from '../../domain/policy-schema.ts';
import { ROLE_NAMES, type Relation } from '../../domain/permissions.ts';
import { daysBetween, type Day } from '../../domain/time.ts';
import { visibleTo, type Viewer } from '../../domain/viewer.ts';
import { ISSUE_COLUMNS, type Condition, type IssueColumn, type IssuePageRow, type PageQuery } from '../../ledger/issue-pages.ts';
import { dayAnswer, flagSchema, instantSchema, limitSchema, statusSchema, wordsSchema } from './schemas.ts';

/** The register as the API asks for it and answers it: the query by columns, and a row. */

const NAMES = Object.keys(ISSUE_COLUMNS) as IssueColumn[];
type Kind<C extends IssueColumn> = (typeof ISSUE_COLUMNS)[C]['kind'];
type ColumnOf<K extends string> = { [C in IssueColumn]: Kind<C> extends K ? C : never }[IssueColumn];
const columnsOf = <K extends string>(...kinds: readonly K[]): ColumnOf<K>[] => NAMES.filter((name) => (kinds as readonly string[]).includes(ISSUE_COLUMNS[name].kind)) as ColumnOf<K>[];
const fields = <N extends string, S extends z.ZodType>(names: readonly N[], schema: S): Record<N, z.ZodOptional<S>> => Object.fromEntries(names.map((name) => [name, schema.optional()])) as Record<N, z.ZodOptional<S>>;
const ends = <N extends string>(names: readonly N[]): (`${N}From` | `${N}To`)[] => names.flatMap((name) => [`${name}From` as const, `${name}To` as const]);

const numberText = z.coerce.number().finite();

/**
 * Every column can be filtered by: words are one of several with commas, texts contain, days and numbers have From and To,
 * flags are true or false. What a column is, `ledger/issue-pages.ts` says.
 */
export const listQuery = z.strictObject({
  ...fields(columnsOf('word'), wordsSchema),
  ...fields(columnsOf('text'), z.string().min(1).max(200)),
  ...fields(columnsOf('flag'), flagSchema),
  ...fields(ends(columnsOf('day')), daySchema),
  ...fields(ends(columnsOf('number')), numberText),
  /** In any part of the issue: `person:p1` or `post:leader`. */
  part: z.string().regex(/^(person|post):.{1,64}$/u).optional(),
  /** A column, with `-` before it from the greatest down. */
  sort: z.enum([...NAMES, ...NAMES.map((name) => `-${name}` as const)] as [IssueColumn, ...(IssueColumn | `-${IssueColumn}`)[]]).default('number'),
  cursor: z.string().max(2000).optional(),
  limit: limitSchema(500, 100),
});

export const issueRowSchema = z
  .object({
    id: z.string(),
    round: z.string(),
    number: z.string(),
    version: z.int(),
    title: z.string(),
    category: z.string(),
    kind: issueKindSchema,
    status: statusSchema,
    cycle: z.int(),
    owner: z.string().nullable(),
    leader: z.string().nullable(),
    head: z.string().nullable(),
    dueOriginal: dayAnswer,
    dueCurrent: dayAnswer,
    dueWords: z.string().nullable(),
    /** Days left for what is still being worked on; negative: overdue. */
    daysLeft: z.int().nullable(),
    light: lightSchema.nullable(),
    overdueSince: instantSchema.nullable(),
    slipped: z.boolean(),
    suspended: z.boolean(),
    extensionPending: z.boolean(),
    extensions: z.int(),
    returns: z.int(),
    ownRating: ratingSchema.nullable(),
    verifiedRating: ratingSchema.nullable(),
    openedAt: instantSchema,
    acceptedAt: instantSchema.nullable(),
    closedAt: instantSchema.nullable(),
    nextLookBack: dayAnswer.nullable(),
    lookBackOverdueSince: instantSchema.nullable(),
    handOverBy: dayAnswer.nullable(),
    nextAt: instantSchema.nullable(),
    nextDeadline: z.string().nullable(),
    evidence: z.int(),
  })
  .meta({ id: 'IssueRow' });

const conditionsOf = (query: object): Condition[] => {
  const given = query as Readonly<Record<string, unknown>>;
  return NAMES.map((column): Condition => {
    const value = given[column];
    const [from, to] = [given[`${column}From`], given[`${column}To`]] as (string | number | undefined)[];
    const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    if (typeof value === 'boolean') return { column, is: value };
    if (Array.isArray(value)) return { column, any: value as string[] };
    return typeof value === 'string' ? { column, words: value } : { column, ...range };
  }).filter((one) => Object.keys(one).length > 1);
};

const WORK: readonly string[] = ['assigned', 'planning', 'rectifying'];

export const issueRowOf = (row: IssuePageRow, today: Day) => ({
  id: row.id,
  round: row.round_id,
  number: row.number,
  version: row.seq,
  title: row.title,
  category: row.category,
  kind: row.kind as IssueKind,
  status: row.status as Status,
  cycle: row.cycle,
  owner: row.owner_ref,
  leader: row.leader_ref,
  head: row.head_ref,
  dueOriginal: row.due_original,
  dueCurrent: row.due_current,
  dueWords: row.due_words,
  daysLeft: WORK.includes(row.status) ? daysBetween(today, row.due_current) : null,
  light: row.light as Light | null,
  overdueSince: row.overdue_since,
  slipped: row.measure_slipped,
  suspended: row.suspended,
  extensionPending: row.extension_pending,
  extensions: row.extensions_granted,
  returns: row.returns,
  ownRating: row.own_rating as Rating | null,
  verifiedRating: row.verified_rating as Rating | null,
  openedAt: row.opened_at,
  acceptedAt: row.accepted_at,
  closedAt: row.closed_at,
  nextLookBack: row.next_look_back,
  lookBackOverdueSince: row.look_back_overdue_since,
  handOverBy: row.hand_over_by,
  nextAt: row.next_at,
  nextDeadline: row.next_deadline,
  evidence: row.evidence_count,
});

const RELATIONS = Object.keys(ROLE_NAMES) as Relation[];

/** What a query asks the ledger for, as far as this viewer may see it. */
export const pageQueryOf = ({ sort, part, cursor, limit, ...columns }: z.output<typeof listQuery>, viewer: Viewer, today: Day): PageQuery => {
  const descending = sort.startsWith('-');
  return {
    visible: visibleTo(viewer),
    conditions: conditionsOf(columns),
    ...(part === undefined ? {} : { part: RELATIONS.map((role) => `${role}=${part}`) }),
    ...(cursor === undefined ? {} : { after: cursor }),
    sort: (descending ? sort.slice(1) : sort) as IssueColumn,
    descending,
    limit,
    today,
  };
};
