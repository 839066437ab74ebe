import type pg from 'pg';
import { quoted, SCHEMA_LIST, type SequenceState, type TableShape } from './table-dump.ts';

/**
 * Whether rows of these migrations' schema can come into a database: nothing is in it, or what a restore that was cut short
 * has left, tables without rows that are not newer.
 */
export const isFreeFor = async (client: pg.Client, migrations: readonly string[]): Promise<boolean> => {
  const { rows: tables } = await client.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'");
  if (tables.length === 0) return true;
  if (!tables.some(({ name }) => name === SCHEMA_LIST)) return false;
  const { rows: applied } = await client.query<{ name: string }>(`select name from ${SCHEMA_LIST}`);
  if (applied.some(({ name }) => !migrations.includes(name))) return false;
  for (const { name } of tables.filter((table) => table.name !== SCHEMA_LIST)) {
    const { rows } = await client.query<{ used: boolean }>(`select exists (select from ${quoted(name)}) as used`);
    if (rows[0]?.used === true) return false;
  }
  return true;
};

type Constraint = { readonly table: string; readonly name: string; readonly definition: string };

/**
 * Lets rows come in any order and as they were: references between tables are taken away and triggers switched off. Answers
 * how to put both back, which checks every reference. Inside one transaction: nobody else sees the ledger without them.
 */
export const withoutGuards = async (client: pg.Client, tables: readonly TableShape[]): Promise<() => Promise<void>> => {
  const { rows } = await client.query<Constraint>(`
    select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c where c.connamespace = 'public'::regnamespace and c.contype = 'f' order by 1, 2`);
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} disable trigger user`);
  return async () => {
    for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`);
    for (const { table, name, definition } of rows) await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
  };
};

/** Puts lines of {@link rowLines} into a table, text for text. */
export const loadLines = async (client: pg.Client, { name, columns }: TableShape, lines: readonly string[]): Promise<void> => {
  const values = columns.map(({ type }, at) => `(line ->> ${at})::${type}`);
  await client.query(`insert into ${quoted(name)} (${columns.map((column) => quoted(column.name)).join(', ')}) overriding system value select ${values.join(', ')} from json_array_elements($1::json) as line`, [`[${lines.join(',')}]`]);
};

/** The counters go on where they were. */
export const setSequences = async (client: pg.Client, states: readonly SequenceState[]): Promise<void> => {
  for (const { name, last, called } of states) await client.query('select setval(to_regclass($1), $2::bigint, $3)', [quoted(name), last, called]);
};

/** Issues whose history is not whole: a number missing, or another last one than the register says. None in a sound ledger. */
export const brokenHistories = async (client: pg.Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ id: string }>(`
    select coalesce(issue.id, told.issue_id) as id from issue
    full join (select issue_id, count(*) as events, max(seq) as last from issue_event group by issue_id) told on told.issue_id = issue.id
    where told.events is distinct from told.last or told.last is distinct from issue.seq order by 1`);
  return rows.map((row) => row.id);
};
