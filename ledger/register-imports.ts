import { sql, type Kysely } from 'kysely';
import type { OpenCommand } from '../domain/command-schema.ts';
import { refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { Ledger, LedgerDatabase, LedgerTransaction } from './database.ts';

/** Tables that were handed in: what became of their rows, and what their columns are. */

type ImportTables = Ledger & {
  sheet_mapping: { kind: string; signature: string; layout: string; kept_at: Instant; kept_by: string };
};
const withImports = (db: LedgerDatabase): Kysely<ImportTables> => db;

export type ImportedRow = { readonly row: number; readonly number: string; readonly outcome: string; readonly reasons: readonly object[]; readonly printed: Readonly<Record<string, string>> };
export type RegisterImportRecord = {
  readonly round: string;
  readonly file: string;
  readonly sha256: string;
  readonly sheet: string;
  readonly columns: readonly object[];
  readonly by: string;
  readonly at: Instant;
  readonly rows: readonly ImportedRow[];
};

/** Writes down what a table said and what became of it. */
export const recordRegisterImport = async (db: LedgerDatabase | LedgerTransaction, record: RegisterImportRecord): Promise<void> => {
  const { round, file, sha256, sheet, columns, by, at, rows } = record;
  const { rows: made } = await sql<{ id: number }>`
    insert into register_import (round_id, file, sha256, sheet, columns, imported_by, imported_at)
    values (${round}, ${file}, ${sha256}, ${sheet}, ${JSON.stringify(columns)}, ${by}, ${at}) returning id`.execute(db);
  const id = made[0]?.id ?? null;
  const all = rows.map(({ row, number, outcome, reasons, printed }) => ({ row, number, outcome, reasons, printed }));
  await sql`
    insert into register_import_row (import_id, row, number, outcome, reasons, printed)
    select ${id}::bigint, row, number, outcome, reasons, printed
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as one (row int, number text, outcome text, reasons jsonb, printed jsonb)`.execute(db);
};

/**
 * Adds issues to a round that runs, in one transaction with the record of the table that brought them: all or nothing.
 * Numbers that somebody else has added meanwhile are left as they are. Answers the drafts that were added.
 * @throws Refusal UNKNOWN_ROUND, ROUND_OPENING, ROUND_CLOSED
 */
export const addDrafts = async (db: LedgerDatabase, round: string, drafts: readonly OpenCommand[], details: Readonly<Record<string, object>>, record: RegisterImportRecord): Promise<readonly OpenCommand[]> =>
  await db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('round').select(['status']).where('id', '=', round).forUpdate().executeTakeFirst();
    if (row === undefined) return refuse('UNKNOWN_ROUND', `没有轮次“${round}”`, `there is no round "${round}"`, { round });
    if (row.status === 'closed') refuse('ROUND_CLOSED', '轮次已结束', 'the round is closed', { round });
    if (row.status !== 'running') refuse('ROUND_OPENING', '轮次正在开立，请稍后再导入', 'the round is being opened; import again in a moment', { round });
    const there = await trx.selectFrom('issue_draft').select(['number', 'position']).where('round_id', '=', round).execute();
    const numbers = new Set(there.map((draft) => draft.number));
    const added = drafts.filter((draft) => !numbers.has(draft.number));
    const next = Math.max(-1, ...there.map((draft) => draft.position)) + 1;
    const rows = added.map((draft, at) => ({ round_id: round, position: next + at, number: draft.number, draft: JSON.stringify(draft) }));
    for (let from = 0; from < rows.length; from += 1000) await trx.insertInto('issue_draft').values(rows.slice(from, from + 1000)).execute();
    const brought = Object.fromEntries(added.flatMap(({ number }) => (details[number] === undefined ? [] : [[number, details[number]]])));
    await sql`update round set record = jsonb_set(record, '{details}', coalesce(record -> 'details', '{}'::jsonb) || ${JSON.stringify(brought)}::jsonb) where id = ${round}`.execute(trx);
    await recordRegisterImport(trx, record);
    return added;
  });

/** The drafts of a round, by number, with whether each is an issue yet. */
export const draftsOf = async (db: LedgerDatabase, round: string): Promise<readonly { readonly draft: OpenCommand; readonly opened: boolean }[]> => {
  const rows = await db
    .selectFrom('issue_draft')
    .leftJoin('issue', (join) => join.onRef('issue.round_id', '=', 'issue_draft.round_id').onRef('issue.number', '=', 'issue_draft.number'))
    .select(['draft', 'issue.id as issue'])
    .where('issue_draft.round_id', '=', round)
    .orderBy('position')
    .execute();
  return rows.map(({ draft, issue }) => ({ draft: draft as OpenCommand, opened: issue !== null }));
};

/** How many of a round's drafts are issues. */
export const countOpened = async (db: LedgerDatabase, round: string): Promise<number> => {
  const row = await db.selectFrom('issue').select((select) => select.fn.countAll<number>().as('count')).where('round_id', '=', round).executeTakeFirstOrThrow();
  return Number(row.count);
};

/** What somebody said of the columns of a table with this header, and who; null where nobody has. */
export const loadMapping = async (db: LedgerDatabase, kind: string, signature: string): Promise<{ readonly layout: object; readonly by: string; readonly at: Instant } | null> => {
  const row = await withImports(db).selectFrom('sheet_mapping').select(['layout', 'kept_by as by', 'kept_at as at']).where('kind', '=', kind).where('signature', '=', signature).executeTakeFirst();
  return row === undefined ? null : { ...row, layout: row.layout as unknown as object };
};

/** Remembers what the columns of a table are; the next one with the same header is read so. */
export const keepMapping = async (db: LedgerDatabase, kind: string, signature: string, layout: object, { by, at }: { readonly by: string; readonly at: Instant }): Promise<void> => {
  const values = { kind, signature, layout: JSON.stringify(layout), kept_by: by, kept_at: at };
  await withImports(db).insertInto('sheet_mapping').values(values).onConflict((conflict) => conflict.columns(['kind', 'signature']).doUpdateSet({ layout: values.layout, kept_by: by, kept_at: at })).execute();
};
