import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../client/page-build.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { findChromium, NO_CHROMIUM, WatchedBrowser, WIDE } from './browser.ts';
import { clientOnPaper } from './paper-client.ts';

const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
beforeAll(async () => {
  await buildPage();
  [paper, browser] = await Promise.all([PaperRound.open([{ title: '只有张三能看到的问题' }]), WatchedBrowser.start(chromium)]);
  kit = await ApiKit.start(clientOnPaper(paper), { now: () => paper.now });
  for (const person of ['p-owner', 'p-second']) await kit.account({ username: person, person });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
});

describe.skipIf(chromium === null)('a session that ended', () => {
  test('leaves nothing behind for whoever signs in next at the same page, not even while their own things are on the way', async () => {
    const page = await browser.signedIn(kit.served.address, WIDE, 'p-owner', PASSWORD);
    await page.getByText('只有张三能看到的问题').waitFor();
    await sql`delete from account_session`.execute(paper.db);
    await page.getByRole('link', { name: '台账' }).click();
    await page.getByLabel('账号').waitFor();

    // What the next one asks for stays on the way, until it has been looked whether anything of the other shows.
    const answer = Promise.withResolvers<undefined>();
    await page.route(/\/api\/(todo|issues|rounds)/, async (route) => {
      await answer.promise;
      await route.continue();
    });
    await page.getByLabel('账号').fill('p-second');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('button', { name: '退出登录' }).waitFor();
    for (const menu of ['我的待办', '台账']) {
      await page.getByRole('link', { name: menu }).click();
      await page.getByRole('heading', { name: menu }).waitFor();
      expect(await page.getByText('只有张三能看到的问题').count(), menu).toBe(0);
    }
    answer.resolve(undefined);
    await page.getByText('没有符合条件的问题').waitFor();
    expect(await page.getByText('只有张三能看到的问题').count()).toBe(0);
  });
});
