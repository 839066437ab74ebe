import type { Body, BodyRow, PassedRow } from '../sheets/body.ts';
import type { MatchedHeader } from '../sheets/match-header.ts';
import { cellText, rowInWords, type CellValue, type Merge } from '../sheets/table.ts';
import { COLUMNS } from '../register/columns.ts';

/** What a table says of one issue: one row, or several where the issue's own cells are merged or blank in those below. */
export type RawIssue = {
  /** 0-based. */
  readonly rows: readonly number[];
  readonly hidden: boolean;
  /** By field; several where the issue has several rows that say different things. */
  readonly cells: ReadonlyMap<string, readonly CellValue[]>;
  /** Every filled cell as printed, by its header: the record of what was handed in. */
  readonly printed: Readonly<Record<string, string>>;
  /** A line across the table above it: 一、党的领导方面. */
  readonly section: string | null;
  /** The category came from the row above, where a table leaves repetitions blank. */
  readonly categoryFilled: boolean;
};

export type Grouped = { readonly issues: readonly RawIssue[]; readonly passed: readonly PassedRow[]; readonly orphans: readonly PassedRow[]; readonly numbered: boolean };

const SECTION = /^[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．,，\s]|方面|^第[一二三四五六七八九十]+(?:部分|类|项)|类问题/;

type Building = { rows: number[]; hidden: boolean; cells: Map<string, CellValue[]>; printed: Map<string, string[]>; section: string | null; categoryFilled: boolean };

/** A table with our own headers says everything itself: nothing of it is filled in. */
const isOwnTable = (header: MatchedHeader): boolean => {
  const standard = new Map(COLUMNS.map(({ key, zh }) => [key, zh]));
  return header.columns.filter(({ key, header: text }) => key !== null && standard.get(key) === text).length >= 10;
};

/** Puts the rows of a body together to issues. */
export const groupRows = ({ rows, passed }: Body, header: MatchedHeader, merges: readonly Merge[]): Grouped => {
  const columnOf = (key: string): number | undefined => header.columns.find((one) => one.key === key)?.column;
  const [title, number] = [columnOf('title'), columnOf('number') ?? columnOf('position')];
  const own = isOwnTable(header);
  const issues: Building[] = [];
  const orphans: PassedRow[] = [];
  let section: string | null = null;
  let category: CellValue = null;
  for (const row of rows) {
    const heading = sectionOf(row, title, merges);
    if (heading !== null) {
      section = heading;
      continue;
    }
    const goesOn = saysNothingNew(row, title) && saysNothingNew(row, number);
    const last = issues.at(-1);
    if (goesOn && last === undefined) {
      orphans.push({ row: row.row, text: row.values.map(cellText).filter((text) => text !== '').join(' ').slice(0, 200), note: { code: 'ROW_OF_NO_ISSUE', zh: `${rowInWords(row.row)}没有编号和问题，上面也没有问题`, en: `row ${row.row + 1} has neither number nor finding, and no issue stands above it` } });
      continue;
    }
    const issue: Building = goesOn && last !== undefined ? last : { rows: [], hidden: false, cells: new Map(), printed: new Map(), section, categoryFilled: false };
    if (issue !== last) issues.push(issue);
    takeRow(issue, row, header);
    if (own || goesOn || columnOf('category') === undefined) continue;
    const said = issue.cells.get('category')?.[0] ?? null;
    if (said !== null) category = said;
    else if (category !== null && section === null) {
      issue.cells.set('category', [category]);
      issue.categoryFilled = true;
    }
  }
  return { issues: issues.map(finished), passed, orphans, numbered: number !== undefined };
};

const saysNothingNew = (row: BodyRow, column: number | undefined): boolean => column === undefined || row.joined.has(column) || cellText(row.values[column]) === '';

/** One text alone in its row, across several columns or beside the column of findings, that reads like a heading. */
const sectionOf = (row: BodyRow, title: number | undefined, merges: readonly Merge[]): string | null => {
  const said = row.values.flatMap((value, column) => (cellText(value) === '' || row.joined.has(column) ? [] : [column]));
  const [column] = said;
  if (said.length !== 1 || column === undefined) return null;
  const text = cellText(row.values[column]);
  const across = merges.some((merge) => merge.startRow === row.row && merge.startCol === column && merge.endCol > column + 1);
  return (across || column !== title) && text.length <= 80 && SECTION.test(text) ? text : null;
};

/** Merged cells of an issue's first row count, those of the rows below say only what was said. */
const takeRow = (issue: Building, row: BodyRow, { columns }: MatchedHeader): void => {
  const goesOn = issue.rows.length > 0;
  issue.rows.push(row.row);
  issue.hidden ||= row.hidden;
  for (const { column, key, header } of columns) {
    const value = row.values[column] ?? null;
    const text = cellText(value);
    if (text === '' || (goesOn && row.joined.has(column))) continue;
    const name = header === '' ? `（第${column + 1}列）` : header;
    issue.printed.set(name, [...(issue.printed.get(name) ?? []), text]);
    if (key === null) continue;
    const kept = issue.cells.get(key) ?? [];
    if (!kept.some((one) => cellText(one) === text)) issue.cells.set(key, [...kept, value]);
  }
};

const finished = ({ printed, ...issue }: Building): RawIssue => ({ ...issue, printed: Object.fromEntries([...printed].map(([name, texts]) => [name, [...new Set(texts)].join('\n')])) });
