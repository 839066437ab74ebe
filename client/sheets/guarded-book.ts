/** Spreadsheets of strangers: read in a process of their own, and handed over as plain rows. */
import { runGuarded } from '../import/guarded.ts';
import { bookOf, type Book } from './read-book.ts';
import type { CellValue, SheetTable } from './table.ts';

/** A date would come out of JSON as a text. */
type PlainCell = Exclude<CellValue, Date> | { readonly date: number | null };
type PlainTable = Omit<SheetTable, 'rows' | 'hiddenRows'> & { readonly rows: readonly (readonly PlainCell[])[]; readonly hiddenRows: readonly number[] };
export type PlainBook = Omit<Book, 'tables'> & { readonly tables: readonly PlainTable[] };

const BOOK_TASK = new URL('book-task.ts', import.meta.url);
/** A text of this size is parsed at once, whatever stands in it; starting a process would take longer. */
const SHORT_BYTES = 1024 * 1024;

const plainCell = (value: CellValue): PlainCell => (value instanceof Date ? { date: Number.isNaN(value.getTime()) ? null : value.getTime() } : value);
const cellOf = (value: PlainCell): CellValue => (value !== null && typeof value === 'object' ? new Date(value.date ?? Number.NaN) : value);

/** A book as JSON holds it. */
export const plainBook = ({ file, tables, notes }: Book): PlainBook => ({
  file,
  notes,
  tables: tables.map((table) => ({ ...table, rows: table.rows.map((row) => row.map(plainCell)), hiddenRows: [...table.hiddenRows] })),
});

/** Reads a spreadsheet under the limits of `guarded.ts`. @throws Refusal SHEET_*, IMPORT_* naming the file and the place */
export const readBookGuarded = async (bytes: Uint8Array, file: string): Promise<Book> => {
  const isContainer = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isContainer && bytes.length <= SHORT_BYTES) return await bookOf(bytes, file);
  const { tables, ...book } = await runGuarded<PlainBook>(BOOK_TASK, { bytes, name: file });
  return { ...book, tables: tables.map((table) => ({ ...table, rows: table.rows.map((row) => row.map(cellOf)), hiddenRows: new Set(table.hiddenRows) })) };
};
