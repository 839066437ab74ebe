import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { clusterUrl, startCluster } from './cluster.ts';
import { migrate } from './migrate.ts';
import { systemPrograms } from './other-postgres.ts';
import { embeddedPrograms } from './postgres-programs.ts';
import { postgresUser } from './postgres-user.ts';
import { withClient } from './with-client.ts';

declare module 'vitest' {
  // An interface, because it is merged with vitest's own.
  interface ProvidedContext {
    /** A superuser's way into the server of this test run. */
    testLedgerUrl: string;
  }
}

export type TestCluster = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * The server of one test run: DATABASE_URL_TEST if set, else a throw-away cluster of the embedded PostgreSQL, or of the
 * system's if HUITOUKAN_TEST_POSTGRES names its major version.
 */
export const startTestCluster = async (): Promise<TestCluster> => {
  const given = process.env['DATABASE_URL_TEST'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  const version = process.env['HUITOUKAN_TEST_POSTGRES'];
  const runAs = postgresUser();
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'huitoukan-test-')));
  chmodSync(home, 0o711);
  const password = randomBytes(12).toString('hex');
  const cluster = await startCluster({
    programs: version ? systemPrograms(version) : embeddedPrograms(runAs),
    runAs,
    folder: join(home, 'pgdata'),
    password,
    durable: false,
    settings: ['max_connections=200'],
  });
  return {
    url: clusterUrl(cluster.port, password, 'postgres'),
    stop: async () => {
      await cluster.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
};

const onDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
};

/** Changes with any migration, so that a server that outlives the run never serves an old schema. */
const templateName = (): string => {
  const folder = new URL('./migrations/', import.meta.url);
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(new URL(name, folder)));
  return `htk_template_${hash.digest('hex').slice(0, 16)}`;
};

const LOCK_KEY = 7_203_114;

const ensureTemplate = (url: string, template: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount !== 0) return;
    const half = `${template}_half`;
    await client.query(`drop database if exists ${half} with (force)`);
    await client.query(`create database ${half} encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0`);
    await migrate(onDatabase(url, half));
    await client.query(`alter database ${half} rename to ${template}`);
  });

export type FreshDatabase = { readonly url: string; readonly drop: () => Promise<void> };

/** A database of its own, migrated, empty. Dropping it is polite on a server that outlives the run. */
export const freshDatabaseOn = async (url: string): Promise<FreshDatabase> => {
  const template = templateName();
  await ensureTemplate(url, template);
  const name = `htk_test_${randomBytes(8).toString('hex')}`;
  await withClient(url, (client) => client.query(`create database ${name} template ${template}`));
  return {
    url: onDatabase(url, name),
    drop: async () => {
      await withClient(url, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
};

/** {@link freshDatabaseOn} the server of this test run. */
export const freshDatabase = (): Promise<FreshDatabase> => freshDatabaseOn(inject('testLedgerUrl'));

/** The same without a schema, as an administrator hands it over. */
export const emptyDatabase = async (): Promise<FreshDatabase> => {
  const database = await freshDatabase();
  await withClient(database.url, (client) => client.query('drop schema public cascade; create schema public'));
  return database;
};
