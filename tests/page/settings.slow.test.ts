import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPeople } from '../../client/demo/demo-people.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { buildPage } from '../../client/page-build.ts';
import { issueInLedger } from '../../worker/send-act.ts';
import { ApiKit } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { expectAccessible, findChromium, NO_CHROMIUM, PHONE, signInAs, WatchedBrowser, WIDE } from './browser.ts';

/** The settings in a real browser, on a demo's ledger: its sign-in by role is what people come in by. No engine runs. */
const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
let office: Page;
let keeper: Page;
const folder = mkdtempSync(join(tmpdir(), 'huitoukan-settings-'));

const signedIn = async (role: string, viewport: { readonly width: number; readonly height: number }): Promise<Page> => {
  const page = await browser.page(kit.served.address, viewport);
  await signInAs(page, kit.served.address, role);
  return page;
};

beforeAll(async () => {
  await buildPage();
  [paper, browser] = await Promise.all([PaperRound.open([{}, {}]), WatchedBrowser.start(chromium)]);
  const engine = { workflowService: { getSystemInfo: async () => ({ serverVersion: '1.32.0' }) } };
  const client = { ledger: paper.db, engine, issue: (id: string) => issueInLedger(paper.db, id) } as unknown as HuitoukanClient;
  kit = await ApiKit.start(client, { demo: await demoPeople(paper.db, '2026-03-02'), now: () => paper.now });
  [office, keeper] = await Promise.all([signedIn('李四（临江县督查室主任）', WIDE), signedIn('管理员', PHONE)]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (page: Page, part: string): Promise<void> => {
  await page.goto(`${kit.served.address}/#/settings/${part}`);
  await page.getByRole('heading', { name: '设置', exact: true }).waitFor();
  await expect.poll(async () => await page.locator('.ant-skeleton').count()).toBe(0);
};
const part = (page: Page, name: string) => page.getByRole('region', { name });

describe.skipIf(chromium === null)('settings', () => {
  test.each(['account', 'people', 'policies', 'holidays', 'templates', 'channels', 'health'])('%s hinders nobody seriously', async (name) => {
    await open(office, name);
    await expectAccessible(office);
  });

  test('an administrator on a phone invites somebody and is shown the one-time link', async () => {
    await open(keeper, 'accounts');
    await expectAccessible(keeper);
    await part(keeper, '邀请').getByLabel('账号', { exact: true }).fill('zhou');
    await part(keeper, '邀请').getByLabel('姓名').fill('周十');
    await part(keeper, '邀请').getByRole('button', { name: '邀请' }).click();
    await part(keeper, '邀请').getByText('/#/invitation/').waitFor();
    await part(keeper, '账号管理').getByText('zhou').waitFor();
  });

  test('a token is issued with its scopes, shown once, and revoked', async () => {
    await open(office, 'account');
    const tokens = part(office, '接口令牌');
    await tokens.getByLabel('用途').fill('督查平台');
    await tokens.getByRole('button', { name: '签发令牌' }).click();
    await tokens.getByText(/^htk_/).waitFor();
    await tokens.getByRole('button', { name: '撤销' }).click();
    await tokens.getByText('已撤销').waitFor();
  });

  test('a change of a policy in the form is a change of its text, compared before it is kept', async () => {
    await open(office, 'policies');
    await office.getByRole('listitem').filter({ hasText: 'default@2' }).getByRole('button').click();
    const editor = office.getByRole('dialog');
    await editor.getByLabel('版本（修改后须换一个）').fill('9');
    await editor.getByLabel('最多几次').fill('1');
    await expectAccessible(office);
    await editor.getByRole('button', { name: '检查并比较' }).click();
    await editor.getByText('default@9 无误；与 default@2 有2处不同').waitFor();
    // Played on a whole round before anybody lives by it.
    await editor.locator('summary', { hasText: '按这版推演整个轮次' }).click();
    await editor.getByRole('button', { name: '按这版推演整个轮次' }).click();
    await editor.getByText(/通知：现行\d+条，按这版\d+条/).waitFor({ timeout: 20_000 });
    await expectAccessible(office);
    await editor.getByRole('tab', { name: 'YAML' }).click();
    expect(await editor.getByRole('textbox', { name: 'YAML' }).inputValue()).toMatch(/maxTimes: 1\n/);
    await editor.getByRole('button', { name: '存为新版本' }).click();
    await office.getByText('已存入 default@9').waitFor();
  });

  test('a workbook is shown row by row before it is written', async () => {
    const file = join(folder, '人员.csv');
    writeFileSync(file, '姓名,单位,职务\n郑一,青石镇,办公室主任\n');
    await open(office, 'people');
    await office.locator('input[type=file]').setInputFiles(file);
    await part(office, '导入人员').getByText('预览：新增2').waitFor();
    await part(office, '导入人员').getByRole('button', { name: '确认导入' }).click();
    await part(office, '人员').getByText('郑一').first().waitFor();
  });

  test('a template is shown with a sample, and a mistake in it is named with its line', async () => {
    await open(office, 'templates');
    await office.getByRole('listitem').filter({ hasText: 'supervision-letter' }).getByRole('button').click();
    const editor = office.getByRole('dialog');
    const text = editor.getByLabel('模板原文');
    const before = await text.inputValue();
    await text.fill(`${before}\n{{nobody}}\n`);
    await editor.getByRole('button', { name: '检查并预览' }).click();
    await editor.getByRole('alert').filter({ hasText: 'nobody' }).waitFor();
    await text.fill(`${before}\n特此函告。\n`);
    await editor.getByRole('button', { name: '检查并预览' }).click();
    await editor.locator('pre', { hasText: '特此函告' }).waitFor();
    await editor.getByRole('button', { name: '保存' }).click();
    await expect.poll(() => existsSync(join(kit.evidence, 'templates', 'supervision-letter.md'))).toBe(true);
  });

  test('nothing came from elsewhere, nothing was refused', () => {
    // The template with the mistake in it was refused, as it had to be.
    expect(browser.troubles().filter((fault) => !fault.includes('status of 422'))).toEqual([]);
  });
});
