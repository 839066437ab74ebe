import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../client/page-build.ts';
import { pdfOf } from '../../client/import/testing/pdf-of.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { startRig, type Rig } from '../rig.ts';
import { expectAccessible, findChromium, NO_CHROMIUM, PHONE, signIn, WatchedBrowser, WIDE } from './browser.ts';

const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

let rig: Rig;
let kit: ApiKit;
let browser: WatchedBrowser;
let owner: Page;
let verifier: Page;
const folder = mkdtempSync(join(tmpdir(), 'huitoukan-page-'));

beforeAll(async () => {
  await buildPage();
  [rig, browser] = await Promise.all([startRig(), WatchedBrowser.start(chromium)]);
  kit = await ApiKit.start(rig.client);
  for (const [username, name] of [['p-owner', '张三'], ['p-sup', '李四'], ['p-team', '王五']] as const) await kit.account({ username, name, person: username });
  await rig.openRound([{ title: '学用结合不紧密，2025年中心组学习12次仅研讨2次' }, {}], 'r1');
  owner = await browser.page(kit.served.address, PHONE);
  verifier = await browser.page(kit.served.address, WIDE);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await rig.close();
  rmSync(folder, { recursive: true, force: true });
});

const duty = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });
const drawer = (page: Page) => page.getByRole('dialog');
const FINDING = '学用结合不紧密，2025年';

describe.skipIf(chromium === null)('people at the page', () => {
  test('a wrong password is told in words', async () => {
    await owner.goto(`${kit.served.address}/`);
    await owner.getByLabel('账号').fill('p-owner');
    await owner.getByLabel('密码', { exact: true }).fill('not the one');
    await owner.getByRole('button', { name: '登录', exact: true }).click();
    await owner.getByRole('alert').filter({ hasText: '账号或密码不正确' }).waitFor();
    await expectAccessible(owner);
  });

  test('the owner accepts on a phone, and the supervisor’s open page shows it within two seconds', async () => {
    await signIn(owner, kit.served.address, 'p-owner', PASSWORD);
    await signIn(verifier, kit.served.address, 'p-sup', PASSWORD);
    await verifier.goto(`${kit.served.address}/#/issue/r1/1`);
    await verifier.getByText('待认领').first().waitFor();
    await duty(owner, FINDING).getByRole('button', { name: '认领' }).click();
    await drawer(owner).getByText(FINDING).waitFor();
    await expectAccessible(owner);
    const done = owner.waitForResponse((answer) => answer.url().endsWith('/acts'));
    await drawer(owner).locator('button[type=submit]').click();
    await done;
    await verifier.getByText('整改中').first().waitFor({ timeout: 2_000 });
    expect((await rig.row('issue/r1/1')).accepted_at).not.toBeNull();
  });

  test('the owner hands in evidence and submits for closure', async () => {
    const photo = join(folder, '制度文件.txt');
    writeFileSync(photo, '中心组学习制度（2026年修订）');
    await duty(owner, FINDING).getByRole('button', { name: '申请销号' }).click();
    await drawer(owner).locator('input[type=file]').setInputFiles(photo);
    await drawer(owner).getByText('制度文件.txt').first().waitFor();
    const minutes = join(folder, '会议记录.pdf');
    writeFileSync(minutes, pdfOf([[{ text: '中心组学习会议记录', x: 74, y: 760 }]]));
    await drawer(owner).locator('input[type=file]').setInputFiles(minutes);
    await drawer(owner).getByText('会议记录.pdf').first().waitFor();
    await drawer(owner).getByText('已完成', { exact: true }).click();
    await drawer(owner).getByLabel('整改完成情况').fill('已修订制度，补齐研讨10次');
    await drawer(owner).locator('button[type=submit]').click();
    await expect.poll(async () => (await rig.row('issue/r1/1')).status).toBe('verifying');
  });

  test('the supervisor signs beside the evidence, then the inspection team: closed by two', async () => {
    await verifier.goto(`${kit.served.address}/#/approvals`);
    await duty(verifier, FINDING).getByRole('button', { name: '核查签字' }).click();
    // The text itself stands beside the form, the PDF a tap away; over both, who looks.
    await drawer(verifier).getByText('中心组学习制度（2026年修订）').waitFor();
    expect(await drawer(verifier).locator('.watermark').getAttribute('data-words')).toMatch(/^李四 20\d\d-/);
    await drawer(verifier).getByText('会议记录.pdf').click();
    await drawer(verifier).getByRole('img', { name: '会议记录.pdf，第1页' }).waitFor();
    await expectAccessible(verifier);
    await drawer(verifier).getByText('已完成', { exact: true }).click();
    await drawer(verifier).getByLabel('核查意见').fill('查阅台账，情况属实');
    await drawer(verifier).locator('button[type=submit]').click();
    await verifier.getByText('没有等您决定的事项').waitFor();
    const team = await browser.page(kit.served.address, WIDE);
    await signIn(team, kit.served.address, 'p-team', PASSWORD);
    await duty(team, FINDING).getByRole('button', { name: '核查签字' }).click();
    await drawer(team).getByText('已完成', { exact: true }).click();
    await drawer(team).getByLabel('核查意见').fill('同意销号');
    await drawer(team).locator('button[type=submit]').click();
    await expect.poll(async () => (await rig.row('issue/r1/1')).status).toBe('closed');
  });

  test.each(['todo', 'register', 'issue/r1/1', 'rounds', 'rounds/r1', 'look-backs', 'settings'])('%s hinders nobody seriously', async (path) => {
    await verifier.goto(`${kit.served.address}/#/${path}`);
    await verifier.locator('main h1').waitFor();
    await expect.poll(async () => await verifier.locator('.ant-skeleton').count()).toBe(0);
    await expectAccessible(verifier);
  });

  test('the register keeps its filters in the address and speaks English too; nothing comes from elsewhere, nothing is refused', async () => {
    await verifier.goto(`${kit.served.address}/#/register?status=closed`);
    await verifier.getByText(FINDING).waitFor();
    await verifier.getByRole('button', { name: 'English' }).click();
    await verifier.getByRole('heading', { name: 'Register' }).waitFor();
    await verifier.getByText('1 issue', { exact: true }).waitFor();
    expect(browser.troubles()).toEqual([]);
  });
});
