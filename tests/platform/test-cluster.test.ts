import { expect, test } from 'vitest';
import { freshDatabase } from '../../ledger/test-cluster.ts';
import { withClient } from '../../ledger/with-client.ts';

const query = async (url: string, sql: string): Promise<unknown[]> => (await withClient(url, (client) => client.query<Record<string, unknown>>(sql))).rows;

test('each test has a migrated database of its own, also when many ask at once', async () => {
  const databases = await Promise.all([1, 2, 3, 4].map(() => freshDatabase()));
  expect(new Set(databases.map(({ url }) => url)).size).toBe(4);
  for (const { url, drop } of databases) {
    expect((await query(url, 'select name from schema_migration')).length).toBeGreaterThan(0);
    expect(await query(url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    await drop();
  }
});
