import { sql } from 'kysely';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';

/** Kept by the migrations and the reconciler of each ledger for itself; tables that were handed in are nothing to rehearse. */
const OF_THE_LEDGER = ['schema_migration', 'reconcile_run', 'register_import', 'register_import_row', 'sheet_mapping'];
/** Accounts: their secrets belong in no copy. */
const OF_ACCOUNTS = ['account', 'sign_in_method', 'account_session', 'sign_in_check', 'second_factor', 'second_factor_use', 'sign_in_failure', 'invitation', 'account_grant', 'api_token', 'request_key', 'access_log'];
/** What leads outside, and the record of what has left the house: a rehearsal tells nobody. */
const OF_THE_OUTSIDE = ['action_link', 'webhook', 'webhook_delivery', 'calendar_feed', 'export_log'];
const NOT_COPIED = [...OF_THE_LEDGER, ...OF_ACCOUNTS, ...OF_THE_OUTSIDE];
/** Rows a statement: a row is a kilobyte or so. */
const CHUNK = 2_000;

type TableToCopy = { readonly name: string; readonly columns: readonly string[]; readonly needs: readonly string[] };

/**
 * Copies one round into another, empty ledger of the same version: its issues, histories and deliveries, and whole what belongs
 * to no round (people, posts, policies). For a rehearsal on an engine of its own; the round itself is only read.
 */
export const copyRound = async (from: LedgerDatabase, to: LedgerDatabase, round: string): Promise<void> => {
  const tables = inOrder(await tablesOf(from));
  await from.transaction().setIsolationLevel('repeatable read').execute(async (source) => {
    await to.transaction().execute(async (target) => {
      for (const table of tables) await copyTable(source, target, table, round);
    });
  });
};

/** Columns that the database fills itself are left to it. */
const tablesOf = async (db: LedgerDatabase): Promise<readonly TableToCopy[]> => {
  const { rows } = await sql<{ name: string; columns: string[]; needs: string[] }>`
    select t.relname as name,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = '') as columns,
      coalesce((select json_agg(o.relname) from pg_constraint c join pg_class o on o.oid = c.confrelid
        where c.conrelid = t.oid and c.contype = 'f' and o.oid <> t.oid), '[]') as needs
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where t.relkind = 'r' and n.nspname = current_schema() order by t.relname`.execute(db);
  return rows.filter(({ name }) => !NOT_COPIED.includes(name));
};

/** What others refer to comes first. */
const inOrder = (tables: readonly TableToCopy[]): readonly TableToCopy[] => {
  const placed = new Map<string, TableToCopy>();
  const place = (table: TableToCopy): void => {
    if (placed.has(table.name)) return;
    for (const needed of table.needs) tables.filter(({ name }) => name === needed).forEach(place);
    placed.set(table.name, table);
  };
  tables.forEach(place);
  return [...placed.values()];
};

/** What belongs to the round, as the end of a question to its table. */
const ofRound = ({ name, columns }: TableToCopy, round: string) => {
  if (name === 'round') return sql`where id = ${round}`;
  // A mail for several notices belongs to no round. It comes before the notices that refer to it.
  if (name === 'delivery') return sql`where round_id = ${round} or id in (select bundle_id from delivery where round_id = ${round}) order by bundle_id nulls first`;
  if (columns.includes('round_id')) return sql`where round_id = ${round}`;
  return columns.includes('issue_id') ? sql`where starts_with(issue_id, ${`issue/${round}/`})` : sql``;
};

const copyTable = async (source: LedgerTransaction, target: LedgerTransaction, copied: TableToCopy, round: string): Promise<void> => {
  const { name, columns } = copied;
  const table = sql.table(name);
  const { rows } = await sql<{ row: object }>`select to_jsonb(t) as row from ${table} t ${ofRound(copied, round)}`.execute(source);
  const list = sql.join(columns.map((column) => sql.ref(column)));
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = JSON.stringify(rows.slice(at, at + CHUNK).map(({ row }) => row));
    await sql`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, ${chunk}::jsonb) on conflict do nothing`.execute(target);
  }
};
