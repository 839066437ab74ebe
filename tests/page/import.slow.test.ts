import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveDirectory } from '../../ledger/directory.ts';
import { csvText } from '../../client/csv.ts';
import { expectAccessible, findChromium, PHONE, WIDE } from './browser.ts';
import { PageKit } from './kit.ts';

const chromium = findChromium();
let kit: PageKit;
let office: Page;
const folder = mkdtempSync(join(tmpdir(), 'huitoukan-import-'));
const SAMPLE = fileURLToPath(new URL('../../samples/reports/township-one-line.txt', import.meta.url));
const LAST = '在页面上改过的问题表述';

beforeAll(async () => {
  kit = await PageKit.start(chromium, async (rig) => {
    await saveDirectory(rig.db, [], [], '2026-11-02', [{ id: 'finance', name: '县财政局', superior: null }, { id: 'schools', name: '县教育局', superior: null }]);
    await rig.openRound([{ title: '公章管理不规范' }], 'r1');
  });
  office = await kit.page('p-sup', WIDE);
}, 120_000);
afterAll(async () => {
  await kit.close();
  rmSync(folder, { recursive: true, force: true });
});

const choose = async (page: Page, file: string): Promise<void> => {
  await page.goto(`${kit.address}/#/import`);
  await page.getByRole('heading', { name: '导入', exact: true }).waitFor();
  await page.locator('input[type=file]').setInputFiles(file);
};

describe.skipIf(chromium === null)('the import wizard', () => {
  test('a report: looked through, mended by hand, opened, all in the browser', async () => {
    await office.goto(`${kit.address}/#/rounds`);
    await office.getByRole('link', { name: '导入通报或台账' }).click();
    await choose(office, SAMPLE);
    await office.getByText('读出4个问题').waitFor();
    await expectAccessible(office);
    await office.getByRole('listitem').filter({ hasText: '耕地保护不力' }).getByRole('button', { name: '修改' }).click();
    await office.getByRole('dialog').getByLabel('问题表述').fill(LAST);
    await office.getByRole('dialog').locator('button[type=submit]').click();
    await office.getByRole('listitem').filter({ hasText: LAST }).getByText('已修改').waitFor();
    await office.getByLabel('轮次编号').fill('by-page');
    await office.getByRole('button', { name: '开立轮次，共4个问题' }).click();
    await office.getByText('已开立4个问题').waitFor({ timeout: 20_000 });
    await expectAccessible(office);
    expect((await kit.rig.row('issue/by-page/1')).title).toBe(LAST);
    await office.getByRole('link', { name: '进入轮次' }).click();
    await office.getByRole('heading', { level: 1 }).waitFor();
  });

  test('a register on a phone: what the columns are is seen, what fails is told row by row and can be taken away', async () => {
    const phone = await kit.page('p-sup', PHONE);
    const sheet = join(folder, '台账.csv');
    writeFileSync(sheet, csvText([['序号', '存在问题', '整改期限', '责任人'], ['1', '公章管理不规范', '2030年6月底前', '张三'], ['2', '接待超标', '2030年2月30日', '']]));
    await choose(phone, sheet);
    await phone.getByText('各列的对应').waitFor();
    await phone.getByText('2030年2月30日').first().waitFor();
    await expectAccessible(phone);
    const [download] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('button', { name: '下载未导入的行，改正后再导入' }).click()]);
    expect(download.suggestedFilename()).toBe('台账-未导入.xlsx');
    await phone.getByLabel('轮次编号').fill('sheet');
    await phone.getByRole('button', { name: '导入：开立1个问题' }).click();
    // What the table does not say is asked for, at its place.
    await phone.locator('.ant-form-item-has-error').first().waitFor();
    await phone.getByLabel('被巡察单位').fill('青石镇党委');
    await phone.getByLabel('轮次名称').fill('青石镇巡察整改');
    await phone.getByLabel('反馈日期').fill('2026-11-02');
    await phone.getByRole('button', { name: '导入：开立1个问题' }).click();
    await phone.getByText('已开立1个问题').waitFor({ timeout: 20_000 });
    expect((await kit.rig.row('issue/sheet/1')).owner_ref).toBe('person:p-owner');
  });

  test('a register whose cells name several units: what is ticked is handed out to them', async () => {
    const sheet = join(folder, '分交.csv');
    writeFileSync(sheet, csvText([['序号', '存在问题', '责任单位', '整改期限'], ['1', '公务接待普遍超标', '县财政局、县教育局', '2030年6月底前'], ['2', '差旅费报销不规范', '县财政局；县教育局', '2030年6月底前']]));
    await choose(office, sheet);
    await office.getByText('写有多个责任单位（2）').waitFor();
    await office.getByRole('checkbox', { name: '第1号 公务接待普遍超标' }).check();
    await expectAccessible(office);
    await office.getByLabel('轮次编号').fill('several');
    await office.getByLabel('被巡察单位').fill('青石镇党委');
    await office.getByLabel('轮次名称').fill('青石镇巡察整改');
    await office.getByLabel('反馈日期').fill('2026-11-02');
    await office.getByRole('button', { name: '导入：开立2个问题' }).click();
    await office.getByText('已分交1个共性问题：第1号').waitFor({ timeout: 20_000 });
    await office.getByText('已开立3个问题').waitFor({ timeout: 20_000 });
    expect(await kit.rig.db.selectFrom('issue').select('number').where('round_id', '=', 'several').orderBy('number').execute()).toEqual(['1.finance', '1.schools', '2'].map((number) => ({ number })));
  });

  test('nothing came from elsewhere, nothing was refused by the content rules', () => {
    expect(kit.troubles()).toEqual([]);
  });
});
