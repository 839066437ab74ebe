import { instantInWords, type Day, type Instant } from '../../domain/time.ts';
import { csvText, type Cell } from '../csv.ts';
import { listBook } from './write-book.ts';

export const LIST_FORMATS = ['xlsx', 'csv'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** A column of a list as a file: its head, its width (a Chinese character takes two), what stands in it. */
export type ListColumn<T> = { readonly head: string; readonly width: number; readonly value: (row: T) => Cell };
/** A moment as a cell; empty where there was none. */
export const momentCell = (at: Instant | null): Cell => (at === null ? null : instantInWords(at));

export type PlainList<T> = { readonly name: string; readonly columns: readonly ListColumn<T>[]; readonly rows: readonly T[]; /** A line above the head, in a workbook only. */ readonly above?: string };

/** A list of any kind as a workbook or as CSV, as of a day: every export of the page is made here. */
export const listBytes = async <T>(format: ListFormat, { name, columns, rows, above }: PlainList<T>, on: Day): Promise<Uint8Array> => {
  const head = columns.map((one) => one.head);
  const cells = rows.map((row) => columns.map(({ value }) => value(row)));
  if (format === 'csv') return new TextEncoder().encode(csvText([head, ...cells]));
  return await listBook([{ name, head, widths: columns.map(({ width }) => width), rows: cells, above: [above ?? `截至${on}，共${rows.length}项`] }], { title: name, on });
};
