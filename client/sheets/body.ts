import { plainHeader } from './fields.ts';
import type { MatchedHeader } from './match-header.ts';
import { cellText, rowInWords, type CellValue, type SheetNote, type SheetTable } from './table.ts';

/** A row below the header, with what every cell says; a cell merged downwards says it in every row that it covers. */
export type BodyRow = {
  /** 0-based. */
  readonly row: number;
  readonly hidden: boolean;
  /** By column. */
  readonly values: readonly CellValue[];
  /** Columns whose cell goes on from the row above, as one merged cell. */
  readonly joined: ReadonlySet<number>;
};

/** What was passed over, and why: said, never swallowed. */
export type PassedRow = { readonly row: number; readonly text: string; readonly note: SheetNote };

export type Body = { readonly rows: readonly BodyRow[]; readonly passed: readonly PassedRow[] };

const FOOTER = /^(?:合计|总计|小计|共计|注|备注|说明|填表|填报|审核|审批|制表|联系|单位负责人|主要负责人|签字|打印|第\d+页)[\s：:（(]?/;

/** The rows below a header. Repeated headers and closing remarks are passed over by name. */
export const bodyRows = (table: SheetTable, header: MatchedHeader): Body => {
  const first = header.row + header.height;
  const width = Math.max(1, ...header.columns.map((one) => one.column + 1));
  const downward = downwardMerges(table, first);
  const printed = header.columns.map(({ column, header: name }) => ({ column, name: plainHeader(name.split('／').at(-1) ?? '') }));
  const rows: BodyRow[] = [];
  const passed: PassedRow[] = [];
  for (let row = first; row < table.rows.length; row += 1) {
    const { values, joined } = rowValues(table, row, width, downward);
    const texts = values.map(cellText);
    const said = texts.filter((text, column) => text !== '' && !joined.has(column));
    if (said.length === 0) continue;
    const note = passedOver(texts, said, printed, row);
    if (note !== null) passed.push({ row, text: said.join(' '), note });
    else rows.push({ row, hidden: table.hiddenRows.has(row), values, joined });
  }
  return { rows, passed };
};

const passedOver = (texts: readonly string[], said: readonly string[], header: readonly { readonly column: number; readonly name: string }[], row: number): SheetNote | null => {
  // Long texts are no names of columns; comparing them would cost most of the time.
  const repeats = header.filter(({ column, name }) => (texts[column]?.length ?? 0) <= 40 && name === plainHeader(texts[column] ?? '')).length;
  if (repeats >= 2 && repeats >= said.length * 0.8) return { code: 'ROW_HEADER_AGAIN', zh: `${rowInWords(row)}是重复的表头`, en: `row ${row + 1} is the header again` };
  if (new Set(said).size === 1 && FOOTER.test(said[0] ?? '')) return { code: 'ROW_FOOTER', zh: `${rowInWords(row)}是表尾说明`, en: `row ${row + 1} is a closing remark` };
  if (said.length <= 3 && /^(?:合计|总计|小计|共计)$/.test(said[0] ?? '')) return { code: 'ROW_TOTAL', zh: `${rowInWords(row)}是合计`, en: `row ${row + 1} is a total` };
  return null;
};

type Downward = { readonly column: number; readonly startRow: number; readonly startCol: number };

/** For every row: the columns that stand in a merged cell which began above or to the left of them. */
const downwardMerges = (table: SheetTable, first: number): ReadonlyMap<number, readonly Downward[]> => {
  const byRow = new Map<number, Downward[]>();
  for (const { startRow, startCol, endRow, endCol } of table.merges) {
    for (let row = Math.max(startRow, first); row <= Math.min(endRow, table.rows.length - 1); row += 1) {
      const list = byRow.get(row) ?? [];
      for (let column = startCol; column <= endCol; column += 1) if (row > startRow || column > startCol) list.push({ column, startRow, startCol });
      byRow.set(row, list);
    }
  }
  return byRow;
};

const rowValues = (table: SheetTable, row: number, width: number, downward: ReadonlyMap<number, readonly Downward[]>): { values: CellValue[]; joined: Set<number> } => {
  const values = Array.from({ length: width }, (_, column) => table.rows[row]?.[column] ?? null);
  const joined = new Set<number>();
  for (const { column, startRow, startCol } of downward.get(row) ?? []) {
    if (column >= width) continue;
    // A cell merged to the right says it once; one merged downwards in every row.
    if (column === startCol) values[column] = table.rows[startRow]?.[startCol] ?? null;
    if (row > startRow) joined.add(column);
  }
  return { values, joined };
};
