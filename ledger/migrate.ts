import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const FOLDER = new URL('./migrations/', import.meta.url);
/** Any constant will do, as long as every process asks for the same one. */
const LOCK_KEY = 4_839_201;

/**
 * Brings a database to the newest schema: plain SQL files in order of name, each in a transaction of its own, recorded in
 * `schema_migration`. Safe when several processes start at once (advisory lock).
 */
export const migrate = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query('create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())');
    const applied = new Set((await client.query<{ name: string }>('select name from schema_migration')).rows.map((row) => row.name));
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    for (const name of names.filter((candidate) => !applied.has(candidate))) {
      await applyOne(client, name);
    }
  } finally {
    await client.end();
  }
};

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
