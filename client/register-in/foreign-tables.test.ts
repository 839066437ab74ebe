import { writeXlsx, type CellValue, type MergeRange } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { CN_2026 } from '../../domain/testing/day-tables.ts';
import type { Directory } from '../../ledger/directory-view.ts';
import { bookOf } from '../sheets/read-book.ts';
import { PartyFinder } from './find-party.ts';
import { planRegister, type RegisterPlan } from './plan.ts';
import { readRegister, type RegisterLayout, type RegisterTable } from './read-register.ts';
import { failedBook } from './results.ts';

const directory: Directory = {
  people: [
    { id: 'p-he', name: '何立', email: null, leftOn: null },
    { id: 'p-lu', name: '鲁 岩', email: null, leftOn: null },
    { id: 'p-li1', name: '李伟', email: null, leftOn: null },
    { id: 'p-li2', name: '李伟', email: null, leftOn: null },
    { id: 'p-gone', name: '高远', email: null, leftOn: '2026-01-01' },
  ],
  units: [],
  posts: [{ id: 'deputy', title: '副镇长', unit: '青石镇', unitId: null, heads: false, holders: [{ person: 'p-lu', from: '2025-01-01', to: null }] }],
};

const planOf = async (bytes: Uint8Array, name: string, layout: RegisterLayout = {}): Promise<{ register: RegisterTable; plan: RegisterPlan }> => {
  const register = await readRegister(await bookOf(bytes, name), layout, () => Promise.resolve(null));
  const parties = { head: 'post:head', superior: null, supervision: 'post:sup', team: 'post:team' } as const;
  const plan = planRegister(register.grouped, { finder: new PartyFinder(directory, '2026-11-22'), feedback: '2026-03-02', days: CN_2026, numbered: register.grouped.numbered, head: { id: 'r1', feedback: '2026-03-02', parties }, known: new Map(), pending: new Set(), handedOut: new Map() });
  return { register, plan };
};

const book = async (rows: CellValue[][], options: { merges?: MergeRange[]; hidden?: number[]; cells?: Map<string, { value: CellValue; style: { numFmt: string } }> } = {}): Promise<Uint8Array> =>
  await writeXlsx({ sheets: [{ name: '台账', rows, merges: options.merges ?? [], rowDefs: new Map((options.hidden ?? []).map((row) => [row, { hidden: true }])), ...(options.cells === undefined ? {} : { cells: options.cells }) }] });
const csv = (text: string): Uint8Array => new TextEncoder().encode(text);
const across = (startRow: number, startCol: number, endRow: number, endCol: number): MergeRange => ({ startRow, startCol, endRow, endCol });
const mapping = ({ header }: RegisterTable): Record<string, string | null> => Object.fromEntries(header.columns.map((one) => [one.header, one.key]));
const codes = (plan: RegisterPlan): readonly string[][] => plan.rows.map(({ reasons }) => reasons.map(({ code }) => code));

describe('a table with titles, two header rows, merged cells, hidden rows and measures below each other', () => {
  const rows: CellValue[][] = [
    ['青石镇党委巡察反馈问题整改台账', null, null, null, null, null, null, null],
    ['反馈时间：2026年3月2日', null, null, null, null, null, '填表人：何立', null],
    ['序号', '问题方面', '反馈的问题', '整改措施', '责任落实', null, '整改期限', '进展情况'],
    [null, null, null, null, '责任领导', '具体责任人', null, null],
    [1, '党的领导', '学习不深入', '修订学习制度', '副镇长（鲁岩）', '何立、李伟', '2026年6月底前', '已修订制度'],
    [null, null, null, '开展专题研讨', null, '何立', '长期坚持', null],
    [2, null, '会议记录不规范', '补齐记录', null, '何立', 46203, '正在补'],
    [3, '廉政建设', '公车管理松散', '建台账', '副镇长鲁岩', '李伟', '2026.3', null],
    [4, null, '接待超标', '清退', '赵某', '高远', '2026.13', null],
    ['合计', 4, null, null, null, null, null, null],
  ];
  const merges = [across(0, 0, 0, 7), across(1, 0, 1, 5), across(2, 4, 2, 5), ...[0, 1, 2, 3, 6, 7].map((column) => across(2, column, 3, column)), across(4, 0, 5, 0), across(4, 1, 6, 1), across(4, 2, 5, 2), across(4, 4, 6, 4)];

  test('finds the header under the titles and names every column', async () => {
    const { register } = await planOf(await book(rows, { merges, hidden: [6] }), '台账.xlsx');
    expect(register.header).toMatchObject({ row: 2, height: 2 });
    expect(mapping(register)).toEqual({ 序号: 'position', 问题方面: 'category', 反馈的问题: 'title', 整改措施: 'measures', '责任落实／责任领导': 'leader', '责任落实／具体责任人': 'owner', 整改期限: 'due', 进展情况: 'progress' });
    expect(register.stated).toMatchObject({ title: '青石镇党委巡察', unit: '青石镇党委', feedback: '2026-03-02' });
  });

  test('joins the rows of one issue, fills merged cells down, reads serial dates and several names, and says so', async () => {
    const { register, plan } = await planOf(await book(rows, { merges, hidden: [6] }), '台账.xlsx');
    const [first, second, third, fourth] = plan.rows;
    expect(plan.rows).toHaveLength(4);
    expect(first?.draft).toMatchObject({ number: '1', title: '学习不深入', category: '党的领导', due: { day: '2026-06-30', words: '2026年6月底前' }, kind: 'dated', parties: { owner: 'person:p-he', leader: 'post:deputy' }, standing: 'assigned' });
    expect(first).toMatchObject({ rows: [5, 6], details: { measures: '修订学习制度\n开展专题研讨', reported: '已修订制度', otherOwners: '李伟' } });
    expect(second?.draft).toMatchObject({ category: '党的领导', due: { day: '2026-06-30', words: null }, parties: { leader: 'post:deputy' } });
    expect(codes(plan)).toEqual([['OWNER_SEVERAL', 'DUE_SEVERAL', 'ROWS_JOINED'], ['ROW_HIDDEN'], ['PARTY_AMBIGUOUS'], ['PARTY_UNKNOWN', 'PARTY_UNKNOWN', 'DATE_UNREADABLE', 'CATEGORY_FILLED']]);
    expect(plan.rows.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'failed', 'failed']);
    expect(third?.draft).toBeNull();
    expect(fourth?.reasons.map(({ zh }) => zh).join()).toContain('“2026.13”读不出日期');
    expect(register.notes.map(({ code }) => code)).toContain('ROW_TOTAL');
  });

  test('rows that were not taken come back under standard headers with the reasons, and are read again once mended', async () => {
    const { register, plan } = await planOf(await book(rows, { merges, hidden: [6] }), '台账.xlsx');
    const back = await failedBook(register, plan, '2026-11-22');
    const again = await planOf(back ?? new Uint8Array(), '未导入.xlsx');
    expect(again.plan.rows.map(({ number, outcome }) => [number, outcome])).toEqual([['3', 'failed'], ['4', 'failed']]);
    expect(mapping(again.register)).toMatchObject({ 未导入原因: null, 序号: 'position', 责任人: 'owner', 整改时限: 'due', 问题类别: 'category' });
    const { readXlsx } = await import('hucre/xlsx');
    const [sheet] = (await readXlsx(back ?? new Uint8Array())).sheets;
    const mended = (sheet?.rows ?? []).map((row) => row.map((cell) => (cell === '李伟' ? 'p-li1' : cell === '2026.13' ? '2026.12' : cell)));
    const third = await planOf(await book(mended), '改好.xlsx');
    expect(third.plan.rows.map(({ number, outcome, draft }) => [number, outcome, draft?.category, draft?.due?.day])).toEqual([['3', 'new', '廉政建设', '2026-03-31'], ['4', 'new', '廉政建设', '2026-12-31']]);
  });
});

describe('dates', () => {
  const due = async (value: CellValue, numFmt?: string): Promise<unknown> => {
    const cells = numFmt === undefined ? undefined : new Map([['1,2', { value, style: { numFmt } }]]);
    const { plan } = await planOf(await book([['编号', '反馈问题', '完成时限'], ['1', '一个问题', value]], cells === undefined ? {} : { cells }), 'x.xlsx');
    const [row] = plan.rows;
    return row?.draft === null ? row.reasons.map(({ code }) => code).join() : `${row?.draft?.due?.day ?? '—'} ${row?.draft?.kind}`;
  };

  test.each([
    ['2026年3月底前', '2026-03-31 dated'],
    ['2026.3', '2026-03-31 dated'],
    ['2026/4/5', '2026-04-05 dated'],
    ['2026-06', '2026-06-30 dated'],
    ['长期坚持', '— sustained'],
    ['2026年6月底前并长期坚持', '2026-06-30 dated'],
    ['15个工作日内', '2026-03-23 dated'],
    ['年底前', '2026-12-31 dated'],
    ['尽快', '— dated'],
    ['2026年2月30日', 'DATE_UNREADABLE'],
    ['看情况', 'DATE_UNREADABLE'],
    [2026.3, '2026-03-31 dated'],
    [2026.1, 'DATE_AMBIGUOUS'],
    [2026.12, '2026-12-31 dated'],
    [20260331, '2026-03-31 dated'],
    [202603, '2026-03-31 dated'],
    [46112, '2026-03-31 dated'],
    [7, 'DATE_UNREADABLE'],
    [null, '— dated'],
  ])('%s is read as %s', async (value, read) => {
    expect(await due(value)).toBe(read);
  });

  test('a date cell counts by its day, whatever it is shown as', async () => {
    expect(await due(new Date('2026-03-31T00:00:00Z'), 'yyyy"年"m"月"d"日"')).toBe('2026-03-31 dated');
  });
});

test('states of a table that was kept elsewhere come in: done, kept up, under way, not begun; what nobody can read is not guessed', async () => {
  const states = ['已完成', '已销号', '取得阶段性成效并长期坚持', '整改中', '未启动', '100%', '是', '', '见附件三'];
  const { plan } = await planOf(csv(`编号,反馈问题,完成状态\n${states.map((state, at) => `${at + 1},问题${at + 1},${state}`).join('\n')}\n`), 'x.csv');
  expect(plan.rows.map(({ draft, reasons }) => draft?.standing ?? reasons[0]?.code)).toEqual(['closed', 'closed', 'sustained', 'rectifying', 'assigned', 'closed', 'closed', 'assigned', 'STATUS_UNKNOWN']);
});

test('GB18030 is read, and a number twice is not taken twice', async () => {
  // 编号,反馈问题,责任人 and two rows, as Excel saves CSV in China.
  const bytes = Uint8Array.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xb7, 0xb4, 0xc0, 0xa1, 0xce, 0xca, 0xcc, 0xe2, 0x2c, 0xd4, 0xf0, 0xc8, 0xce, 0xc8, 0xcb, 0x0d, 0x0a, 0x31, 0x2c, 0xce, 0xca, 0xcc, 0xe2, 0x2c, 0xba, 0xce, 0xc1, 0xa2, 0x0d, 0x0a, 0x31, 0x2c, 0xce, 0xca, 0xcc, 0xe2, 0x2c, 0x0d, 0x0a]);
  const { register, plan } = await planOf(bytes, 'x.csv');
  expect(register.notes.map(({ code }) => code)).toContain('SHEET_ENCODING');
  expect(plan.rows.map(({ outcome, draft, reasons }) => [outcome, draft?.parties.owner ?? reasons[0]?.code])).toEqual([['new', 'person:p-he'], ['failed', 'NUMBER_TWICE']]);
});

test('lines across the table are the category of what follows; a repeated header is passed over', async () => {
  const rows: CellValue[][] = [['序号', '存在问题', '整改举措', '完成时间', '责任人'], ['一、落实党中央决策部署方面', null, null, null, null], [1, '问题甲', '措施', '2026年5月', '何立'], ['序号', '存在问题', '整改举措', '完成时间', '责任人'], ['（二）作风建设方面', null, null, null, null], [2, '问题乙', '措施', '2026年5月', null]];
  const { register, plan } = await planOf(await book(rows, { merges: [across(1, 0, 1, 4), across(4, 0, 4, 4)] }), 'x.xlsx');
  expect(plan.rows.map(({ draft }) => [draft?.number, draft?.category, draft?.due?.day])).toEqual([['1', '一、落实党中央决策部署方面', '2026-05-31'], ['2', '（二）作风建设方面', '2026-05-31']]);
  expect(register.notes.map(({ code }) => code)).toContain('ROW_HEADER_AGAIN');
});

test('a mapping by letter or header goes before what the reader thinks', async () => {
  const rows: CellValue[][] = [['编号', '事情', '备注'], ['1', '问题甲', '2026年5月底前']];
  await expect(planOf(await book(rows), 'x.xlsx')).rejects.toMatchObject({ code: expect.stringMatching(/SHEET_NO_HEADER|REGISTER_NO_TITLE_COLUMN/) });
  const { plan } = await planOf(await book(rows), 'x.xlsx', { headerRow: 1, columns: { 事情: 'title', C: 'due' } });
  expect(plan.rows[0]?.draft).toMatchObject({ number: '1', title: '问题甲', due: { day: '2026-05-31' } });
});

test('five thousand rows are read, matched and planned within seconds', async () => {
  const rows = Array.from({ length: 5_000 }, (_, at): CellValue[] => [at + 1, '青石镇', `方面${at % 9}`, `第${at + 1}个问题：议事决策不规范，台账与实际不符，群众多次反映`, '修订制度，开展培训，逐项核对', '副镇长（鲁岩）', '何立', '2026年6月底前', '已完成', '已修订']);
  const bytes = await book([['序号', '被巡察单位', '问题类别', '反馈问题', '整改措施', '责任领导', '责任人', '整改时限', '完成状态', '进展情况'], ...rows]);
  const began = performance.now();
  const { plan } = await planOf(bytes, 'x.xlsx');
  expect(plan.rows.filter(({ outcome }) => outcome === 'new')).toHaveLength(5_000);
  // Two slow cores shared with other tests; ten seconds is the promise for the command.
  expect(performance.now() - began).toBeLessThan(8_000);
});
