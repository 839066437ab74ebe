import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPeople } from '../../client/demo/demo-people.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { buildPage } from '../../client/page-build.ts';
import { ApiKit } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { findChromium, NO_CHROMIUM, signInAs, WatchedBrowser, WIDE } from './browser.ts';

/** The register at its full size in a real browser; the rows are written straight into the ledger. No engine runs. */
const ROWS = 10_000;
/** What a screen shows and some rows around it; far from ten thousand. */
const MOST_IN_PAGE = 60;
const TALLEST_ROW_PX = 60;

const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
let page: Page;

/** Copies of the one issue that there is, by number. */
const fill = async (): Promise<void> => {
  const columns = (await sql<{ name: string }>`select column_name as name from information_schema.columns where table_name = 'issue' and column_name not in ('id', 'number', 'title') and is_generated = 'NEVER' order by ordinal_position`.execute(paper.db)).rows.map(({ name }) => sql.ref(name));
  const list = sql.join(columns);
  await sql`insert into issue (id, number, title, ${list}) select 'issue/r1/' || n, n::text, '第' || n || '个问题', ${list} from issue, generate_series(2, ${ROWS}) as n where id = 'issue/r1/1'`.execute(paper.db);
  await sql`update issue set status = 'sustained', kind = 'sustained' where id = 'issue/r1/2'`.execute(paper.db);
  await sql`analyze issue`.execute(paper.db);
};

beforeAll(async () => {
  await buildPage();
  [paper, browser] = await Promise.all([PaperRound.open([{}]), WatchedBrowser.start(chromium)]);
  await fill();
  kit = await ApiKit.start({ ledger: paper.db } as unknown as HuitoukanClient, { demo: await demoPeople(paper.db, '2026-03-02'), now: () => paper.now });
  page = await browser.page(kit.served.address, WIDE);
  await signInAs(page, kit.served.address, '李四（临江县督查室主任）');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
});

/** The number of the first row that is in the page. */
const firstShown = async (): Promise<number> => Number(/第(\d+)个问题/.exec(await page.locator('.ant-table-row').first().innerText())?.[1]);
const inPage = async (): Promise<number> => await page.locator('.ant-table-row').count();
const scrollTo = async (px: number): Promise<void> => {
  await page.locator('.ant-table-tbody-virtual-holder').evaluate((holder, top) => (holder as unknown as { scrollTop: number }).scrollTop = top, px);
};

describe.skipIf(chromium === null)('a register of ten thousand', () => {
  test('scrolls with as many rows in the page as fit on a screen, and fetches the next ones on the way', async () => {
    await page.goto(`${kit.served.address}/#/register`);
    await page.getByText(`共${ROWS}个问题`).waitFor();
    expect(await inPage()).toBeLessThan(MOST_IN_PAGE);
    for (const far of [9_000, 19_000, 29_000, 39_000]) {
      await scrollTo(far);
      await expect.poll(firstShown, { timeout: 8_000 }).toBeGreaterThan(far / TALLEST_ROW_PX);
      expect(await inPage()).toBeLessThan(MOST_IN_PAGE);
    }
  });

  test('its first questions are asked early, and once', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto('about:blank');
    await page.goto(`${kit.served.address}/#/register`);
    await page.getByText(`共${ROWS}个问题`).waitFor();
    for (const path of ['/api/me', '/api/issues', '/api/rounds']) expect(asked.filter((one) => one === path), path).toEqual([path]);
  });

  test('a status is shown whole in its column', async () => {
    await scrollTo(0);
    const tag = page.getByText('阶段性成效·长期坚持').first();
    await tag.waitFor();
    const [inside, around] = await Promise.all([tag.boundingBox(), tag.locator('xpath=ancestor::*[contains(@class, "ant-table-cell")]').boundingBox()]);
    expect((inside?.x ?? 0) + (inside?.width ?? 0)).toBeLessThanOrEqual((around?.x ?? 0) + (around?.width ?? 0));
  });

  test('keeps order and filters in the address', async () => {
    await page.getByRole('columnheader', { name: '编号' }).click();
    await page.getByText(`第${ROWS}个问题`, { exact: true }).waitFor();
    expect(page.url()).toContain('sort=-number');
    await page.goto(`${kit.served.address}/#/register?kind=sustained`);
    await page.getByText('共1个问题').waitFor();
    expect(browser.troubles()).toEqual([]);
  });
});
