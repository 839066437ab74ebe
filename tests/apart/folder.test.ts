import { expect, test } from 'vitest';
import { connect } from '../../ledger/database.ts';
import { claimFolder, takeFolder } from '../../ledger/deployment.ts';
import { freshDatabase } from '../../ledger/test-cluster.ts';

test('the data folder of a ledger is that of whoever came first, until somebody says otherwise', async () => {
  const database = await freshDatabase();
  const db = connect(database.url);
  expect(await Promise.all([claimFolder(db, 'one'), claimFolder(db, 'one')])).toEqual(['one', 'one']);
  expect(await claimFolder(db, 'other')).toBe('one');
  await takeFolder(db, 'other');
  expect(await claimFolder(db, 'one')).toBe('other');
  await db.destroy();
  await database.drop();
});
