import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPeople } from '../../client/demo/demo-people.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { buildPage } from '../../client/page-build.ts';
import { ApiKit } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { expectAccessible, findChromium, NO_CHROMIUM, signInAs, WatchedBrowser, WIDE } from './browser.ts';
import { Keyboard } from './keyboard.ts';

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
  await sql`update issue set cycle = 2, title = title || repeat('，而且说来话长', 20) where id = 'issue/r1/3'`.execute(paper.db);
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
const firstShown = async (): Promise<number> => Number(/第(\d+)个问题/.exec(await page.locator('.register-row').first().innerText())?.[1]);
const inPage = async (): Promise<number> => await page.locator('.register-row').count();
/** As somebody who goes on pulling where the next rows are still to come. */
const scrollTo = async (px: number): Promise<void> => {
  await expect.poll(async () => await page.locator('.table-place').evaluate((place, top) => ((place as unknown as { scrollTop: number }).scrollTop = top, (place as unknown as { scrollTop: number }).scrollTop), px), { timeout: 8_000 }).toBe(px);
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

  test('what an issue is marked with shows however long its finding is', async () => {
    await scrollTo(0);
    const cell = page.locator('.register-row td').filter({ hasText: '说来话长' });
    const [mark, around] = await Promise.all([cell.getByText('反弹', { exact: true }).boundingBox(), cell.boundingBox()]);
    expect((mark?.x ?? Infinity) + (mark?.width ?? 0)).toBeLessThanOrEqual((around?.x ?? 0) + (around?.width ?? 0));
  });

  test('its first questions are asked early, and once', async () => {
    const asked: string[] = [];
    // Rows further down are asked for on the way, by a cursor.
    page.on('request', (request) => request.url().includes('cursor=') || asked.push(new URL(request.url()).pathname));
    await page.goto('about:blank');
    await page.goto(`${kit.served.address}/#/register`);
    await page.getByText(`共${ROWS}个问题`).waitFor();
    for (const path of ['/api/me', '/api/issues', '/api/rounds']) expect(asked.filter((one) => one === path), path).toEqual([path]);
  });

  test('a status is shown whole in its column', async () => {
    await scrollTo(0);
    const tag = page.getByText('阶段性成效·长期坚持').first();
    await tag.waitFor();
    const [inside, around] = await Promise.all([tag.boundingBox(), tag.locator('xpath=ancestor::td').boundingBox()]);
    expect((inside?.x ?? 0) + (inside?.width ?? 0)).toBeLessThanOrEqual((around?.x ?? 0) + (around?.width ?? 0));
  });

  test('what opens on a click looks before as it does then, opens at the first click and by keys alone', async () => {
    const keys = new Keyboard(page);
    const filter = (name: string) => page.getByRole('combobox', { name });
    const option = (name: string | RegExp) => page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name });
    // What only a screen reader hears has no place.
    const places = async () => await page.locator('.filters > *').evaluateAll((all) => (all as unknown as { getBoundingClientRect: () => { x: number; y: number; width: number; height: number } }[]).map((one) => (({ x, y, width, height }) => [x, y, width, height].map(Math.round))(one.getBoundingClientRect())).filter(([, , width]) => width !== 0));
    await page.goto('about:blank');
    await page.goto(`${kit.served.address}/#/register`);
    await page.locator('.register-row').first().waitFor();
    const before = await places();
    await filter('状态').click();
    await option('阶段性成效·长期坚持').waitFor();
    await page.keyboard.press('Escape');
    expect(await places()).toEqual(before);
    await filter('状态').click();
    await option('阶段性成效·长期坚持').click();
    await page.getByText('共1个问题').waitFor();
    expect(page.url()).toContain('status=sustained');
    await page.keyboard.press('Escape');

    await keys.to('亮灯');
    await keys.to('整改类型');
    await keys.rests(({ name }) => name === '整改类型', 'the focus is in the list that took its place');
    await keys.press('ArrowDown');
    // Not that of the list above it, which may still be closing.
    await option(/^长期/u).waitFor();
    await keys.press('Enter');
    await expect.poll(() => page.url()).toContain('kind=');
    await keys.press('Escape');
    expect(await page.locator('button.filter').count()).toBe(2);
    expect([...keys.unseen]).toEqual([]);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByText(`共${ROWS}个问题`).waitFor();

    await page.getByRole('button', { name: '选择列' }).click();
    await page.getByRole('checkbox', { name: '轮次' }).click();
    await page.getByRole('columnheader', { name: '轮次' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '导出' }).click();
    expect(await page.getByRole('link', { name: 'CSV', exact: true }).getAttribute('href')).toContain('columns=round%2Cnumber');
    await page.keyboard.press('Escape');
    await expectAccessible(page);
  });

  test('while a list is still on its way a key opens it when it comes, and whoever goes on is not called back', async () => {
    const keys = new Keyboard(page);
    const LIST = /\/filter-open-[^/]*\.js/;
    await page.route(LIST, async (route) => {
      await setTimeout(2_500);
      await route.continue();
    });
    const begin = async (): Promise<void> => {
      await page.goto('about:blank');
      await page.goto(`${kit.served.address}/#/register`);
      await page.locator('.register-row').first().waitFor();
      // Past the list of rounds; the entry of the menu has the same name.
      await keys.to('状态');
    };
    await begin();
    await keys.press('ArrowDown');
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '待认领' }).waitFor();
    const arrived = page.waitForResponse(LIST);
    await begin();
    expect((await keys.tab('Shift+Tab')).name).toBe('轮次');
    const { name: before } = await keys.tab('Shift+Tab');
    // Come, and run with all that it needs.
    await page.evaluate(`import(${JSON.stringify((await arrived).url())}).then(() => true)`);
    await page.waitForTimeout(300);
    await keys.rests(({ name }) => name === before, 'the focus stays where it went');
    expect(await page.locator('button.filter').count()).toBe(5);
    await page.unroute(LIST);
  });

  test('rows are chosen one by one, by the shift key, and all', async () => {
    const box = (number: number) => page.getByRole('checkbox', { name: `选中第${number}号问题`, exact: true });
    await page.goto(`${kit.served.address}/#/register?sort=number`);
    await scrollTo(0);
    await box(2).click();
    await page.getByText('已选1个').waitFor();
    await box(5).click({ modifiers: ['Shift'] });
    await page.getByText('已选4个').waitFor();
    await box(3).click();
    await page.getByText('已选3个').waitFor();
    await page.getByRole('button', { name: '批量催办' }).click();
    await page.getByRole('dialog').getByText('已选3个').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    // Thought better of, not done: what was chosen stays chosen.
    await page.getByText('已选3个').waitFor();
  });

  test('words are looked for with the enter key or the button, and given up when the field is emptied or filters are cleared', async () => {
    const field = page.getByRole('searchbox', { name: '搜索问题内容' });
    const all = page.getByText(`共${ROWS}个问题`);
    await page.goto(`${kit.served.address}/#/register`);
    await all.waitFor();
    await field.fill(` 第${ROWS}个 `);
    await field.press('Enter');
    await page.getByText('共1个问题').waitFor();
    expect(page.url()).toContain('title=');
    await field.fill('');
    await all.waitFor();
    await field.fill(`第${ROWS}个`);
    await page.getByRole('button', { name: '搜索问题内容' }).click();
    await page.getByText('共1个问题').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await all.waitFor();
    expect(await field.inputValue()).toBe('');
    await expectAccessible(page);
  });

  test('keeps order and filters in the address, and begins at the top in another order', async () => {
    await scrollTo(9_000);
    await page.getByRole('columnheader', { name: '编号' }).click();
    await page.getByText(`第${ROWS}个问题`, { exact: true }).waitFor();
    expect(await page.locator('.table-place').evaluate((place) => (place as unknown as { scrollTop: number }).scrollTop)).toBe(0);
    expect(page.url()).toContain('sort=-number');
    await page.goto(`${kit.served.address}/#/register?kind=sustained`);
    await page.getByText('共1个问题').waitFor();
    expect(browser.troubles()).toEqual([]);
  });
});
