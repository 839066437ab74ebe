import { createHash } from 'node:crypto';
import type pg from 'pg';

/** A column as a backup names it: its type as PostgreSQL writes it. */
export type ColumnShape = { readonly name: string; readonly type: string };
export type TableShape = { readonly name: string; readonly columns: readonly ColumnShape[]; readonly key: readonly string[] };
export type SequenceState = { readonly name: string; readonly last: string; readonly called: boolean };

export const SCHEMA_LIST = 'schema_migration';

/**
 * What a backup leaves out: the schema's own list (it stands in the manifest), the place (a restored ledger gets another data
 * folder), and whoever is signed in: what was ended after the backup must not come back to life.
 */
const LEFT_OUT: readonly string[] = [SCHEMA_LIST, 'deployment', 'account_session', 'sign_in_check', 'sign_in_failure', 'second_factor_use'];

/** Rows held in memory at once. */
const BATCH = 500;

/** Every type's text is then the same on any server, so that the same rows make the same bytes. */
export const SAME_TEXTS = "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1";

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The tables of a ledger with all that can be written into them, by name; columns in their order, keys for an order of rows. */
export const tableShapes = async (client: pg.Client): Promise<TableShape[]> => {
  const { rows } = await client.query<TableShape>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum))
        from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey::int2[]) where i.indrelid = c.oid and i.indisprimary), '[]') as key
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname collate "C"`);
  return rows.filter(({ name }) => !LEFT_OUT.includes(name));
};

/** How far the counters of numbered tables are: a number that was given is not given again. */
export const sequenceStates = async (client: pg.Client): Promise<SequenceState[]> => {
  const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname collate \"C\"");
  const states: SequenceState[] = [];
  for (const { name } of rows) {
    const { rows: found } = await client.query<{ last: string; called: boolean }>(`select last_value::text as last, is_called as called from ${quoted(name)}`);
    if (found[0] !== undefined) states.push({ name, ...found[0] });
  }
  return states;
};

/**
 * The rows of a table, each as one line of JSON: an array of the columns' texts, null for what has no value. In the order of
 * the key (else of the rows' own text), by bytes. Inside a transaction that has {@link SAME_TEXTS}.
 */
export async function* rowLines(client: pg.Client, { name, columns, key }: TableShape): AsyncGenerator<readonly string[]> {
  const texts = columns.map((column) => `${quoted(column.name)}::text`);
  const order = (key.length === 0 ? texts : key.map((column) => `${quoted(column)}::text`)).map((text) => `${text} collate "C"`);
  await client.query(`declare dumped no scroll cursor for select to_json(array[${texts.join(', ')}]::text[])::text as line from ${quoted(name)} order by ${order.join(', ')}`);
  try {
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${BATCH} from dumped`);
      if (rows.length === 0) return;
      yield rows.map(({ line }) => line);
    }
  } finally {
    await client.query('close dumped');
  }
}

export type TableSum = { readonly rows: number; readonly sha256: string };

/** Counts and hashes lines as they go by. */
export class LineSum {
  private readonly hash = createHash('sha256');
  private rows = 0;

  add(line: string): void {
    this.hash.update(line).update('\n');
    this.rows += 1;
  }

  /** Once, at the end. */
  total(): TableSum {
    return { rows: this.rows, sha256: this.hash.digest('hex') };
  }
}

export const sumOf = async (client: pg.Client, shape: TableShape): Promise<TableSum> => {
  const sum = new LineSum();
  for await (const lines of rowLines(client, shape)) for (const line of lines) sum.add(line);
  return sum.total();
};
