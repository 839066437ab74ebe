import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addFolder } from '../../client/evidence-folder/add-folder.ts';
import { COLUMNS } from '../../client/register/columns.ts';
import { exportRegister } from '../../client/register/export.ts';
import { importRegister, type RegisterImport, type RegisterImportOptions } from '../../client/register-in/import-register.ts';
import { csvText, type Cell } from '../../client/csv.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { addDrafts, draftsOf } from '../../ledger/register-imports.ts';
import { PARTIES } from '../rig-people.ts';
import { startRig, until, type Rig } from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const HEAD = ['序号', '存在问题', '问题方面', '责任人', '责任领导', '整改期限', '整改状态', '整改进展', '备注'];
const ROWS: readonly (readonly Cell[])[] = [
  ['1', '学习不深入', '党的领导', '张三', '分管副镇长（孙八）', '2027年6月底前', '整改中', '已修订制度', '重点'],
  ['2', '=HYPERLINK("http://x")', '廉政', '张三、钱七', '孙八', '长期坚持', '', '', ''],
  ['3', '接待超标', '廉政', '张三', '', '2027年2月30日', '', '', ''],
  ['4', '已经改好的', '廉政', '某某', '', '2026.3', '已完成', '清退完毕', ''],
];
const file = (rows: readonly (readonly Cell[])[]): { name: string; bytes: Uint8Array } => ({ name: '台账.csv', bytes: new TextEncoder().encode(csvText([HEAD, ...rows])) });
const parties = { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team };
const take = (what: { name: string; bytes: Uint8Array }, options: Partial<RegisterImportOptions> = {}): Promise<RegisterImport> =>
  importRegister(rig.client, what, { round: 'imported', person: 'p-sup', policy: 'default', dryRun: false, head: { unit: '青石镇党委', feedback: '2026-11-02', parties }, ...options });
const outcomes = ({ plan }: RegisterImport): Record<string, string> => Object.fromEntries(plan.rows.map(({ number, outcome }) => [number, outcome]));
const recorded = async (): Promise<number> => (await rig.db.selectFrom('issue_event').select('seq').execute()).length;

test('a table becomes a round; what failed is mended and added; exported and imported again nothing changes; differences become corrections', async () => {
  const preview = await take(file(ROWS), { dryRun: true });
  expect(outcomes(preview)).toEqual({ 1: 'new', 2: 'new', 3: 'failed', 4: 'new' });
  expect(await recorded()).toBe(0);
  expect(await rig.db.selectFrom('round').select('id').execute()).toEqual([]);

  const first = await take(file(ROWS));
  expect(first.added).toBe(3);
  expect(await rig.row('issue/imported/1')).toMatchObject({ status: 'rectifying', owner_ref: 'person:p-owner', leader_ref: 'post:leader', due_current: '2027-06-30', due_words: '2027年6月底前' });
  expect(await rig.row('issue/imported/2')).toMatchObject({ status: 'assigned', kind: 'sustained', title: '=HYPERLINK("http://x")' });
  expect(await rig.row('issue/imported/4')).toMatchObject({ status: 'closed', owner_ref: null });

  // Mended, and handed in as a whole: the rest is there already.
  await until(async () => (await rig.db.selectFrom('round').select('status').where('id', '=', 'imported').executeTakeFirst())?.status === 'running', 'the round to run');
  const mended = ROWS.map((row) => (row[0] === '3' ? [...row.slice(0, 5), '2027年2月底前', '', '', ''] : row));
  const second = await take(file(mended));
  expect(outcomes(second)).toEqual({ 1: 'same', 2: 'same', 3: 'new', 4: 'same' });
  expect(await rig.row('issue/imported/3')).toMatchObject({ status: 'assigned', due_current: '2027-02-28' });

  const before = await recorded();
  expect(outcomes(await take(file(mended)))).toEqual({ 1: 'same', 2: 'same', 3: 'same', 4: 'same' });
  const workbook = await exportRegister(rig.db, 'imported', 'xlsx');
  const again = await take({ name: 'register.xlsx', bytes: workbook });
  expect(again.plan.rows.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
  expect(await recorded()).toBe(before);
  expect(Buffer.compare(workbook, await exportRegister(rig.db, 'imported', 'xlsx'))).toBe(0);

  const entries = JSON.parse(new TextDecoder().decode(await exportRegister(rig.db, 'imported', 'json'))) as Record<string, unknown>[];
  expect(entries[1]).toMatchObject({ owner: '张三、钱七', leader: '分管副镇长（孙八）' });
  expect(entries[3]).toMatchObject({ owner: '某某', progress: '清退完毕', status: '已销号' });
  expect(Object.keys(entries[0] ?? {})).toEqual(COLUMNS.map(({ key }) => key));

  const changed = mended.map((row) => (row[0] === '1' ? ['1', '学习走过场', ...row.slice(2)] : row));
  const third = await take(file(changed), { correct: '与反馈意见原文核对' });
  expect(third.plan.rows[0]).toMatchObject({ outcome: 'different', differences: [{ field: 'title', have: '学习不深入', says: '学习走过场', act: 'correct' }] });
  expect(third.corrections).toEqual([{ number: '1', error: null }]);
  expect((await rig.events('issue/imported/1')).at(-1)).toBe('amendment-proposed');
  await rig.act('issue/imported/1', 'p-team', { type: 'approve-amendment' });
  expect((await rig.row('issue/imported/1')).title).toBe('学习走过场');
  // The old table still says what it said when the issue came in: it is old, and no correction.
  expect(outcomes(await take(file(mended)))).toMatchObject({ 1: 'same' });

  const kept = await rig.db.selectFrom('register_import_row' as never).selectAll().execute();
  expect(kept).toHaveLength(5);
  expect(kept[0]).toMatchObject({ number: '1', outcome: 'new', printed: { 备注: '重点', 责任人: '张三' } });
});

test('only those who keep a round add to it; what was written down and not opened is opened by the next run', async () => {
  const drafts = (await draftsOf(rig.db, 'imported')).map((one) => one.draft);
  await expect(take(file([...ROWS, ['9', '另一个问题', '', '', '', '', '', '', '']]), { person: 'p-owner' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  const [like] = drafts;
  if (like === undefined) throw new Error('the round has no drafts');
  const record = { round: 'imported', file: 'x', sha256: '', sheet: '', columns: [], by: 'p-sup', at: 1, rows: [] };
  // As if the run had been killed between the ledger and the engine.
  expect(await addDrafts(rig.db, 'imported', [like, { ...like, number: '9', title: '另一个问题' }], { 9: { goal: '建制度' } }, record)).toHaveLength(1);
  const resumed = await take(file([['9', '另一个问题', '', '', '', '', '', '', '']]));
  expect(outcomes(resumed)).toEqual({ 9: 'pending' });
  expect(resumed.added).toBe(1);
  expect(await rig.row('issue/imported/9')).toMatchObject({ title: '另一个问题' });
  expect(resumed.plan.absent).toEqual(['1', '2', '4', '3']);
});

test('a folder of evidence goes to the issues that its names say; unknown files are listed, programs refused, and the same folder again adds nothing', async () => {
  const home = mkdtempSync(join(tmpdir(), 'huitoukan-folder-'));
  try {
    const folder = join(home, '佐证');
    mkdirSync(join(folder, '2'), { recursive: true });
    writeFileSync(join(folder, '1-会议纪要.txt'), '会议纪要');
    writeFileSync(join(folder, '第1号 照片.jpg'), '%PDF-1.7\n1 0 obj');
    writeFileSync(join(folder, '2', '台账.txt'), '会议纪要');
    writeFileSync(join(folder, '无主.txt'), '不知道是谁的');
    writeFileSync(join(folder, '1-安装.exe'), 'MZ');
    writeFileSync(join(folder, 'Thumbs.db'), 'x');
    symlinkSync('/etc/hostname', join(folder, '1-链接.txt'));
    const hand = (dryRun: boolean) => addFolder(rig.client, folder, { round: 'imported', person: 'p-owner', store: join(home, 'evidence'), dryRun });
    const told = async (dryRun: boolean) => {
      const { files, passed } = await hand(dryRun);
      expect(passed).toEqual(['1-链接.txt', 'Thumbs.db']);
      return Object.fromEntries(files.map(({ path, outcome, refusal }) => [path, refusal?.code ?? outcome]));
    };
    // The second issue was not accepted yet: what the rules refuse is listed, too.
    const rest = { '1-安装.exe': 'EVIDENCE_PROGRAM', '2/台账.txt': 'WRONG_STATUS', '无主.txt': 'unknown' };
    expect(await told(true)).toEqual({ '1-会议纪要.txt': 'would add', '第1号 照片.jpg': 'would add', ...rest });
    expect((await rig.row('issue/imported/1')).evidence_count).toBe(0);
    expect(await told(false)).toEqual({ '1-会议纪要.txt': 'added', '第1号 照片.jpg': 'added', ...rest });
    expect([(await rig.row('issue/imported/1')).evidence_count, (await rig.row('issue/imported/2')).evidence_count]).toEqual([2, 0]);
    const before = await recorded();
    expect(await told(false)).toEqual({ '1-会议纪要.txt': 'already', '第1号 照片.jpg': 'already', ...rest });
    expect(await recorded()).toBe(before);
    expect((await hand(true)).files.find(({ path }) => path.includes('照片'))?.remark?.zh).toContain('pdf');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test('a finding that names several units is proposed as a common issue, and handed out where somebody says so; likeness to earlier findings is told beforehand', async () => {
  const units = [{ id: 'finance', name: '县财政局', superior: null }, { id: 'schools', name: '县教育局', superior: null }];
  await saveDirectory(rig.db, [], [{ id: 'finance-head', title: '局长', unit: 'finance', holders: [], heads: true }], '2026-11-02', units);
  const head = ['序号', '存在问题', '责任单位', '责任人', '整改期限'];
  const rows = [
    ['1', '已经改好的', '县财政局', '张三', '2027年6月底前'],
    ['2', '公务接待普遍超标', '县财政局、县教育局', '张三、李四', '2027年5月底前'],
    ['3', '差旅费报销普遍不规范', '县教育局；县财政局', '', '2027年5月底前'],
  ];
  const table = { name: '台账.csv', bytes: new TextEncoder().encode(csvText([head, ...rows])) };
  const options = { round: 'several', head: { unit: '青石镇党委', feedback: '2026-11-03', parties } };
  const preview = await take(table, { ...options, dryRun: true });
  expect(preview.common.map(({ number, units: named }) => [number, named.map(({ id }) => id)])).toEqual([['2', ['finance', 'schools']], ['3', ['schools', 'finance']]]);
  expect(preview.handedOut).toEqual([]);
  // Number 1 reads like one of the round above.
  expect(preview.lineage).toMatchObject([{ issue: 'issue/several/1', earlier: expect.stringContaining('issue/imported/') }]);
  await expect(take(table, { ...options, handOut: ['1'] })).rejects.toMatchObject({ code: 'IMPORT_NOT_COMMON', where: { number: '1' } });
  expect(await rig.db.selectFrom('round').select('id').where('id', '=', 'several').execute()).toEqual([]);

  const done = await take(table, { ...options, handOut: ['2'] });
  expect([done.handedOut, done.added]).toEqual([['2'], 4]);
  expect(await rig.db.selectFrom('issue').select('number').where('round_id', '=', 'several').orderBy('number').execute()).toEqual(['1', '2.finance', '2.schools', '3'].map((number) => ({ number })));
  expect(await rig.row('issue/several/2.finance')).toMatchObject({ common_number: '2', common_unit: 'finance', owner_ref: null, head_ref: 'post:finance-head', due_current: '2027-05-31' });
  expect((await rig.row('issue/several/2.schools')).head_ref).toBe(PARTIES.head);
  expect(await rig.db.selectFrom('lineage_proposal').select('issue_id').where('issue_id', 'like', 'issue/several/%').execute()).toHaveLength(preview.lineage.length);
  // The same table again: the row of the whole is none of its parts, and nothing is opened a second time.
  await until(async () => (await rig.db.selectFrom('round').select('status').where('id', '=', 'several').executeTakeFirst())?.status === 'running', 'the round to run');
  const again = await take(table, { ...options, handOut: 'all' });
  expect(outcomes(again)).toEqual({ 1: 'same', 2: 'same', 3: 'same' });
  expect([again.added, again.handedOut, again.plan.absent]).toEqual([0, [], []]);
  const exported = await take({ name: 'register.xlsx', bytes: await exportRegister(rig.db, 'several', 'xlsx') }, options);
  expect(exported.plan.rows.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
});
