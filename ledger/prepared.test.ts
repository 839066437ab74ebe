import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type LedgerDatabase } from './database.ts';
import { PREPARED } from './prepared.ts';
import { freshDatabase, type FreshDatabase } from './test-cluster.ts';

let database: FreshDatabase;
let db: LedgerDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  // One connection: what it keeps is asked of it afterwards.
  db = connect(database.url, 1);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const kept = async (): Promise<readonly string[]> => (await sql<{ statement: string }>`select statement from pg_prepared_statements where statement like 'select%'`.execute(db)).rows.map(({ statement }) => statement);

test('a marked statement is planned once a connection, whatever the values; any other is not kept', async () => {
  for (const value of [1, 2, 3]) {
    expect((await sql<{ double: number }>`select ${value}::int * 2 as double ${PREPARED}`.execute(db)).rows).toEqual([{ double: value * 2 }]);
    expect((await sql<{ triple: number }>`select ${value}::int * 3 as triple`.execute(db)).rows).toEqual([{ triple: value * 3 }]);
  }
  expect(await kept()).toEqual([expect.stringContaining('as double')]);
});

test('a marked statement is undone with its transaction, and one that fails is told', async () => {
  await expect(
    db.transaction().execute(async (trx) => {
      await sql`insert into unit (id, name) values (${'u1'}, ${'财政局'}) ${PREPARED}`.execute(trx);
      await sql`insert into unit (id, name) values (${'u1'}, ${'财政局'}) ${PREPARED}`.execute(trx);
    }),
  ).rejects.toThrow(/unit_pkey|duplicate/);
  expect(await db.selectFrom('unit').selectAll().execute()).toEqual([]);
});
