import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** The middle of a round, with some of it done, some late, some waiting for a signature; and a year later, with look-backs, rebounds and a long history. */
export type Play = 'middle' | 'later';
type Words = { readonly zh: string; readonly en: string };

/** A picture of a page: who sees it, when, and what docs/page.md says of it. */
export type Shot = {
  readonly file: string;
  /** Behind `#/`; the door itself where it is null. */
  readonly path: string | null;
  /** By whom: the first button under these words, or with them, on the demo's sign-in page. */
  readonly role: string;
  readonly name: Words;
  readonly what: Words;
  /** The middle where nothing else is said. */
  readonly play?: Play;
  /** What else is done before the picture. */
  readonly first?: (page: Page) => Promise<void>;
};

const OWNER = '责任人';
const OFFICE = '督查室（巡察办）';
/** Of the inspection team: who signed the closures may not look back. */
const TEAM = '沈知秋';
const KEEPER = '管理员（管账号和设置，不参与办件）';
const ROUND = 'baishi-2026';
const REPORT = fileURLToPath(new URL('../../samples/reports/township-one-line.txt', import.meta.url));

const press = (name: string) => async (page: Page): Promise<void> => await page.getByRole('button', { name }).first().click();
/** By the keyboard, because on a phone some of them lie beyond the edge; then the focus goes elsewhere. */
const tab = (name: string) => async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name, exact: true }).press('Enter');
  await page.locator('main h1').click();
};

/** A part of the page of one round, a year on where nothing else is said. */
const ofRound = (part: string, file: string, name: Words, what: Words, first?: Shot['first'], play: Play = 'later'): Shot => ({ file, path: `rounds/${ROUND}?tab=${part}`, role: OFFICE, play, name: { zh: `轮次：${name.zh}`, en: `A round: ${name.en}` }, what, ...(first === undefined ? {} : { first }) });
const ofAudit = (file: string, words: string, name: Words, what: Words, then?: Shot['first']): Shot => ({
  file, path: 'audit', role: OFFICE, play: 'later', name: { zh: `审计：${name.zh}`, en: `Audit: ${name.en}` }, what,
  first: async (page) => {
    await tab(words)(page);
    await then?.(page);
  },
});
const ofSettings = (part: string, name: Words, what: Words, role = OFFICE): Shot => ({ file: `settings-${part}`, path: `settings/${part}`, role, name: { zh: `设置：${name.zh}`, en: `Settings: ${name.en}` }, what });

/** Every page and every part of one, in the order of the menu. */
export const SHOTS: readonly Shot[] = [
  { file: 'sign-in', path: null, role: OWNER, name: { zh: '登录', en: 'Sign-in' }, what: { zh: '账号与密码（可另设动态口令），或单位统一登录；演示中每人一个按钮。', en: 'Account and password (and a second factor), or the login of the unit; in a demo a button for everybody.' } },
  { file: 'todo', path: 'todo', role: OWNER, name: { zh: '我的待办', en: 'What I must do' }, what: { zh: '我要办的事，最急的在前，一键办理；待签收的通知。', en: 'What I must do, the most urgent first, one tap each; notices that wait to be confirmed.' } },
  { file: 'approvals', path: 'approvals', role: OFFICE, name: { zh: '审批', en: 'Approvals' }, what: { zh: '等我决定的：整改措施、延期、销号、交接、更正、不予公开。', en: 'What waits for my decision: plans, extensions, closures, hand-overs, corrections, withholding.' } },
  { file: 'plan-review', path: 'approvals', role: OFFICE, first: async (page) => await page.locator('.duty-buttons .ant-btn-primary').first().click(), name: { zh: '审批：对照办理', en: 'An approval, beside the case' }, what: { zh: '表单旁是问题原文、措施和佐证材料。', en: 'The form stands beside the finding, its measures and the evidence.' } },
  { file: 'register', path: 'register', role: OFFICE, name: { zh: '台账', en: 'Register' }, what: { zh: '全部问题：选列、筛选（留在网址中）、亮灯、剩余天数，勾选后批量办理，导出。', en: 'All issues: columns to choose, filters kept in the address, lights, days left, acts on many at once, export.' } },
  { file: 'issue', path: `issue/${ROUND}/3`, role: OFFICE, play: 'later', name: { zh: '问题', en: 'An issue' }, what: { zh: '一个问题一页：原文、承诺、措施、佐证、文书、经过，下一步，我可以办理什么、为什么不能办理其他。', en: 'The case on one page: finding, promises, measures, evidence, papers, what happened, what comes next, what I may do and why not anything else.' } },
  { file: 'common', path: `common/${ROUND}/29`, role: OFFICE, play: 'later', name: { zh: '共性问题', en: 'A common issue' }, what: { zh: '分交各单位的进度，文字更正，补交单位。', en: 'How far every unit is, correction of its words, more units.' } },
  { file: 'rounds', path: 'rounds', role: OFFICE, name: { zh: '轮次', en: 'Rounds' }, what: { zh: '我看得到的轮次，最近反馈的在前；导入通报或台账，导出清单。', en: 'Those I may see, the newest feedback first; the way to the import, and the list as a file.' } },
  { file: 'import', path: 'import', role: OFFICE, name: { zh: '导入', en: 'Import' }, what: { zh: '选一份通报或台账（文本、网页、Word、PDF、Excel、CSV）。', en: 'A report or a register (text, HTML, Word, PDF, Excel, CSV) is chosen.' } },
  { file: 'import-check', path: 'import', role: OFFICE, first: async (page) => await page.locator('input[type=file]').setInputFiles(REPORT), name: { zh: '导入：核对', en: 'Import: looked through' }, what: { zh: '读出的问题逐条核对、修改，未归入的行在后；最后一步之前什么也不写入。', en: 'What was read, to be looked through and mended, with the lines that belong to nothing; nothing is written before the last step.' } },
  { file: 'round', path: `rounds/${ROUND}`, role: OFFICE, name: { zh: '轮次：总览', en: 'A round: overview' }, what: { zh: '账目相符的统计，进度与时限对照，各单位、各责任领导亮灯，账龄，延期与反弹。', en: 'Counts that add up, progress against dates, lights by unit and leader, ageing, extensions and rebounds.' } },
  ofRound('acts', 'round-acts', { zh: '办理', en: 'acts' }, { zh: '报送整改方案和进展情况报告、审核、评估、登记成果；节点和轮次的经过。', en: 'The plan and the report of the round are handed in, reviewed, assessed; outcomes; milestones and what happened.' }),
  ofRound('gantt', 'round-gantt', { zh: '时限图', en: 'due dates' }, { zh: '每个问题一条，从立项到时限，延期增加的一段另着色；可换成清单。', en: 'A bar an issue from its opening to its date, what extensions added in a colour of its own; also as a list.' }, undefined, 'middle'),
  ofRound('common', 'round-common', { zh: '共性问题', en: 'common issues' }, { zh: '各共性问题分交了多少单位、销号多少。', en: 'To how many units each was handed out, and how many of them are done.' }),
  ofRound('lineage', 'round-lineage', { zh: '关联', en: 'lineage' }, { zh: '与以往轮次相似的问题，由人确认或认定无关联。', en: 'Findings that read like those of earlier rounds, confirmed or rejected by people.' }),
  ofRound('rollups', 'round-rollups', { zh: '周报与任务清单', en: 'roll-ups' }, { zh: '已发出的周报、月度任务清单和送达人数，此刻的内容。', en: 'Weekly reports and monthly lists that went out, whom they reached, and how one would read now.' }),
  ofRound('papers', 'round-papers', { zh: '文书与档案', en: 'papers and files' }, { zh: '督办函等的文号、签收，预览和下载；提醒函；整个轮次的档案。', en: 'Letters with their numbers and confirmations, to look at and to take; a letter of reminder; the files of the whole round.' }),
  ofRound('report', 'round-report', { zh: '进展情况通报', en: 'progress report' }, { zh: '按台账生成内部通报或社会公开稿，逐项核对隐去的内容；核对别处写好的通报。', en: 'Made from the register, internal or public, each masked place to be looked at; a report written elsewhere is checked.' }, async (page) => {
    await press('生成预览')(page);
    await page.getByRole('heading', { name: '内部通报' }).hover();
    await page.mouse.wheel(0, 500);
  }),
  { file: 'rehearsal', path: `rounds/${ROUND}?tab=rehearsal`, role: OFFICE, first: press('开始推演'), name: { zh: '轮次：沙盘推演', en: 'A round: rehearsal' }, what: { zh: '假设谁都不办理，哪些日子提醒谁、升级到哪一级。', en: 'If nobody acted: on which days whom would be told, and how far it would climb.' } },
  ofRound('draws', 'round-draws', { zh: '抽签', en: 'draws' }, { zh: '预告、承诺、揭示、复核回头看的抽签。', en: 'A draw of look-backs is announced, committed to, revealed, and checked by anybody.' }),
  { file: 'look-backs', path: 'look-backs', role: OFFICE, play: 'later', name: { zh: '回头看', en: 'Look-backs' }, what: { zh: '要做的回头看（日历或清单）、建议的回头看、抽签。', en: 'What has to be looked at again (calendar or list), what is proposed, the draws.' } },
  { file: 'look-back-record', path: 'look-backs', role: TEAM, play: 'later', first: async (page) => await page.locator('.duty-buttons .ant-btn-primary').first().click(), name: { zh: '回头看：现场记录', en: 'Look-backs: the record on the spot' }, what: { zh: '在手机上填写，照片带时间；没有网络也能存为草稿。', en: 'Written on a phone, photos with their time; without a network it is kept as a draft.' } },
  { file: 'audit', path: 'audit', role: OFFICE, play: 'later', name: { zh: '审计：全部经过', en: 'Audit: full history' }, what: { zh: '记录是否完整；谁何时做了什么，可筛选、导出。', en: 'Whether the record is whole; who did what when, with filters and an export.' } },
  ofAudit('audit-person', '人员', { zh: '人员', en: 'a person' }, { zh: '一个人历次轮次中收到的通知、经手的问题、办理的事项。', en: 'One person over all rounds: notices, issues, everything they did.' }, async (page) => {
    await page.getByLabel('请选择人员').click();
    await page.locator('.ant-select-item-option').first().click();
  }),
  ofAudit('audit-unit', '单位', { zh: '单位', en: 'a unit' }, { zh: '一个单位历次轮次的问题、逾期、延期、退回、反弹。', en: 'One unit over all rounds: findings, overdue, extended, sent back, come back.' }),
  ofAudit('audit-deliveries', '通知送达', { zh: '通知送达', en: 'deliveries' }, { zh: '每条通知发给谁、到了没有。', en: 'Every notice, to whom, and whether it arrived.' }),
  ofAudit('audit-exports', '文书档案导出', { zh: '文书档案导出', en: 'exports' }, { zh: '谁、何时导出过什么，附哈希。', en: 'Who took what away when, with its hash.' }),
  ofAudit('audit-access', '查阅与导出记录', { zh: '查阅与导出记录', en: 'who read what' }, { zh: '巡察组看过什么、谁查过某人，也记录在案。', en: 'What the inspection team read, and who read about a person, is on record, too.' }),
  ofSettings('account', { zh: '我的账号', en: 'my account' }, { zh: '密码、动态口令、登录设备、日历订阅、接口令牌。', en: 'Password, second factor, sessions, calendar feed, tokens.' }),
  ofSettings('people', { zh: '人员岗位', en: 'people' }, { zh: '人员、岗位和任期，变动，请假与代理，从表格导入。', en: 'People, posts and terms, changes, leave and deputies, import from a workbook.' }),
  ofSettings('policies', { zh: '办法', en: 'policies' }, { zh: '各版办法和执行中的问题数；让未了结的问题改按新办法。', en: 'Every version, how many open issues stand on it; open issues move to another.' }),
  { file: 'settings-policy', path: 'settings/policies', role: OFFICE, first: press('查看/改出新版'), name: { zh: '设置：改出一版办法', en: 'Settings: another version of a policy' }, what: { zh: '表单或 YAML，与旧版的差别，采用前先推演。', en: 'A form or YAML, the differences, a rehearsal before it is adopted.' } },
  ofSettings('holidays', { zh: '节假日', en: 'holidays' }, { zh: '放假和调休安排，按年导入，受影响的时限先看后用。', en: 'Days off and shifted working days, year by year; the dates that would move are shown first.' }),
  ofSettings('templates', { zh: '文书模板', en: 'templates' }, { zh: '通知和文书的样式，改了先预览。', en: 'How notices and papers read; looked at before they are kept.' }),
  ofSettings('channels', { zh: '通知渠道', en: 'channels' }, { zh: '邮件和群机器人，试发一条。', en: 'Mail and group robots, with a trial.' }),
  ofSettings('accounts', { zh: '账号管理', en: 'accounts' }, { zh: '邀请、停用、授权查阅，只有管理员可用。', en: 'Invitations, closing, rounds a reader may see; for the administrator only.' }, KEEPER),
  ofSettings('webhooks', { zh: '回调', en: 'webhooks' }, { zh: '向其他系统发送签名的事件，试发、到达情况。', en: 'Signed events to other systems, a trial, what arrived.' }, KEEPER),
  ofSettings('health', { zh: '运行状况', en: 'health' }, { zh: '引擎、数据库、投递、对账是否正常。', en: 'Whether engine, ledger, deliveries and reconciler are well.' }),
];

export const SIZES = { '1366x768': { width: 1366, height: 768 }, '390x844': { width: 390, height: 844 } } as const;
export type Size = keyof typeof SIZES;

const picture = (file: string, size: Size, width: number, alt: string): string => `<img src="screenshots/${file}-${size}.png" width="${width}" alt="${alt}">`;

/** docs/page.md: every page with what it is for and its pictures. */
export const pageDocument = (): string =>
  [
    '# 页面 / The page',
    '',
    '每一页在电脑（1366×768）和手机（390×844）上的样子，取自演示数据；`npm run screenshots` 重新生成，也写成本文。谁看到哪些页，由 [authorization.md](authorization.md) 决定；办哪件事在哪一页：[where-to-do-what.md](where-to-do-what.md)。',
    'Every page on a desk (1366×768) and on a phone (390×844), with the data of the demo; `npm run screenshots` makes the pictures and this file anew. Who sees which: [authorization.md](authorization.md); what is done where: [where-to-do-what.md](where-to-do-what.md).',
    '',
    '| | 1366×768 | 390×844 |',
    '|---|---|---|',
    ...SHOTS.map(({ file, name, what }) => `| **${name.zh}**<br>${what.zh}<br><br>**${name.en}**<br>${what.en} | ${picture(file, '1366x768', 460, name.en)} | ${picture(file, '390x844', 160, `${name.en}, on a phone`)} |`),
    '',
  ].join('\n');
