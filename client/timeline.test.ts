import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PaperRound } from '../tests/paper-round.ts';
import { roundCounts } from './round-counts.ts';
import { loadTimelines, writeTimelines } from './timeline.ts';

let paper: PaperRound;
beforeAll(async () => {
  paper = await PaperRound.open([{ title: '会议记录*不规范*\n# 假标题' }, { number: '10' }, { number: '9' }]);
  await paper.act('1', 'p-owner', { type: 'accept' });
  await paper.pass(60);
  await paper.close('1');
  await paper.act('1', 'p-team2', { type: 'record-look-back', result: 'rebounded', findings: '再次出现', how: '走访' });
  await paper.db.updateTable('delivery').set({ state: 'suppressed', reason: 'no_address', settled_at: paper.now }).where('recipient', '=', 'p-head').where('state', '=', 'planned').execute();
});
afterAll(() => paper.drop());

const timeline = async (number: string): Promise<string> => (await loadTimelines(paper.db, [paper.id(number)], '2026-05-01')).get(paper.id(number)) ?? '';

test('a timeline tells the finding, the parties, what happened by day and who was told', async () => {
  const text = await timeline('1');
  expect(text).toContain('# 第1号：会议记录\\*不规范\\* \\# 假标题');
  expect(text).toContain('- 督查室（巡察办） supervision office：督查室主任（李四）');
  expect(text).toContain('整改时限 due：原定2026-04-02，现为');
  expect(text).toContain('### 2026-04-03');
  expect(text).toMatch(/- 0\d:\d\d \*\*到期\*\* fell due · 系统：2026-04-02前应完成整改，未办/);
  expect(text).toMatch(/\*\*督办升级\*\* rung opened · 系统：完成整改逾期，T\+10：督办函/);
  expect(text).toContain('**回头看** look-back recorded · 吴十：第1次，结果反弹；再次出现；方式：走访');
  expect(text).toContain('✉ 督促“重新整改” → 赵六（主要负责人），电子邮件，未发（收件人没有登记邮箱）');
  expect(text).toMatch(/状态 status：整改中 rectifying（第2轮整改）/);
  expect(text).toContain('## 待发 Still to come');
});

test('one file an issue; the order is by number', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'huitoukan-timelines-'));
  const paths = await writeTimelines(paper.db, 'r1', folder, paper.now);
  expect(paths.map((path) => path.slice(folder.length + 1))).toEqual(['issue-1.md', 'issue-9.md', 'issue-10.md']);
  expect((await readdir(folder)).length).toBe(3);
  expect(await readFile(paths[0] ?? '', 'utf8')).toBe((await loadTimelines(paper.db, [paper.id('1')], '2026-05-01')).get(paper.id('1')));
  await rm(folder, { recursive: true });
});

test('an unknown issue is refused', async () => {
  await expect(loadTimelines(paper.db, ['issue/r1/77'], '2026-05-01')).rejects.toMatchObject({ code: 'UNKNOWN_ISSUE' });
});

test('the counts of the round come out of the ledger and add up', async () => {
  const counts = await roundCounts(paper.db, 'r1');
  // Urged five times by the ladders; those nobody has accepted yet are not chased beside the ladder of their due date.
  expect(counts).toMatchObject({
    total: 3,
    byStatus: { rectifying: 1, assigned: 2 },
    marks: { overdue: 2 },
    happened: { everOverdue: 3, lookBacks: { total: 1, rebounded: 1 }, reopened: { afterLookBack: 1, byDecision: 0 }, rungs: { urging: 5, 'supervision-letter': 5, 'interview-notice': 3 } },
  });
});
