import { onTestFinished, expect, test } from 'vitest';
import { hashOfSecret, listAccounts } from '../../ledger/accounts.ts';
import { withAccounts } from '../../ledger/account-tables.ts';
import { connect } from '../../ledger/database.ts';
import { freshDatabase } from '../../ledger/test-cluster.ts';
import { firstStartLink } from './first-start.ts';

test('of web processes that begin at once each prints a link, to one account, and one of the links opens', async () => {
  const database = await freshDatabase();
  const db = connect(database.url);
  onTestFinished(async () => {
    await db.destroy();
    await database.drop();
  });
  const now = Date.now();
  const links = await Promise.all([1, 2, 3].map(async () => await firstStartLink(db, 'http://127.0.0.1:8088', now)));
  expect((await listAccounts(db)).map(({ username, administrator }) => ({ username, administrator }))).toEqual([{ username: 'administrator', administrator: true }]);
  const open = await withAccounts(db).selectFrom('invitation').select('token_sha256').where('expires_at', '>', now).execute();
  expect(open).toHaveLength(1);
  expect(links.map((link) => hashOfSecret(link?.split('/').at(-1) ?? ''))).toContain(open[0]?.token_sha256);
});
