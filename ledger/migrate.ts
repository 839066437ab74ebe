import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { withClient } from './with-client.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
/** Any constant will do, as long as every process asks for the same one. */
const LOCK_KEY = 4_839_201;

/** The migrations of this program, in their order. */
export const migrationNames = async (): Promise<readonly string[]> => (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();

/**
 * Brings a database to the newest schema: plain SQL files in order of name, each in a transaction of its own, recorded in
 * `schema_migration`. Safe when several processes start at once (advisory lock). Answers what was applied now. `only`: no
 * further than these, for a backup that is older than this program.
 */
export const migrate = async (url: string, only?: readonly string[]): Promise<readonly string[]> =>
  await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query('create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())');
    const applied = new Set((await client.query<{ name: string }>('select name from schema_migration')).rows.map((row) => row.name));
    const missing = (await migrationNames()).filter((name) => !applied.has(name) && only?.includes(name) !== false);
    for (const name of missing) await applyOne(client, name);
    return missing;
  });

/** Whether a database was ever brought to any schema of ours. */
export const isMigrated = async (url: string): Promise<boolean> =>
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ there: boolean }>("select to_regclass('schema_migration') is not null as there");
    return rows[0]?.there === true;
  });

const applyOne = async (client: pg.Client, name: string): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(await readFile(new URL(name, FOLDER), 'utf8'));
    await client.query('insert into schema_migration (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed`, { cause: error });
  }
};
