import type pg from 'pg';
import type { StoredEvidence } from './evidence.ts';
import { SAME_TEXTS } from './table-dump.ts';
import { withClient } from './with-client.ts';

export type DumpHead = { readonly postgres: string; readonly migrations: readonly string[]; readonly evidence: readonly StoredEvidence[] };

/** Works on a ledger as it was at one instant, however long it takes and whatever is recorded meanwhile. */
export const withSnapshot = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  await withClient(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    await client.query(SAME_TEXTS);
    return await work(client);
  });

/** What else a backup has to know of the snapshot: server, schema, and which pieces of evidence belong to it. */
export const dumpHead = async (client: pg.Client): Promise<DumpHead> => {
  const { rows: server } = await client.query<{ version: string }>("select current_setting('server_version') as version");
  const { rows: migrations } = await client.query<{ name: string }>('select name from schema_migration order by name');
  const { rows: evidence } = await client.query<StoredEvidence>('select sha256, size::float8 as size from evidence order by sha256');
  return { postgres: server[0]?.version ?? '', migrations: migrations.map(({ name }) => name), evidence };
};
