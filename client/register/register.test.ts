import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PaperRound } from '../../tests/paper-round.ts';
import { dayOf } from '../../domain/time.ts';
import { COLUMNS } from './columns.ts';
import { exportRegister } from './export.ts';

let paper: PaperRound;
beforeAll(async () => {
  paper = await PaperRound.open(
    [
      { title: '=HYPERLINK("http://x","点我")', category: '+1' },
      { title: '会议记录不规范，\n"三重一大"未集体研究', due: { day: '2026-06-30', words: '6月底前' }, kind: 'dated' },
      { number: '10', title: '长期坚持的问题\u0007', kind: 'sustained' },
    ],
    { record: { details: { '1': { goal: '建立制度', manifestations: ['一是', '二是'] } } } },
  );
  await paper.close('1');
  await paper.pass(130);
});
afterAll(() => paper.drop());

const text = async (format: 'csv' | 'json'): Promise<string> => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await exportRegister(paper.db, 'r1', format, { on: dayOf(paper.now) }));

test('the workbook holds all columns, filters and freezes its header, prints on A3, and lights as fills', async () => {
  const book = await readXlsx(await exportRegister(paper.db, 'r1', 'xlsx', { on: dayOf(paper.now) }), { readStyles: true });
  const [sheet] = book.sheets;
  expect(sheet?.rows[1]).toEqual(COLUMNS.map((column) => column.zh));
  expect(sheet?.rows).toHaveLength(5);
  expect(sheet?.freezePane).toMatchObject({ rows: 2, columns: 4 });
  // The title stands whole on the first of two pages.
  expect(sheet?.merges?.[0]?.endCol).toBeLessThan(COLUMNS.length * 0.7);
  expect(sheet?.autoFilter?.range).toBe(`A2:A${String.fromCharCode('A'.charCodeAt(0) + COLUMNS.length - 27)}5`);
  expect(sheet?.pageSetup).toMatchObject({ paperSize: 'a3', orientation: 'landscape', fitToWidth: 2, printTitlesRow: '$2:$2', printTitlesColumn: '$D:$D' });
  const [setA] = (await readXlsx(await exportRegister(paper.db, 'r1', 'xlsx', { on: dayOf(paper.now), columns: 'A' }))).sheets;
  expect(setA?.pageSetup).toMatchObject({ fitToWidth: 1, printTitlesRow: '$2:$2' });
  expect(setA?.rows[1]).toEqual(COLUMNS.filter(({ set }) => set === 'A').map(({ zh }) => zh));
  // As high as its longest wrapped text: not every program works that out.
  expect(sheet?.rowDefs?.get(2)?.height).toBeGreaterThan(30);
  const light = COLUMNS.findIndex((column) => column.key === 'light');
  expect(sheet?.rows[3]?.[light]).toBe('红');
  expect(sheet?.cells?.get(`3,${light}`)?.style?.fill).toMatchObject({ fgColor: { rgb: expect.stringMatching(/FF7C80$/) } });
});

test('what looks like a formula stays text: as typed in the workbook, with an apostrophe in CSV', async () => {
  const book = await readXlsx(await exportRegister(paper.db, 'r1', 'xlsx', { on: dayOf(paper.now) }), { readStyles: true });
  const title = COLUMNS.findIndex((column) => column.key === 'title');
  const cell = book.sheets[0]?.cells?.get(`2,${title}`);
  expect(book.sheets[0]?.rows[2]?.[title]).toBe('=HYPERLINK("http://x","点我")');
  expect(cell?.formula).toBeUndefined();
  expect(await text('csv')).toContain(`"'=HYPERLINK(""http://x"",""点我"")"`);
  expect(await text('csv')).toContain(`,'+1,`);
});

test('CSV begins with a byte order mark and keeps line breaks inside quotes', async () => {
  const csv = await text('csv');
  expect(csv.startsWith('\ufeff序号,')).toBe(true);
  expect(csv).toContain('"会议记录不规范，\n""三重一大""未集体研究"');
});

test('JSON tells the same by stable keys: days left, urging, who signed, details of the document', async () => {
  const [first, second, third] = JSON.parse(await text('json')) as Record<string, unknown>[];
  expect(first).toMatchObject({ number: '1', status: '已销号', goal: '建立制度', manifestations: '一是\n二是', doneOn: '2026-03-02', closedOn: '2026-03-02', daysLeft: null });
  expect(first?.['signatures']).toBe('督查室（巡察办）（李四）：属实\n巡察组（王五）：同意销号');
  expect(second).toMatchObject({ due: '6月底前', dueCurrent: '2026-06-30', daysLeft: -10, status: '待认领（逾期）', light: '红' });
  expect(second?.['urgings']).toMatch(/^\d次；最近2026-07-\d\d 督办函$/);
  expect(third).toMatchObject({ number: '10', position: 3 });
});

test('the same ledger gives the same bytes, tomorrow as well', async () => {
  const [one, two] = [await exportRegister(paper.db, 'r1', 'xlsx', { on: dayOf(paper.now) }), await exportRegister(paper.db, 'r1', 'xlsx', { on: dayOf(paper.now) })];
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  const three = await exportRegister(paper.db, 'r1', 'xlsx', { on: dayOf(paper.now) });
  expect(Buffer.compare(one, two)).toBe(0);
  expect(Buffer.compare(one, three)).toBe(0);
});
