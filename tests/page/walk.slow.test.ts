import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatchDue } from '../../activities/dispatch.ts';
import { addDays, dayOf, type Day } from '../../domain/time.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { startMailbox, type Mailbox } from '../../worker/mailbox.ts';
import { linksOf, mailsIn } from '../api/captured-mail.ts';
import { smtp } from '../deliveries/kit.ts';
import type { Rig } from '../rig.ts';
import { POSTS } from '../rig-people.ts';
import { findChromium, PHONE, WIDE } from './browser.ts';
import { drawer, pick } from './fill.ts';
import { PageKit } from './kit.ts';

/**
 * A round from its import to the archive, done in the page by the three kinds of people: the office at a desk, officials and
 * inspectors on phones. The engine, the ledger and the mail server are real; the test itself moves the time and nothing else.
 */
const chromium = findChromium();
const ROUND = 'walk';
const [OPEN, DONE] = [`issue/${ROUND}/1`, `issue/${ROUND}/2`] as const;
const PRINTED = { open: '农村饮水工程管护不到位', done: '村级招待费超标准' };

let kit: PageKit;
let mailbox: Mailbox;
let office: Page;
let owner: Page;
const folder = mkdtempSync(join(tmpdir(), 'huitoukan-walk-'));
const today = dayOf(Date.now());
const due = addDays(today, 40);
/** How far the people's clock is ahead of the real one: as far as that of the issue they work on. */
let ahead = 0;
/** Pages that were open when the time was moved, of which no page is told. */
const behind = new Set<Page>();
const now = (): number => Date.now() + ahead;

const inWords = (day: Day): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
const REPORT = `中共石桥乡委员会关于县委巡察反馈问题整改进展情况的通报
根据县委统一部署，县委第三巡察组对石桥乡党委进行了巡察。${inWords(today)}，巡察组向乡党委反馈了巡察意见。现将整改进展情况通报如下：
一、反馈问题整改落实情况
（一）群众身边腐败和作风方面
1.${PRINTED.open}的问题。
整改情况：正在整改。已更换水泵3台，计划${inWords(due)}前完成管网改造。
2.${PRINTED.done}的问题。
整改情况：已完成整改。清退违规资金2.1万元。
中共石桥乡委员会
${inWords(today)}
`;

/** Before the first round it is the directory that says who the office and the inspectors are. */
const nameTheOffice = async ({ db }: Rig): Promise<void> => {
  const duties = { sup: 'supervision', team: 'team' } as const;
  await saveDirectory(db, [], POSTS.flatMap((post) => (post.id in duties ? [{ ...post, duty: duties[post.id as keyof typeof duties] }] : [])), today);
};

beforeAll(async () => {
  mailbox = await startMailbox({ folder });
  kit = await PageKit.start(chromium, nameTheOffice, { now });
  office = await kit.page('p-sup', WIDE);
  owner = await kit.page('p-owner', PHONE);
}, 120_000);
afterAll(async () => {
  await kit.close();
  await mailbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Moves one issue, and with it the people, to the morning of a day; nothing falls due on the way. */
const morning = async (issue: string, day: Day): Promise<void> => {
  await kit.rig.morningOf(issue, day);
  ahead = kit.rig.travel.now(issue) - Date.now();
  behind.add(office).add(owner);
};
const see = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${kit.address}/#/${path}`);
  if (behind.delete(page)) await page.reload();
  await page.locator('main h1').waitFor();
};
/** A button of the issue's page, of a duty or of a decision; then the form from the side. */
const begin = async (page: Page, path: string, button: string, words: string = PRINTED.open): Promise<void> => {
  await see(page, path);
  const place = path.startsWith('issue/') ? page.locator('.acts') : page.getByRole('listitem').filter({ hasText: words });
  await place.getByRole('button', { name: button, exact: true }).first().click();
  await drawer(page).getByText(words).first().waitFor();
};
const send = async (page: Page): Promise<void> => {
  await drawer(page).locator('button[type=submit]').click();
  await drawer(page).waitFor({ state: 'hidden' });
};
const status = async (issue: string): Promise<string> => (await kit.rig.row(issue)).status;
const rate = async (page: Page, rating: string, label: string, words: string): Promise<void> => {
  await drawer(page).getByText(rating, { exact: true }).click();
  await drawer(page).getByLabel(label).fill(words);
  await send(page);
};
const dispatch = async (at: number) => await dispatchDue({ db: kit.rig.db, channels: [smtp(mailbox.port)], links: { address: kit.address, key: new Uint8Array(32).fill(7) } }, { now: at, signal: new AbortController().signal });
const mailOfOwner = () => mailsIn(folder).find((mail) => mail.to === 'owner@example.com' && linksOf(mail).length > 0);

describe.skipIf(chromium === null)('a round from its import to the archive', { timeout: 90_000 }, () => {
  test('the office takes in a published report, names the posts, and assigns what is open', async () => {
    await see(office, 'import');
    await office.locator('input[type=file]').setInputFiles({ name: '通报.txt', mimeType: 'text/plain', buffer: Buffer.from(REPORT) });
    await office.getByText('读出2个问题').waitFor();
    await office.getByLabel('轮次编号').fill(ROUND);
    await office.getByLabel('反馈日期').fill(today);
    for (const [label, name] of [['主要负责人', '赵六'], ['上级分管领导', '周九'], ['督查室（巡察办）', '李四'], ['巡察组岗位', '王五']] as const) await pick(office.getByLabel(label, { exact: true }), name);
    await office.getByRole('button', { name: '开立轮次，共2个问题' }).click();
    await office.getByText('已开立2个问题').waitFor({ timeout: 20_000 });
    expect([await status(OPEN), await status(DONE)]).toEqual(['rectifying', 'closed']);
    await begin(office, OPEN, '交办');
    await pick(drawer(office).getByLabel('责任人', { exact: true }), '张三');
    await pick(drawer(office).getByLabel('责任领导', { exact: true }), '孙八');
    await drawer(office).getByLabel('交办要求').fill('请于汛期前完成管网改造');
    await send(office);
    expect(await status(OPEN)).toBe('assigned');
  });

  test('the official accepts and proposes a measure on a phone; the office reads it and approves', async () => {
    await begin(owner, 'todo', '认领');
    await send(owner);
    await begin(owner, 'todo', '报送整改措施');
    await drawer(owner).getByLabel('措施内容').fill('改造主管网6公里');
    await pick(drawer(owner).getByLabel('责任人', { exact: true }), '张三');
    await drawer(owner).getByLabel('完成时限').fill(addDays(due, -2));
    await send(owner);
    await begin(office, 'approvals', '审核通过措施');
    await drawer(office).getByText('改造主管网6公里').waitFor();
    await send(office);
    expect(await status(OPEN)).toBe('rectifying');
  });

  test('ten days before the date a mail asks for a signature: opening its link changes nothing, pressing the button signs, without a session', async () => {
    await morning(OPEN, addDays(due, -9));
    for (let at = now(), passes = 0; mailOfOwner() === undefined && passes < 10; passes += 1) at = Math.max(at, (await dispatch(at)).nextAt ?? at);
    const [link = ''] = linksOf(mailOfOwner());
    const phone = await kit.anonymousPage(PHONE);
    const before = await kit.rig.events(OPEN);
    await phone.goto(link);
    await phone.getByText(PRINTED.open).waitFor();
    await phone.reload();
    expect(await kit.rig.events(OPEN)).toEqual(before);
    await phone.getByRole('button', { name: '签收' }).click();
    await phone.getByText('已签收，谢谢').waitFor();
    expect(await kit.rig.events(OPEN)).toEqual([...before, 'acknowledged']);
    await phone.close();
  });

  test('an extension is asked for and granted, level by level', async () => {
    await begin(owner, OPEN, '申请延期');
    await drawer(owner).getByLabel('延至').fill(addDays(due, 20));
    await drawer(owner).getByLabel('理由').fill('管材供货推迟');
    await send(owner);
    const leader = await kit.page('p-leader', PHONE);
    for (const page of [leader, office]) {
      await begin(page, 'approvals', '同意延期');
      await drawer(page).getByText('管材供货推迟').waitFor();
      await send(page);
    }
    await leader.close();
    expect((await kit.rig.row(OPEN)).due_current).toBe(addDays(due, 20));
  });

  test('progress and its proof; what is submitted comes back once, goes again, and is closed by two who did not do it', async () => {
    await begin(owner, OPEN, '报告进展');
    await drawer(owner).locator('input[type=file]').setInputFiles({ name: '竣工验收.txt', mimeType: 'text/plain', buffer: Buffer.from('管网改造竣工验收单') });
    await drawer(owner).getByText('竣工验收.txt').first().waitFor();
    await drawer(owner).getByLabel('进展情况').fill('主管网6公里已通水');
    await pick(drawer(owner).getByLabel('对应措施', { exact: true }));
    await drawer(owner).getByRole('switch').click();
    await send(owner);
    await begin(owner, OPEN, '申请销号');
    await rate(owner, '已完成', '整改完成情况', '管网改造完成，水质检测合格');
    await begin(office, 'approvals', '核查签字');
    await drawer(office).getByText('管网改造完成，水质检测合格').waitFor();
    await drawer(office).getByText('退回整改', { exact: true }).click();
    await drawer(office).getByLabel('退回的理由和要求').fill('请补充用水户的意见');
    await send(office);
    expect(await status(OPEN)).toBe('rectifying');
    await begin(owner, OPEN, '申请销号');
    await rate(owner, '已完成', '整改完成情况', '已走访用水户30户，均满意');
    await begin(office, 'approvals', '核查签字');
    await rate(office, '已完成', '核查意见', '查验收单，入户核实');
    const team = await kit.page('p-team', WIDE);
    await begin(team, 'approvals', '核查签字');
    await rate(team, '已完成', '核查意见', '同意销号');
    await team.close();
    expect(await status(OPEN)).toBe('closed');
  });

  test('inspectors look back on a phone: one has come back and is open again, one has held twice and is archived; all of it can be read', async () => {
    const inspector = await kit.page('p-team2', PHONE);
    const record = async (issue: string, words: string, result: string): Promise<void> => {
      const { next_look_back: day } = await kit.rig.row(issue);
      await morning(issue, day ?? '');
      behind.add(inspector);
      await begin(inspector, 'look-backs', '记录', words);
      await drawer(inspector).getByText(result, { exact: true }).click();
      await drawer(inspector).getByLabel('核查发现').fill('入户走访，查看台账');
      await drawer(inspector).getByLabel('核查方式', { exact: false }).fill('现场');
      await drawer(inspector).getByRole('button', { name: '发送' }).click();
      await drawer(inspector).waitFor({ state: 'hidden' });
    };
    await record(DONE, PRINTED.done, '反弹');
    expect(await kit.rig.row(DONE)).toMatchObject({ cycle: 2, status: 'rectifying' });
    await record(OPEN, PRINTED.open, '成效保持');
    expect(await status(OPEN)).toBe('closed');
    await record(OPEN, PRINTED.open, '成效保持');
    expect(await status(OPEN)).toBe('archived');
    await see(inspector, OPEN);
    await inspector.getByText('已归档').first().waitFor();
    for (const happened of ['签收', '批准延期', '退回', '归档']) await inspector.getByText(happened).first().waitFor();
    await see(inspector, DONE);
    await inspector.getByText('第2轮').first().waitFor();
    await see(inspector, 'audit');
    for (const name of ['第1号问题', '第2号问题']) await inspector.getByRole('link', { name }).first().waitFor();
    await inspector.getByText('归档', { exact: true }).first().waitFor();
  });

  test('nothing came from elsewhere, nothing was refused by the content rules', () => {
    expect(kit.troubles()).toEqual([]);
  });
});
