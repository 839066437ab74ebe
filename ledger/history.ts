import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Instant } from '../domain/time.ts';
import type { Visible } from '../domain/viewer.ts';
import { refuse } from '../domain/refusal.ts';
import { unstorableAt } from '../domain/storable.ts';
import type { LedgerDatabase } from './database.ts';
import { loadDocuments } from './documents.ts';
import { addressesOf, inlined } from './event-documents.ts';
import { visibleSql } from './visible.ts';

/** One line of the whole history: an event of an issue or of a round (`subject`: `issue/r1/3`, `round/r1`). */
export type HistoryLine = { readonly subject: string; readonly round: string; readonly seq: number; readonly at: Instant; readonly by: string; readonly type: string; /** As it was written, its documents as they are. */ readonly body: object };

export type HistoryFilter = {
  readonly visible: Visible;
  readonly round?: string;
  readonly subject?: string;
  /** Who did it, himself or as somebody's deputy, or in whose name it was done. */
  readonly person?: string;
  readonly types?: readonly string[];
  /** Instants, both included. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** Where the page before ended, as it said itself. */
  readonly after?: string;
  readonly limit: number;
};

type Place = readonly [Instant, string, number];
const cursorOf = ({ at, subject, seq }: HistoryLine): string => Buffer.from(JSON.stringify([at, subject, seq])).toString('base64url');
/** As the column holds it: 32 bits. */
const isSeq = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31;
const placeOf = (cursor: string): Place => {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(place) && place.length === 3 && Number.isSafeInteger(place[0]) && typeof place[1] === 'string' && unstorableAt(place) === null && isSeq(place[2])) return place as unknown as Place;
  } catch {
    // said below
  }
  return refuse('INVALID_CURSOR', '翻页标记无效，请从第一页开始', 'the page’s cursor is not valid; begin with the first page');
};

const conditions = ({ round, subject, person, types, from, to, after }: HistoryFilter): RawBuilder<SqlBool>[] => {
  const place = after === undefined ? null : placeOf(after);
  return [
    ...(round === undefined ? [] : [sql<SqlBool>`round = ${round}`]),
    ...(subject === undefined ? [] : [sql<SqlBool>`subject = ${subject}`]),
    ...(person === undefined ? [] : [sql<SqlBool>`(by = ${person} or body ->> 'onBehalfOf' = ${person})`]),
    ...(types === undefined ? [] : [sql<SqlBool>`type = any(${[...types]}::text[])`]),
    ...(from === undefined ? [] : [sql<SqlBool>`at >= ${from}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`at <= ${to}`]),
    ...(place === null ? [] : [sql<SqlBool>`(at < ${place[0]} or (at = ${place[0]} and (subject, -seq) > (${place[1]}, ${-place[2]})))`]),
  ];
};

/**
 * The history of everything that one may see, the newest first. Rounds as a whole are in it for those who see whole rounds.
 * Answers where the next page begins; null on the last one.
 */
export const pageOfHistory = async (db: LedgerDatabase, filter: HistoryFilter): Promise<{ readonly lines: readonly HistoryLine[]; readonly next: string | null }> => {
  const { visible, limit } = filter;
  const wanted = sql.join([sql`true`, ...conditions(filter)], sql` and `);
  const rounds = visible === 'all' ? sql`true` : sql`round_id = any(${[...visible.rounds]}::text[])`;
  const { rows } = await sql<HistoryLine>`
    select subject, round, seq, at, by, type, body from (
      select issue_id as subject, split_part(issue_id, '/', 2) as round, seq, at, by, type, body from issue_event
        where ${visible === 'all' ? sql`true` : sql`exists (select from issue where issue.id = issue_id and ${visibleSql(visible)})`}
      union all
      select 'round/' || round_id, round_id, seq, at, by, type, body from round_event where ${rounds}
    ) as everything where ${wanted} order by at desc, subject, seq desc limit ${limit + 1}`.execute(db);
  const shown = rows.slice(0, limit);
  const documents = await loadDocuments(db, shown.flatMap((row) => addressesOf(row).map(([, address]) => address)));
  const lines = shown.map((row) => ({ ...row, body: inlined(row, documents) }));
  const last = lines.at(-1);
  return { lines, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
};
