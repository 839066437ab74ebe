import { refuse } from '../../domain/refusal.ts';
import { bodyRows } from '../sheets/body.ts';
import { matchHeader, type MatchedHeader } from '../sheets/match-header.ts';
import type { Book } from '../sheets/read-book.ts';
import { cellText, columnLetter, type CellValue, type SheetTable } from '../sheets/table.ts';
import { KINDS, SHAPES, type TableKind } from './fields.ts';

/** A row of one of the four tables, by field. */
export type PeopleRow = {
  readonly kind: TableKind;
  readonly sheet: string;
  /** Counted from 1. */
  readonly row: number;
  readonly text: (field: string) => string;
  readonly value: (field: string) => CellValue;
  /** Has the table a column for it? */
  readonly has: (field: string) => boolean;
};

export type PeopleSheet = { readonly table: SheetTable; readonly kind: TableKind; readonly header: MatchedHeader };

/** Which of the four a sheet is, by its columns; its name decides between two that fit. Null: none of them. */
const kindOf = (table: SheetTable): PeopleSheet | null => {
  const fits = KINDS.flatMap((kind) => {
    const { fields, needs, zh } = SHAPES[kind];
    const header = matchHeader(table, fields, columnLetter);
    if (header === null) return [];
    const keys = new Set(header.columns.map(({ key }) => key));
    const mapped = header.columns.filter(({ key }) => key !== null).length;
    // A list of people with posts is read as people: only a column of its own for the holder makes it one of posts.
    const named = table.name.includes(zh) ? 10 : 0;
    return needs.every((key) => keys.has(key)) && mapped >= 2 ? [{ table, kind, header, score: named + mapped + (kind === 'absence' ? 5 : 0) }] : [];
  });
  return fits.toSorted((a, b) => b.score - a.score)[0] ?? null;
};

/** Reads the tables of a directory out of a book: units, people, posts and leave, in this order. @throws Refusal PEOPLE_FILE_NO_TABLE */
export const readPeopleBook = ({ file, tables }: Book): { readonly sheets: readonly PeopleSheet[]; readonly rows: readonly PeopleRow[]; readonly unread: readonly string[] } => {
  const found = tables.map((table) => ({ table, sheet: kindOf(table) }));
  const sheets = found.flatMap(({ sheet }) => (sheet === null ? [] : [sheet]));
  if (sheets.length === 0)
    refuse('PEOPLE_FILE_NO_TABLE', `“${file}”中没有人员、单位、岗位或休假的表；可用 huitoukan people template 导出样表`, `"${file}" has no table of people, units, posts or leave; huitoukan people template writes one to fill in`, { file });
  const order: readonly TableKind[] = ['unit', 'person', 'post', 'absence'];
  const rows = sheets.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).flatMap(rowsOf);
  return { sheets, rows, unread: found.flatMap(({ table, sheet }) => (sheet === null && table.rows.length > 0 ? [table.name] : [])) };
};

const rowsOf = ({ table, kind, header }: PeopleSheet): readonly PeopleRow[] => {
  const columns = new Map(header.columns.flatMap(({ key, column }) => (key === null ? [] : [[key, column] as const])));
  return bodyRows(table, header).rows.map(({ row, values }) => {
    const value = (field: string): CellValue => values[columns.get(field) ?? -1] ?? null;
    return { kind, sheet: table.name, row: row + 1, value, text: (field) => cellText(value(field)), has: (field) => columns.has(field) };
  });
};
