import { createHash } from 'node:crypto';
import { plainHeader, scoreHeader, type Field } from './fields.ts';
import { cellText, isBlankRow, type SheetTable } from './table.ts';

/** How sure the reader is of a column: `low` ones are only offered, never taken. `given` was said by somebody. */
export type Certainty = 'given' | 'high' | 'medium' | 'low';

export type MatchedColumn = {
  /** 0-based. */
  readonly column: number;
  /** As printed; two header rows joined by a stroke. */
  readonly header: string;
  /** The field it is read as; null: kept as it stands, and not read. */
  readonly key: string | null;
  readonly certainty: Certainty | null;
  /** What it may be, where that is not sure enough. */
  readonly perhaps: string | null;
};

export type MatchedHeader = {
  /** 0-based first row of the header, and how many rows it has. */
  readonly row: number;
  readonly height: number;
  readonly columns: readonly MatchedColumn[];
  /** Names this header: the same columns of another month have the same. */
  readonly signature: string;
};

/** A header does not stand further down; titles and remarks above it are a few lines. */
const SEARCHED_ROWS = 30;
/** Below this a likeness is chance. */
const TAKEN = 0.66;
const OFFERED = 0.5;

/** What each column of a row says; a cell merged across several columns says it in all of them. */
const spreadRow = ({ rows, merges }: SheetTable, row: number, width: number): string[] => {
  const texts = Array.from({ length: width }, (_, column) => cellText(rows[row]?.[column]));
  for (const merge of merges) {
    if (row < merge.startRow || row > merge.endRow) continue;
    const said = cellText(rows[merge.startRow]?.[merge.startCol]);
    for (let column = merge.startCol; column <= Math.min(merge.endCol, width - 1); column += 1) texts[column] = said;
  }
  return texts;
};

const fieldsIn = (texts: readonly string[], fields: readonly Field[]): number => {
  const best = new Map<string, number>();
  for (const text of new Set(texts)) {
    const [first] = text.length > 40 ? [] : scoreHeader(text, fields);
    if (first !== undefined && first.score >= TAKEN) best.set(first.key, Math.max(best.get(first.key) ?? 0, first.score));
  }
  return [...best.values()].reduce((sum, score) => sum + score, 0);
};

/** The row that names most fields; at least two, or there is no header. */
const headerRow = (table: SheetTable, fields: readonly Field[], width: number): number | null => {
  let found: { row: number; score: number } | null = null;
  for (let row = 0; row < Math.min(SEARCHED_ROWS, table.rows.length); row += 1) {
    const score = fieldsIn(spreadRow(table, row, width), fields);
    // The upper row of two names groups, the lower one the columns: whichever says more, the search goes on from the upper.
    if (score >= 1.4 && (found === null || score > found.score + 0.01)) found = { row, score };
  }
  return found?.row ?? null;
};

/** The first row of a header of two: cells above that are merged across, or down into, the row that was found. */
const topOf = (table: SheetTable, row: number, fields: readonly Field[], width: number): number => {
  const { merges, rows } = table;
  const above = row - 1;
  if (above < 0 || isBlankRow(rows[above] ?? [])) return row;
  // Without merged cells (CSV) only what the row above says can tell.
  if (merges.length === 0) return fieldsIn(spreadRow(table, above, width), fields) >= 1.4 ? above : row;
  const downInto = merges.some((merge) => merge.startRow === above && merge.endRow >= row && fieldsIn([cellText(rows[above]?.[merge.startCol])], fields) > 0);
  const groups = merges.filter((merge) => merge.startRow === above && merge.endRow === above && merge.endCol > merge.startCol && merge.endCol - merge.startCol + 1 < width);
  return downInto || (groups.length > 0 && fieldsIn(spreadRow(table, above, width), fields) > 0) ? above : row;
};

/** How many rows a header has that begins at `row`. */
const heightOf = (table: SheetTable, row: number, fields: readonly Field[], width: number): number => {
  const merged = table.merges.filter((merge) => merge.startRow === row);
  const down = Math.max(0, ...merged.map((merge) => merge.endRow - row));
  if (down > 0 && down < 4) return down + 1;
  if (merged.some((merge) => merge.endCol > merge.startCol && merge.endCol - merge.startCol + 1 < width)) return 2;
  // Without merged cells (CSV): blanks above, names below.
  const [upper, lower] = [spreadRow(table, row, width), spreadRow(table, row + 1, width)];
  const below = lower.filter((text, column) => text !== '' && upper[column] === '');
  return below.length > 0 && fieldsIn(below, fields) >= TAKEN && lower.every((text) => text.length <= 16) ? 2 : 1;
};

const headerTexts = (table: SheetTable, row: number, height: number, width: number): readonly (readonly string[])[] => {
  const levels = Array.from({ length: height }, (_, level) => spreadRow(table, row + level, width));
  return Array.from({ length: width }, (_, column) => {
    const parts = levels.map((level) => level[column] ?? '').filter((text) => text !== '');
    return parts.filter((text, at) => parts.indexOf(text) === at);
  });
};

type Candidate = { readonly column: number; readonly key: string; readonly score: number };

/** The lowest row of a header says most; joined with what stands above it it may say it better. */
const candidatesOf = (levels: readonly string[], column: number, fields: readonly Field[]): readonly Candidate[] => {
  // A header of two rows that we wrote ourselves stands in one: 责任落实／责任领导.
  const parts = levels.flatMap((level) => level.split('／'));
  const scored = [...scoreHeader(parts.at(-1) ?? '', fields), ...(parts.length > 1 ? scoreHeader(parts.join(''), fields) : [])];
  return scored.map(({ key, score }) => ({ column, key, score }));
};

/** Each field once and each column once, the best fit first; of equals the one further left. */
const assign = (candidates: readonly Candidate[], fields: readonly Field[]): ReadonlyMap<number, Candidate> => {
  const taken = new Map<number, Candidate>();
  const keys = new Set<string>();
  for (const one of candidates.toSorted((a, b) => b.score - a.score || a.column - b.column)) {
    if (taken.has(one.column) || keys.has(one.key)) continue;
    taken.set(one.column, one);
    keys.add(one.key);
  }
  for (const { column, key } of taken.values()) {
    const other = fields.find((field) => field.key === key)?.yieldsTo;
    const instead = candidates.find((one) => one.column === column && one.key === other);
    if (other !== undefined && instead !== undefined && !keys.has(other)) taken.set(column, instead);
  }
  return taken;
};

const certaintyOf = (score: number): Certainty => (score >= 0.9 ? 'high' : score >= TAKEN ? 'medium' : 'low');

/** What somebody said of a table beside what stands in it. */
export type GivenLayout = {
  /** By the column's letter or its header: a field's key, or null to leave it alone. */
  readonly columns?: Readonly<Record<string, string | null>>;
  /** Counted from 1, as a spreadsheet does. */
  readonly headerRow?: number;
  readonly headerRows?: number;
};

/** The column as somebody named it: by letter, or by its printed header. */
const givenFor = (columns: GivenLayout['columns'], letter: string, header: string): string | null | undefined => {
  const named = Object.entries(columns ?? {}).find(([name]) => name === letter || plainHeader(name) === plainHeader(header));
  return named?.[1];
};

/**
 * Finds a table's header and what its columns are: titles above it, two header rows, merged groups. Null where no row names
 * two fields.
 */
export const matchHeader = (table: SheetTable, fields: readonly Field[], letterOf: (column: number) => string, given: GivenLayout = {}): MatchedHeader | null => {
  const width = Math.max(0, ...table.rows.slice(0, SEARCHED_ROWS + 5).map((row) => row.length));
  const found = given.headerRow === undefined ? headerRow(table, fields, width) : given.headerRow - 1;
  if (found === null || found >= table.rows.length) return null;
  const row = given.headerRow === undefined ? topOf(table, found, fields, width) : found;
  const height = given.headerRows ?? (row < found ? found - row + 1 : heightOf(table, row, fields, width));
  const texts = headerTexts(table, row, height, width);
  const said = texts.map((parts, column) => givenFor(given.columns, letterOf(column), parts.join('／')));
  const saidKeys = new Set(said.filter((key) => key !== undefined && key !== null));
  const open = texts.flatMap((parts, column) => (said[column] === undefined ? candidatesOf(parts, column, fields) : [])).filter(({ key, score }) => score >= OFFERED && !saidKeys.has(key));
  const matched = assign(open, fields);
  const columns = texts.flatMap((parts, column): MatchedColumn[] => {
    const header = parts.join('／');
    const key = said[column];
    if (key !== undefined) return [{ column, header, key, certainty: 'given', perhaps: null }];
    const hit = matched.get(column);
    if (hit === undefined) return header === '' ? [] : [{ column, header, key: null, certainty: null, perhaps: null }];
    const certainty = certaintyOf(hit.score);
    return [certainty === 'low' ? { column, header, key: null, certainty, perhaps: hit.key } : { column, header, key: hit.key, certainty, perhaps: null }];
  });
  const signature = createHash('sha256').update(JSON.stringify(texts.map((parts) => plainHeader(parts.join('／'))))).digest('hex').slice(0, 16);
  return { row, height, columns, signature };
};
