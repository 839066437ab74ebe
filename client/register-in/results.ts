import type { Day } from '../../domain/time.ts';
import { cellText, type CellValue } from '../sheets/table.ts';
import { listBook } from '../sheets/write-book.ts';
import { COLUMNS } from '../register/columns.ts';
import type { PlannedRow, RegisterPlan, RowOutcome } from './plan.ts';
import type { RegisterTable } from './read-register.ts';

/** What came of an import, as files that people open. */

const ROW_OUTCOME_NAMES: Readonly<Record<RowOutcome, { readonly zh: string; readonly en: string }>> = {
  new: { zh: '开立', en: 'opened' },
  pending: { zh: '继续开立', en: 'opening goes on' },
  same: { zh: '一致', en: 'the same' },
  different: { zh: '有出入', en: 'different' },
  failed: { zh: '未导入', en: 'not taken' },
};

const STANDARD = new Map(COLUMNS.map(({ key, zh }) => [key, zh]));
const reasonsOf = ({ reasons, differences }: PlannedRow): string =>
  [...reasons.map(({ column, zh }) => (column === null ? zh : `${STANDARD.get(column) ?? column}：${zh}`)), ...differences.map(({ zh, have, says }) => `${zh}：系统为“${have}”，表中为“${says}”`)].join('\n');

/** Every row of the table with what became of it and why, and what table and ledger say differently. */
export const resultBook = async ({ rows, absent }: RegisterPlan, on: Day): Promise<Uint8Array> =>
  await listBook(
    [
      { name: '逐行结果', head: ['行', '编号', '结果', '说明', '反馈问题'], widths: [8, 12, 10, 60, 60], rows: rows.map((row) => [row.rows.join('、'), row.number, ROW_OUTCOME_NAMES[row.outcome].zh, reasonsOf(row), row.title]) },
      {
        name: '出入',
        head: ['编号', '栏目', '系统中', '表中', '办理办法'],
        widths: [12, 16, 40, 40, 60],
        rows: rows.flatMap(({ number, differences }) => differences.map(({ zh, have, says, command }) => [number, zh, have, says, command ?? '系统按经过生成或不可更改，请核对'])),
      },
      { name: '表中没有', head: ['编号'], widths: [12], rows: absent.map((number) => [number]) },
    ],
    { title: '台账导入结果', on },
  );

const FAILED_HEAD = '未导入原因';

/** The rows that were not taken, under the standard headers, with the reasons in front: to be mended and imported again. Null where all were. */
export const failedBook = async ({ header }: RegisterTable, { rows }: RegisterPlan, on: Day): Promise<Uint8Array | null> => {
  const failed = rows.filter((row) => row.outcome === 'failed');
  if (failed.length === 0) return null;
  const columns = header.columns.map(({ key, header: printed }) => ({ key, head: key === null ? printed : (STANDARD.get(key) ?? printed) }));
  // Rows were counted where the table has no numbers: the count has to stay with them.
  const counted = columns.every(({ key }) => key !== 'number' && key !== 'position');
  const head = [FAILED_HEAD, ...(counted ? ['反馈问题编号'] : []), ...columns.map((one) => one.head)];
  const cellsOf = (row: PlannedRow): readonly CellValue[] => [reasonsOf(row), ...(counted ? [row.number] : []), ...columns.map(({ key, head: name }) => (row.raw === null ? null : key === null ? (row.raw.printed[name] ?? null) : handedBack(row.raw.cells.get(key) ?? [])))];
  const width = (name: string): number => (name === FAILED_HEAD || /问题|措施|情况/.test(name) ? 40 : 16);
  return await listBook([{ name: '未导入的行', head, widths: head.map(width), rows: failed.map((row) => withStray(row, cellsOf(row), columns.findIndex(({ key }) => key === 'title') + (counted ? 2 : 1))) }], { title: '未导入的行', on });
};

/** A number stays a number: 2026.1 as a text would be read as January. */
const handedBack = (values: readonly CellValue[]): CellValue => (values.length === 1 && typeof values[0] === 'number' ? values[0] : values.map(cellText).join('\n') || null);

/** What stood in a row of no issue goes where findings stand, so that none of it is lost. */
const withStray = ({ raw, title }: PlannedRow, cells: readonly CellValue[], at: number): readonly CellValue[] => (raw === null ? cells.map((cell, column) => (column === at ? title : cell)) : cells);
