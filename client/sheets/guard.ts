import { refuse } from '../../domain/refusal.ts';
import { openOffice, readPart } from '../import/office-archive.ts';
import { columnNumber } from './table.ts';

/** What a workbook carries beside its cells, by the place in the container. */
export type BookParts = { readonly macros: readonly string[]; readonly links: readonly string[] };

/** A round has 20,000 issues at most; beside them there are titles and remarks. */
export const MAX_ROWS = 20_500;
export const MAX_COLUMNS = 256;
/** 5,000 issues in 40 columns are 200,000 cells. */
const MAX_CELLS = 2_000_000;

const CELL = /<(?:\w+:)?c[\s/>]/g;
/** A cell with something in it, by its place. */
const FILLED = /<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?(?:v|is|f)[\s>]/g;

/**
 * Looks a workbook over before a cell of it is parsed: the container and everything in it unpack to a reasonable size, and
 * it is a workbook at all. What it carries beside its cells is named; none of it is ever opened or run.
 * @throws Refusal IMPORT_ZIP_*, IMPORT_ENTITIES, SHEET_NOT_A_WORKBOOK, SHEET_TOO_MANY_CELLS
 */
export const demandHarmless = async (bytes: Uint8Array, file: string): Promise<BookParts> => {
  const zip = await openOffice(bytes, file);
  if (!zip.has('xl/workbook.xml'))
    refuse('SHEET_NOT_A_WORKBOOK', `“${file}”不是 .xlsx 工作簿；Word 文件请用 huitoukan import，其他文件请另存为 .xlsx 或 .csv`, `"${file}" is no .xlsx workbook; a Word document is for huitoukan import, other files have to be saved as .xlsx or .csv`, { file });
  let cells = 0;
  for (const name of zip.names) {
    // Everything is unpacked once here, under the limits: the reader after us trusts what the directory claims.
    const part = await readPart(zip, name, file);
    if (!/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) continue;
    const xml = Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
    for (const _ of xml.matchAll(CELL)) cells += 1;
    if (cells > MAX_CELLS)
      refuse('SHEET_TOO_MANY_CELLS', `“${file}”的 ${name} 单元格过多（上限${MAX_CELLS}个）；请删去多余的行列和工作表`, `${name} of "${file}" has too many cells (the limit is ${MAX_CELLS}); remove rows, columns and sheets that are not needed`, { file, entry: name, limit: MAX_CELLS });
    demandWithin(xml, name, file);
  }
  return { macros: zip.macros, links: [...zip.links, ...zip.embedded] };
};

/** What lies beyond the rows and columns that are read would be lost silently: borders and fills may, words may not. */
const demandWithin = (xml: string, entry: string, file: string): void => {
  for (const [, letters = '', row] of xml.matchAll(FILLED)) {
    if (Number(row) <= MAX_ROWS && (columnNumber(letters) ?? MAX_COLUMNS) < MAX_COLUMNS) continue;
    refuse('SHEET_TOO_LARGE', `“${file}”的 ${entry} 在 ${letters}${row} 还有内容，上限${MAX_ROWS}行、${MAX_COLUMNS}列；请删去或拆分`, `${entry} of "${file}" has something in ${letters}${row}; the limit is ${MAX_ROWS} rows and ${MAX_COLUMNS} columns: remove it, or split the table`, { file, entry, cell: `${letters}${row}` });
  }
};
