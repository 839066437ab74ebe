import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../client/page-build.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { keepCalls } from '../../ledger/look-backs.ts';
import { listPeople } from '../../ledger/people.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { PARTIES } from '../rig-people.ts';
import { expectAccessible, findChromium, NO_CHROMIUM, PHONE, WatchedBrowser, WIDE } from './browser.ts';
import { pick } from './fill.ts';
import { clientOnPaper } from './paper-client.ts';

/** What changes beside the cases' own course: words of a common issue, people, and what calls for look-backs. On the real rules and ledger; no engine runs. */
const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
let office: Page;
let team: Page;
let owner: Page;

beforeAll(async () => {
  await buildPage();
  const part = (unit: string) => ({ number: `4.${unit}`, common: { number: '4', unit }, title: '公章管理不规范', parties: { ...PARTIES, owner: 'person:p-head' } }) as const;
  const drafts = [{ title: '接待超标' }, { title: '学习不深入' }, { title: '台账缺失' }, part('财政所'), part('中心校'), { number: '5', title: '报销不合规' }];
  [paper, browser] = await Promise.all([PaperRound.open(drafts), WatchedBrowser.start(chromium)]);
  for (const number of ['1', '5']) await paper.close(number);
  const call = { cause: 'neighbour', source: `${paper.id('2')}#7`, mode: 'propose' } as const;
  await keepCalls(paper.db, ['1', '5'].map((number) => ({ ...call, issue: paper.id(number) })), paper.now + 1);
  kit = await ApiKit.start(clientOnPaper(paper), { now: () => paper.now });
  for (const person of ['p-sup', 'p-team', 'p-owner']) await kit.account({ username: person, person });
  [office, team, owner] = [await browser.signedIn(kit.served.address, WIDE, 'p-sup', PASSWORD), await browser.signedIn(kit.served.address, PHONE, 'p-team', PASSWORD), await browser.signedIn(kit.served.address, WIDE, 'p-owner', PASSWORD)];
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
});

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const see = async (page: Page, path: string): Promise<void> => {
  await page.goto('about:blank');
  await page.goto(`${kit.served.address}/#${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(async () => await page.locator('.ant-skeleton').count(), { timeout: 10_000 }).toBe(0);
};

describe.skipIf(chromium === null)('what changes beside the course of a case', () => {
  test('the words of a common issue: proposed by the office, read in full and decided by the inspectors, refused with a reason first', async () => {
    const propose = async (): Promise<void> => {
      await see(office, '/common/r1/4');
      const form = section(office, '更正文字');
      await form.getByRole('button', { name: '提出更正' }).click();
      await form.getByText('请写更正后的问题或类别').waitFor();
      await form.getByLabel('更正后的问题（空：不改）').fill('公章、合同专用章管理不规范');
      await form.getByLabel('更正的理由').fill('原文漏写');
      await form.getByRole('button', { name: '提出更正' }).click();
      await form.getByText('已办2个单位，未成0个').waitFor();
      await form.getByText('须由提出方以外的另一方批准。').waitFor();
      expect(await form.getByRole('button').count()).toBe(0);
    };
    await propose();
    await see(team, '/common/r1/4');
    const asked = section(team, '更正文字');
    await asked.getByText('公章、合同专用章管理不规范').waitFor();
    await asked.getByText('原文漏写').waitFor();
    await expectAccessible(team);
    // Whoever pressed it by mistake comes back.
    await asked.getByRole('button', { name: '不予更正' }).click();
    await asked.getByRole('button', { name: '取消' }).click();
    await asked.getByRole('button', { name: '批准更正' }).waitFor();
    await asked.getByRole('button', { name: '不予更正' }).click();
    await asked.getByLabel('不予更正的理由').fill('以全文为准');
    await asked.getByRole('button', { name: '不予更正' }).click();
    await asked.getByText('已办2个单位，未成0个').waitFor();
    expect(paper.state('4.财政所').amendment).toBeNull();
    await propose();
    await see(team, '/common/r1/4');
    await asked.getByRole('button', { name: '批准更正' }).click();
    await asked.getByText('已办2个单位，未成0个').waitFor();
    expect(paper.state('4.中心校').title).toBe('公章、合同专用章管理不规范');
    await team.getByText('公章、合同专用章管理不规范').first().waitFor();
  });

  test('what calls for a look-back is followed on one case, and not followed on another, with a reason', async () => {
    await see(team, '/look-backs');
    const calls = section(team, '建议回头看');
    await expectAccessible(team);
    const line = (number: string) => calls.getByRole('listitem').filter({ hasText: number });
    await line('接待超标').getByRole('button', { name: '安排回头看' }).click();
    await line('接待超标').waitFor({ state: 'detached' });
    expect(paper.state('1').lookBacks).toContainEqual(expect.objectContaining({ cause: 'neighbour', source: `${paper.id('2')}#7` }));
    await line('报销不合规').getByRole('button', { name: '不采纳' }).click();
    expect(await line('报销不合规').getByRole('button', { name: '不采纳' }).isDisabled()).toBe(true);
    await line('报销不合规').getByLabel('不采纳的理由').fill('上月刚看过');
    await line('报销不合规').getByRole('button', { name: '不采纳' }).click();
    await calls.getByText('没有待定的建议').waitFor();
    expect(paper.state('5').lookBacks.map(({ cause }) => cause)).not.toContain('neighbour');
    await calls.getByRole('button', { name: '现在查找' }).click();
    await team.getByText('新发现0条，按办法直接安排0个').waitFor();
  });

  test('who leaves, who is appointed, and everything handed over: found by the office in one go, and by no official', async () => {
    await see(owner, '/settings/people');
    expect(await owner.getByText('登记离任').count()).toBe(0);
    await office.getByRole('link', { name: '设置' }).click();
    await office.getByRole('tab', { name: '人员岗位' }).click();
    await section(office, '登记离任').waitFor();
    await expectAccessible(office);

    const leave = section(office, '登记离任');
    await leave.getByRole('button', { name: '登记离任' }).click();
    await leave.getByText('请填写').waitFor();
    await pick(leave.getByLabel('人员'), '张三');
    const tomorrow = addDays(dayOf(paper.now), 1);
    await leave.getByLabel('离任日（默认今天）').fill(tomorrow);
    await leave.getByRole('button', { name: '登记离任' }).click();
    // Asked once, by name and with what follows; who thinks better of it has recorded nothing.
    const sure = office.getByRole('dialog', { name: '登记张三离任？' });
    await sure.getByText('不会自动转给别人').waitFor();
    await sure.getByRole('button', { name: '取消' }).click();
    await sure.waitFor({ state: 'hidden' });
    expect((await listPeople(paper.db, tomorrow)).find(({ id }) => id === 'p-owner')?.leftOn).toBeNull();
    await leave.getByRole('button', { name: '登记离任' }).click();
    await sure.getByRole('button', { name: '登记离任' }).click();
    await leave.getByText(`已登记自${tomorrow}起离任；尚有4个问题、0项他人问题上的措施须交接`).waitFor();

    const whole = section(office, '整体交接');
    await pick(whole.getByLabel('移交人'), '张三');
    await pick(whole.getByLabel('接任人'), '钱七');
    await whole.getByLabel('理由').fill('岗位调整');
    await whole.getByRole('button', { name: '发起交接' }).click();
    await whole.getByText('已办4个，未成0个').waitFor();
    expect(paper.state('2').handOver).toMatchObject({ to: 'p-second' });
    // Only who takes over signs: the office is told so, issue by issue.
    await whole.getByText('签字', { exact: true }).click();
    await whole.getByRole('button', { name: '签字' }).click();
    await whole.getByText('已办0个，未成4个').waitFor();
    await whole.getByText('撤回', { exact: true }).click();
    await whole.getByLabel('理由').fill('暂缓');
    await whole.getByRole('button', { name: '撤回' }).click();
    await whole.getByText('已办4个，未成0个').waitFor();
    expect(paper.state('2').handOver).toBeNull();

    const appoint = section(office, '任命');
    await pick(appoint.getByLabel('岗位'), '县委常委');
    // Nobody is chosen: a post does not fall vacant by one tap.
    await appoint.getByRole('button', { name: '使岗位空缺' }).click();
    await office.getByText('没有选担任者：该岗位将无人担任。确定吗？').waitFor();
    await office.getByRole('tooltip').getByRole('button').first().click();
    // Several may hold a post: the list stays open until one goes on.
    await appoint.getByLabel('担任者').fill('钱七');
    await office.locator('.ant-select-dropdown:visible').getByText('钱七 p-second').click();
    await office.keyboard.press('Escape');
    await appoint.getByRole('button', { name: '任命' }).click();
    await appoint.getByText('已任命').waitFor();
    await section(office, '岗位').getByRole('row').filter({ hasText: '县委常委' }).getByText('钱七').waitFor();
  });

  test('nothing came from elsewhere, nothing was refused by the content rules', () => {
    expect(browser.troubles()).toEqual([]);
  });
});
