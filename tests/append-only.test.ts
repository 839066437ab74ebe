import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { connect, type LedgerDatabase } from '../ledger/database.ts';
import { freshDatabase, type FreshDatabase } from '../ledger/test-cluster.ts';

let database: FreshDatabase;
let db: LedgerDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  await db
    .insertInto('issue_event')
    .values({ issue_id: 'issue/r/1', seq: 1, cycle: 1, at: 0, by: 'p-sup', type: 'opened', body: '{}' })
    .execute();
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

describe('the history', () => {
  it.each([
    ['changed', sql`update issue_event set type = 'closed'`],
    ['deleted', sql`delete from issue_event`],
    ['emptied', sql`truncate issue_event`],
    ['changed for a round', sql`update round_event set type = 'x'`],
    ['deleted for a round', sql`delete from round_event`],
  ])('cannot be %s', async (_what, statement) => {
    await expect(statement.execute(db)).rejects.toThrow(/append-only/);
    expect(await db.selectFrom('issue_event').select('type').execute()).toEqual([{ type: 'opened' }]);
  });

  it('takes no second event under a number that is given', async () => {
    const again = db.insertInto('issue_event').values({ issue_id: 'issue/r/1', seq: 1, cycle: 1, at: 9, by: 'x', type: 'closed', body: '{}' });
    await expect(again.execute()).rejects.toThrow(/duplicate key/);
  });
});
