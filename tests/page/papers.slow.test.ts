import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../client/page-build.ts';
import { readDocx } from '../../client/import/readers/docx-reader.ts';
import { readFile } from 'node:fs/promises';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { startWebhookServer } from '../api/webhook-server.ts';
import { PaperRound } from '../paper-round.ts';
import { expectAccessible, findChromium, NO_CHROMIUM, PHONE, WatchedBrowser, WIDE } from './browser.ts';
import { clientOnPaper } from './paper-client.ts';

/** Papers, dossiers, reports, exports, webhooks and calendar feeds in a real browser, on the real rules and ledger; no engine runs. */
const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
let office: Page;

beforeAll(async () => {
  await buildPage();
  [paper, browser] = await Promise.all([PaperRound.open([{ title: '理论学习流于形式' }, { title: '公务接待清单要素不全' }]), WatchedBrowser.start(chromium)]);
  await paper.close('1');
  await paper.pass(60);
  await paper.claim();
  kit = await ApiKit.start(clientOnPaper(paper), { now: () => paper.now, webhookRules: { hosts: ['127.0.0.1'], privateBlocks: ['127.0.0.1'] } });
  await kit.account({ username: 'p-sup', person: 'p-sup' });
  await kit.account({ username: 'keeper', administrator: true });
  office = await browser.signedIn(kit.served.address, WIDE, 'p-sup', PASSWORD);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await kit?.close();
  await paper?.drop();
});

const go = async (page: Page, path: string): Promise<void> => void (await page.goto(`${kit.served.address}/#${path}`));
/** What is saved when this is done. */
const saved = async (page: Page, act: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
};

describe.skipIf(chromium === null)('papers in the page', () => {
  test('a letter of the round is previewed with a red head and saved; a reminder is written for an issue', async () => {
    await go(office, '/rounds/r1?tab=papers');
    const row = office.getByRole('row').filter({ hasText: '督办函〔2026〕' }).first();
    await row.getByRole('button', { name: '预览' }).click();
    const form = office.getByRole('dialog');
    await form.getByText('公务接待清单要素不全').first().waitFor();
    await form.getByLabel('红头单位名称').fill('中共青石镇委员会文件');
    await form.locator('.letter').filter({ hasText: '中共青石镇委员会文件' }).waitFor();
    await expectAccessible(office);
    const file = await saved(office, async () => await form.getByRole('link', { name: '下载（Word）' }).click());
    expect(file.name).toMatch(/^督办函〔2026〕第\d+号\.docx$/);
    expect((await readDocx(file.bytes, file.name)).lines.map(({ text }) => text).join('\n')).toContain('中共青石镇委员会文件');
    await office.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    await go(office, '/issue/r1/2');
    await office.getByRole('button', { name: '写一份提醒函' }).click();
    await office.getByRole('dialog').getByText('公务接待清单要素不全').first().waitFor();
    await office.keyboard.press('Escape');
  });

  test('the file of an issue and of the round leave as archives', async () => {
    await go(office, '/issue/r1/1');
    expect((await saved(office, async () => await office.getByRole('link', { name: '导出档案（zip）' }).click())).name).toMatch(/^档案-r1-1-.*\.zip$/);
    await go(office, '/rounds/r1?tab=papers');
    expect((await saved(office, async () => await office.getByRole('link', { name: '导出档案（zip）' }).click())).name).toMatch(/^档案-r1-.*\.zip$/);
  });

  test('the report is drafted with what the register does not hold and saved; its public version waits until somebody has looked', async () => {
    await go(office, '/rounds/r1?tab=report');
    await office.getByRole('button', { name: '补充材料' }).click();
    await office.getByLabel('下一步打算').fill('持续抓好后续整改');
    await office.getByRole('button', { name: '生成预览' }).click();
    await office.locator('.letter').filter({ hasText: '持续抓好后续整改' }).waitFor();
    const file = await saved(office, async () => await office.getByRole('button', { name: '导出（Word）' }).click());
    expect((await readDocx(file.bytes, file.name)).lines.map(({ text }) => text).join('\n')).toContain('持续抓好后续整改');
    await office.getByRole('radio', { name: /社会公开稿/ }).click();
    await office.getByRole('button', { name: '生成预览' }).first().click();
    await office.getByText('我已逐项核对隐去的内容和全文').waitFor();
    expect(await office.getByRole('button', { name: '导出（Word）' }).isDisabled()).toBe(true);
    await expectAccessible(office);
    const [chooser] = await Promise.all([office.waitForEvent('filechooser'), office.getByRole('button', { name: '选择文件核对' }).click()]);
    await chooser.setFiles({ name: file.name, mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: file.bytes });
    await office.getByText('与台账一致').waitFor();
  });

  test('deliveries, the access log and the log of exports leave as files from 审计', async () => {
    await go(office, '/audit');
    for (const [tab, name] of [['通知送达', '通知送达情况'], ['文书档案导出', '文书档案导出'], ['查阅与导出记录', '访问记录']] as const) {
      await office.getByRole('tab', { name: tab }).click();
      await office.getByRole('tabpanel').getByRole('button', { name: '导出' }).click();
      const file = await saved(office, async () => await office.getByRole('link', { name: 'CSV' }).last().click());
      expect(file.name.startsWith(name), `${tab}: ${file.name}`).toBe(true);
      await office.keyboard.press('Escape');
    }
  });

  test('a calendar feed is made and taken away under 我的账号', async () => {
    await go(office, '/settings/account');
    await office.getByRole('button', { name: '开通订阅' }).click();
    const address = (await office.locator('code').filter({ hasText: '/calendar.ics?t=' }).textContent()) ?? '';
    expect((await fetch(address)).status).toBe(200);
    await office.getByRole('button', { name: '撤销订阅' }).click();
    await office.getByText('还没有开通').waitFor();
    expect((await fetch(address)).status).toBe(404);
  });

  test('a webhook is added with its secret shown once, tested and removed by the administrator, on a phone', async () => {
    const server = await startWebhookServer();
    try {
      const page = await browser.signedIn(kit.served.address, PHONE, 'keeper', PASSWORD);
      await go(page, '/settings/webhooks');
      await page.getByText('还没有登记回调').waitFor();
      await page.getByLabel('用途').fill('办公系统');
      await page.getByLabel('对方网址').fill(server.url);
      await page.getByRole('button', { name: '登记回调' }).click();
      const secret = (await page.locator('code').filter({ hasText: 'whsec_' }).textContent()) ?? '';
      server.trust(secret);
      await page.getByRole('button', { name: '试发一次' }).click();
      await page.getByText('“办公系统”已接收').waitFor();
      expect(server.heard.map(({ verified }) => verified)).toEqual([true]);
      await expectAccessible(page);
      await page.reload();
      await page.getByText('办公系统').first().waitFor();
      expect(await page.getByText('whsec_').count()).toBe(0);
      await page.getByRole('button', { name: '取消', exact: true }).click();
      await page.getByRole('tooltip').getByRole('button', { name: '取消' }).last().click();
      await page.getByText('还没有登记回调').waitFor();
    } finally {
      await server.close();
    }
  });

  test('nothing was asked of other hosts, and nothing broke', () => {
    expect(browser.troubles()).toEqual([]);
  });
});
