import { writeXlsx, colToLetter } from 'hucre/xlsx';
import type { CellStyle, CellValue } from 'hucre/xlsx';
import type { Light } from '../../domain/policy-schema.ts';
import { dayInWords, type Day } from '../../domain/time.ts';
import { rowHeight } from '../sheets/row-height.ts';
import { writable } from '../sheets/writable.ts';
import { BORDER, solid } from '../sheets/write-book.ts';
import type { Column } from './columns.ts';
import type { RegisterEntry } from './entries.ts';

const FILLS: Readonly<Record<Light, string>> = { green: '92D050', blue: '9DC3E6', yellow: 'FFE699', red: 'FF7C80' };
/** `@`: a text that begins with = stays a text even after somebody has edited the cell. */
const TEXT: CellStyle = { numFmt: '@', border: BORDER, alignment: { wrapText: true, vertical: 'top' } };
const NUMBER: CellStyle = { border: BORDER, alignment: { horizontal: 'center', vertical: 'top' } };
const HEADER: CellStyle = { font: { bold: true }, fill: solid('D9E1F2'), border: BORDER, alignment: { wrapText: true, horizontal: 'center', vertical: 'center' } };
const TITLE: CellStyle = { font: { bold: true, size: 16 }, alignment: { horizontal: 'center', vertical: 'center' } };

/** Set A on one sheet of A3 is small and can be read; twice as many columns on one could not. */
const ON_ONE_SHEET = 380;
const pagesWide = (widths: readonly number[]): number => Math.ceil(widths.reduce((sum, width) => sum + width, 0) / ON_ONE_SHEET);

/** The last column of the first page: a title over all of several would be cut in two. */
const firstPageEnd = (widths: readonly number[]): number => {
  const room = widths.reduce((sum, width) => sum + width, 0) / pagesWide(widths);
  let filled = 0;
  const over = widths.findIndex((width) => (filled += width) > room);
  return over < 0 ? widths.length - 1 : Math.max(0, over - 1);
};

/** The title stands in row 0, the header in row 1, the first issue in row 2. */
const FIRST = 2;

/**
 * The register as a workbook: frozen and filtered header, lights as fills, ready to print on A3 landscape. The same
 * entries give the same bytes: nothing in the file asks a clock.
 */
export const registerSheet = async (entries: readonly RegisterEntry[], columns: readonly Column[], title: string, on: Day): Promise<Uint8Array> => {
  const cells = new Map<string, { value: CellValue; style: CellStyle }>();
  const put = (row: number, column: number, value: CellValue, style: CellStyle): void => {
    cells.set(`${row},${column}`, { value, style });
  };
  const rows: CellValue[][] = [[writable(title)], columns.map((column) => column.zh)];
  put(0, 0, writable(title), TITLE);
  columns.forEach((column, at) => put(1, at, column.zh, HEADER));
  for (const [index, entry] of entries.entries()) {
    const values = columns.map((column) => {
      const value = column.value(entry);
      return typeof value === 'string' ? writable(value) : value;
    });
    rows.push(values);
    values.forEach((value, at) => {
      const base = typeof value === 'number' ? NUMBER : TEXT;
      const lit = columns[at]?.key === 'light' && entry.light !== null;
      put(FIRST + index, at, value, lit && entry.light !== null ? { ...base, fill: solid(FILLS[entry.light]) } : base);
    });
  }
  const widths = columns.map(({ width }) => width);
  // On every page that goes on to the right, each line is known by its number.
  const known = colToLetter(Math.max(0, columns.findIndex(({ key }) => key === 'number')));
  const last = colToLetter(columns.length - 1);
  const asOf = new Date(`${on}T00:00:00Z`);
  return await writeXlsx({
    properties: { title: writable(title), creator: 'Huitoukan', created: asOf, modified: asOf },
    defaultFont: { name: '宋体', size: 11 },
    sheets: [
      {
        name: '整改台账',
        rows,
        cells,
        columns: columns.map(({ width }) => ({ width })),
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: firstPageEnd(widths) }],
        rowDefs: new Map([[0, { height: 30 }], [1, { height: 48 }], ...rows.slice(FIRST).map((row, at) => [FIRST + at, { height: rowHeight(row, widths) }] as const)]),
        freezePane: { rows: FIRST, columns: 4 },
        autoFilter: { range: `A2:${last}${Math.max(FIRST, rows.length)}` },
        pageSetup: { paperSize: 'a3', orientation: 'landscape', fitToPage: true, fitToWidth: pagesWide(widths), fitToHeight: 0, printTitlesRow: '$2:$2', printTitlesColumn: `$${known}:$${known}`, margins: { top: 0.6, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 } },
        headerFooter: { oddFooter: `&L截至${dayInWords(on)}&R第 &P 页，共 &N 页` },
      },
    ],
  });
};
