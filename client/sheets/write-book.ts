import { colToLetter, writeXlsx } from 'hucre/xlsx';
import type { CellStyle, CellValue } from 'hucre/xlsx';
import type { Day } from '../../domain/time.ts';
import { rowHeight } from './row-height.ts';
import { writable } from './writable.ts';

/** A plain list as a sheet: a head, rows, and how wide its columns are (a Chinese character takes two). */
export type ListSheet = {
  readonly name: string;
  readonly head: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly CellValue[])[];
  /** Lines above the head: what the sheet is for. */
  readonly above?: readonly string[];
};

const thin = { style: 'thin' as const, color: { rgb: '808080' } };
export const BORDER = { top: thin, right: thin, bottom: thin, left: thin };
export const solid = (rgb: string) => ({ type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb } });
const HEAD: CellStyle = { font: { bold: true }, fill: solid('D9E1F2'), border: BORDER, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } };
/** `@`: what begins with = stays a text, also after somebody has edited the cell. */
const TEXT: CellStyle = { numFmt: '@', border: BORDER, alignment: { vertical: 'top', wrapText: true } };
const NUMBER: CellStyle = { border: BORDER, alignment: { horizontal: 'center', vertical: 'top' } };
const REMARK: CellStyle = { numFmt: '@', font: { italic: true, color: { rgb: '595959' } } };

const styleOf = (value: CellValue, row: number, head: number): CellStyle => (row < head ? REMARK : row === head ? HEAD : typeof value === 'number' ? NUMBER : TEXT);

/** Lists as a workbook with frozen and filtered heads. The same lists of the same day give the same bytes: nothing asks a clock. */
export const listBook = async (sheets: readonly ListSheet[], { title, on }: { readonly title: string; readonly on: Day }): Promise<Uint8Array> => {
  const asOf = new Date(`${on}T00:00:00Z`);
  return await writeXlsx({
    properties: { title: writable(title), creator: 'Huitoukan', created: asOf, modified: asOf },
    defaultFont: { name: '宋体', size: 11 },
    sheets: sheets.map(({ name, head, widths, rows, above = [] }) => {
      const all: CellValue[][] = [...above.map((line) => [line]), [...head], ...rows.map((row) => [...row])].map((row) => row.map((value) => (typeof value === 'string' ? writable(value) : value)));
      const at = above.length;
      const cells = new Map(all.flatMap((row, line) => row.map((value, column) => [`${line},${column}`, { value, style: styleOf(value, line, at) }] as const)));
      const range = `A${at + 1}:${colToLetter(head.length - 1)}${Math.max(at + 2, all.length)}`;
      const rowDefs = new Map(all.slice(at).map((row, line) => [at + line, { height: rowHeight(row, widths) }]));
      const pageSetup = { paperSize: 'a4' as const, orientation: 'landscape' as const, fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: `$${at + 1}:$${at + 1}` };
      return { name, rows: all, cells, columns: widths.map((width) => ({ width })), rowDefs, freezePane: { rows: at + 1, columns: 0 }, autoFilter: { range }, pageSetup };
    }),
  });
};
