import type { Day } from '../../domain/time.ts';

/** A remark of the reader: what was met in a file, where, and what was made of it; both languages. */
export type SheetNote = { readonly code: string; readonly zh: string; readonly en: string };

export type CellValue = string | number | boolean | Date | null;
/** 0-based, both ends inclusive. */
export type Merge = { readonly startRow: number; readonly startCol: number; readonly endRow: number; readonly endCol: number };

/** One sheet as a grid of what its cells say; formulas stand with the result that they were saved with. */
export type SheetTable = {
  readonly name: string;
  readonly rows: readonly (readonly CellValue[])[];
  readonly merges: readonly Merge[];
  /** 0-based; folded away by somebody, and read all the same. */
  readonly hiddenRows: ReadonlySet<number>;
  readonly notes: readonly SheetNote[];
};

const pad = (value: number): string => String(value).padStart(2, '0');

/** The day of a date cell; Excel's dates have no zone, and the reader gives them in UTC. */
const dayOfDate = (date: Date): Day => `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;

/** What a cell says, as text: dates as days, numbers as printed, blank cells as nothing. */
export const cellText = (value: CellValue | undefined): string => {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : dayOfDate(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'number' ? String(value) : value.replace(/\r\n?/g, '\n').trim();
};

/** `A`, `AB`: how people name a column (0-based). */
export const columnLetter = (column: number): string => (column < 26 ? '' : columnLetter(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** 0-based; null for what is no column. */
export const columnNumber = (letters: string): number | null =>
  /^[A-Z]{1,3}$/.test(letters) ? [...letters].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1 : null;

/** Nothing in it but blanks. */
export const isBlankRow = (row: readonly CellValue[]): boolean => row.every((value) => cellText(value) === '');

/** 表一“问题台账”第7行 in words that a clerk finds again: rows are counted from 1. */
export const rowInWords = (row: number): string => `第${row + 1}行`;
