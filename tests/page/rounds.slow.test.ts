import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../../domain/time.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { expectAccessible, findChromium, PHONE, WIDE } from './browser.ts';
import { PageKit } from './kit.ts';

const chromium = findChromium();
let kit: PageKit;
let office: Page;
let team: Page;

beforeAll(async () => {
  kit = await PageKit.start(chromium, async (rig) => {
    await saveDirectory(rig.db, [], [], dayOf(Date.now()), [{ id: 'finance', name: '财政所', superior: null }, { id: 'schools', name: '中心校', superior: null }]);
    await rig.openRound([{ title: '公章管理不规范' }, { title: '接待超标', standing: 'closed' }, { title: '学习不深入', kind: 'dated', due: { day: addDays(dayOf(Date.now()), 40), words: null } }], 'r1');
  });
  [office, team] = [await kit.page('p-sup', WIDE), await kit.page('p-team', PHONE)];
}, 120_000);
afterAll(async () => {
  await kit.close();
});

const drawer = (page: Page) => page.getByRole('dialog');
const settled = async (page: Page): Promise<void> => {
  await expect.poll(async () => await page.locator('.ant-skeleton').count(), { timeout: 10_000 }).toBe(0);
};
const tab = async (page: Page, name: string): Promise<void> => {
  await page.goto(`${kit.address}/#/rounds/r1?tab=${name}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
};

describe.skipIf(chromium === null)('a round in the browser', () => {
  test.each(['overview', 'acts', 'gantt', 'common', 'lineage', 'rollups', 'rehearsal', 'draws'])('%s hinders nobody seriously', async (name) => {
    await tab(office, name);
    await expectAccessible(office);
  });

  test('the plan is handed in by the unit and judged by the inspectors, each by the form that the rules offer', async () => {
    const head = await kit.page('p-head', WIDE);
    await tab(head, 'acts');
    await head.getByRole('button', { name: '报送整改方案' }).click();
    await drawer(head).getByLabel('方案摘要').fill('三个问题，十二条措施');
    await drawer(head).locator('input[type=file]').setInputFiles({ name: '方案.txt', mimeType: 'text/plain', buffer: Buffer.from('整改方案') });
    await drawer(head).getByText('方案.txt').waitFor();
    await drawer(head).locator('button[type=submit]').click();
    await head.getByText('第1稿待审核').first().waitFor();
    await tab(team, 'acts');
    await team.getByRole('button', { name: '审核整改方案' }).click();
    await drawer(team).getByText('三个问题，十二条措施').waitFor();
    await drawer(team).getByText('好', { exact: true }).click();
    await drawer(team).getByLabel('意见').fill('措施具体');
    await expectAccessible(team);
    await drawer(team).locator('button[type=submit]').click();
    await team.getByText('整改方案：已审核通过（好）').first().waitFor();
    await team.getByRole('link', { name: '方案.txt' }).waitFor();
  });

  test('a rehearsal shows its worst day, who gets most, and can be taken away', async () => {
    await tab(office, 'rehearsal');
    // So small a round is played at once: it is held up for as long as it takes to see the bar.
    const seen = Promise.withResolvers<undefined>();
    const day = addDays(dayOf(Date.now()), 90);
    await office.route(/\/rehearsal$/, async (asked) => {
      await seen.promise;
      await asked.continue();
    });
    await office.route(/\/rehearsal\/progress$/, async (asked) => await asked.fulfill({ json: { underWay: { progress: { day, from: dayOf(Date.now()), until: addDays(dayOf(Date.now()), 360), played: 1, issues: 3 } } } }));
    await office.getByRole('button', { name: '开始推演' }).click();
    await office.getByText(`已推演到${day}，1/3个问题推演完`).waitFor();
    expect(await office.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    seen.resolve(undefined);
    await office.getByText('谁收得最多').waitFor();
    expect(await office.getByRole('progressbar').count()).toBe(0);
    await settled(office);
    await expectAccessible(office);
    const [download] = await Promise.all([office.waitForEvent('download'), office.getByRole('link', { name: '导出清单（xlsx）' }).click()]);
    expect(download.suggestedFilename()).toContain('沙盘推演-r1');
  });

  test('a finding is handed to two units; the whole shows both parts, and a part leads back to it', async () => {
    await office.goto(`${kit.address}/#/issue/r1/1`);
    await office.getByRole('button', { name: '分交各单位' }).click();
    for (const [at, unit] of ['财政所', '中心校'].entries()) {
      // By the keyboard alone.
      await drawer(office).getByLabel('单位', { exact: true }).nth(at).fill(unit);
      await office.keyboard.press('Enter');
    }
    await drawer(office).getByLabel('分交的理由').fill('普遍存在');
    await drawer(office).locator('button[type=submit]').click();
    await office.getByRole('heading', { name: '共性问题第1号' }).waitFor({ timeout: 20_000 });
    await office.getByText('2个单位，已销号0个').waitFor();
    await expectAccessible(office);
    await office.getByRole('listitem').filter({ hasText: '财政所' }).getByRole('link', { name: /看这一件/ }).click();
    await office.getByRole('link', { name: '看整个共性问题' }).click();
    await office.getByRole('heading', { name: '共性问题第1号' }).waitFor();
  });

  test('what an approved correction split off waits on its issue, is opened by the form, and leads to its own page', async () => {
    await kit.rig.act('issue/r1/3', 'p-sup', { type: 'correct', split: ['31'], reason: '实为两个问题' });
    await office.goto(`${kit.address}/#/issue/r1/3`);
    await office.getByRole('heading', { level: 1 }).waitFor();
    await settled(office);
    expect(await office.getByRole('button', { name: '开立第31号问题' }).count()).toBe(0);
    await kit.rig.act('issue/r1/3', 'p-team', { type: 'approve-amendment' });
    await office.getByText('已批准拆分出第31号，尚未立为问题').waitFor();
    await office.getByRole('button', { name: '开立第31号问题' }).click();
    await drawer(office).getByLabel('问题表述').fill('学习记录缺失');
    await drawer(office).getByLabel('拆分的理由').fill('实为两个问题');
    await expectAccessible(office);
    await drawer(office).locator('button[type=submit]').click();
    await office.getByText('尚未立为问题').waitFor({ state: 'detached', timeout: 20_000 });
    await office.getByText('已拆分出：').getByRole('link').click();
    await office.getByText('学习记录缺失').first().waitFor();
    expect(await kit.rig.row('issue/r1/31')).toMatchObject({ title: '学习记录缺失', due_current: (await kit.rig.row('issue/r1/3')).due_current });
  });

  test('a look-back is written on the spot: the draft with its photo outlives a reload, is told as unsent, and goes once', async () => {
    await team.goto(`${kit.address}/#/look-backs`);
    await team.getByRole('listitem').filter({ hasText: '接待超标' }).getByRole('button', { name: '记录' }).first().click();
    await drawer(team).getByText('反弹', { exact: true }).click();
    await drawer(team).getByLabel('核查发现').fill('又有两次超标接待');
    await drawer(team).getByLabel('核查方式', { exact: false }).fill('查阅账目');
    await drawer(team).locator('input[type=file]').last().setInputFiles({ name: 'IMG_1.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') });
    await drawer(team).getByText('草稿已存在本机').waitFor();
    await expectAccessible(team);
    await team.reload();
    await team.getByText('本机有1份没有发送的回头看记录').waitFor();
    await team.getByRole('button', { name: '继续填写第2号' }).click();
    expect(await drawer(team).getByLabel('核查发现').inputValue()).toBe('又有两次超标接待');
    await drawer(team).locator('.shot img').waitFor();
    await drawer(team).getByRole('button', { name: '发送' }).click();
    await expect.poll(async () => (await kit.rig.row('issue/r1/2')).status, { timeout: 20_000 }).not.toBe('closed');
    const { body } = await kit.rig.db.selectFrom('issue_event').select('body').where('issue_id', '=', 'issue/r1/2').where('type', '=', 'look-back-recorded').executeTakeFirstOrThrow();
    expect(body).toMatchObject({ result: 'rebounded', photos: [{ name: expect.stringMatching(/^现场照片-\d{8}-\d{4}\.png$/), takenAt: expect.any(Number) }] });
    await team.getByText('本机有1份没有发送的回头看记录').waitFor({ state: 'detached' });
  });

  test('nothing came from elsewhere, nothing was refused by the content rules', () => {
    expect(kit.troubles()).toEqual([]);
  });
});
