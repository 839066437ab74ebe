import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../../domain/refusal.ts';
import { decodeText } from '../import/decode.ts';
import { demandHarmless, MAX_COLUMNS, MAX_ROWS, type BookParts } from './guard.ts';
import { columnLetter, isBlankRow, rowInWords, type CellValue, type SheetNote, type SheetTable } from './table.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

/** Registers of 5,000 issues have 2 MB; whatever is larger was chosen by mistake. */
export const MAX_SHEET_BYTES = 20 * 1024 * 1024;

/** The sheets of a file, and what there is to say of the file as a whole. */
export type Book = { readonly file: string; readonly tables: readonly SheetTable[]; readonly notes: readonly SheetNote[] };

/** The bytes of a spreadsheet file. @throws Refusal SHEET_UNREADABLE, SHEET_TOO_LARGE, SHEET_EMPTY */
export const readFileGuarded = async (path: string): Promise<Uint8Array> => {
  const facts = await stat(path).catch((error: unknown) => refuse('SHEET_UNREADABLE', `文件 ${path} 无法读取（${fileProblem(error).zh}）`, `the file ${path} cannot be read (${fileProblem(error).en})`, { file: path }));
  // Before anything is read: 200 MB would stand in memory.
  demandSize(facts.size, basename(path));
  return await readFile(path);
};

const demandSize = (bytes: number, file: string): void => {
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  if (bytes > MAX_SHEET_BYTES)
    refuse('SHEET_TOO_LARGE', `文件“${file}”有${megabytes} MB，上限${MAX_SHEET_BYTES / 1024 / 1024} MB；请删去图片和多余的工作表，或拆分`, `"${file}" has ${megabytes} MB, the limit is ${MAX_SHEET_BYTES / 1024 / 1024} MB; remove pictures and other sheets, or split it`, { file, bytes, limit: MAX_SHEET_BYTES });
  if (bytes === 0) refuse('SHEET_EMPTY', `文件“${file}”是空的`, `"${file}" is empty`, { file });
};

/** Reads a spreadsheet, whatever its name says it is. @throws Refusal SHEET_* naming the file and the place, IMPORT_* for text that cannot be read */
export const bookOf = async (bytes: Uint8Array, file: string): Promise<Book> => {
  demandSize(bytes.length, file);
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (start === 'PK\u0003\u0004') return await readWorkbook(bytes, file);
  if (start === '\u00d0\u00cf\u0011\u00e0')
    refuse('SHEET_OLD_FORMAT', `“${file}”是旧版 .xls 或设有密码的文件；请在 Excel 或 WPS 中去掉密码，另存为 .xlsx`, `"${file}" is an old .xls file, or has a password; remove the password and save it as .xlsx`, { file });
  return await readCsv(bytes, file);
};

const readCsv = async (bytes: Uint8Array, file: string): Promise<Book> => {
  const { text, encoding } = decodeText(bytes, file);
  const { parseCsv } = await import('hucre/csv');
  const rows = withoutTail(parseCsv(text, { maxRows: MAX_ROWS + 1 }));
  demandSmall(rows, file);
  const notes = encoding === 'utf-8' ? [] : [{ code: 'SHEET_ENCODING', zh: `按 ${encoding.toUpperCase()} 编码读取`, en: `read as ${encoding}` }];
  const plain = rows.map((row) => row.map((value) => (typeof value === 'string' ? withoutGuard(value) : value)));
  return { file, tables: [{ name: file, rows: plain, merges: [], hiddenRows: new Set(), notes: [] }], notes };
};

/** The apostrophe that keeps a text from becoming a formula (see `csv.ts`) is not part of the text. */
const withoutGuard = (text: string): string => (/^'+[=+\-@\t\r\n＝＋－＠]/.test(text) ? text.slice(1) : text);

const readWorkbook = async (bytes: Uint8Array, file: string): Promise<Book> => {
  const parts = await demandHarmless(bytes, file);
  const { readXlsx } = await import('hucre/xlsx');
  const book = await readXlsx(bytes, { range: `A1:${columnLetter(MAX_COLUMNS - 1)}${MAX_ROWS}` }).catch((error: unknown) =>
    refuse('SHEET_BROKEN', `“${file}”不是完好的 .xlsx 文件（${wordsOf(error)}）；请用 Excel 或 WPS 打开后另存`, `"${file}" is not a sound .xlsx file (${wordsOf(error)}); open it in Excel or WPS and save it again`, { file }),
  );
  const shown = book.sheets.filter((sheet) => sheet.hidden !== true && sheet.veryHidden !== true);
  const away = book.sheets.filter((sheet) => !shown.includes(sheet)).map((sheet) => sheet.name);
  const tables = (shown.length > 0 ? shown : book.sheets).map((sheet): SheetTable => {
    const rows = withoutTail(sheet.rows);
    const hidden = [...(sheet.rowDefs ?? [])].filter(([, def]) => def.hidden === true).map(([row]) => row);
    const formulas = [...(sheet.cells ?? [])].filter(([, cell]) => cell.formula !== undefined).map(([place]) => place);
    return { name: sheet.name, rows, merges: sheet.merges ?? [], hiddenRows: new Set(hidden), notes: formulas.length === 0 ? [] : [formulaNote(formulas, sheet.name)] };
  });
  return { file, tables, notes: [...notesOf(parts, file), ...(away.length === 0 ? [] : [{ code: 'SHEET_HIDDEN', zh: `隐藏的工作表没有读：${away.join('、')}`, en: `hidden sheets were not read: ${away.join(', ')}` }])] };
};

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 200);

const formulaNote = (places: readonly string[], sheet: string): SheetNote => {
  const cells = places.slice(0, 5).map((place) => {
    const [row = 0, column = 0] = place.split(',').map(Number);
    return `${columnLetter(column)}${row + 1}`;
  });
  const more = places.length > cells.length ? `…（${places.length}）` : '';
  return { code: 'SHEET_FORMULAS', zh: `工作表“${sheet}”的公式不计算，取保存时的结果：${cells.join('、')}${more}`, en: `formulas of the sheet "${sheet}" are not computed, their saved results count: ${cells.join(', ')}${more}` };
};

const notesOf = ({ macros, links }: BookParts, file: string): readonly SheetNote[] => [
  ...macros.map((place) => ({ code: 'SHEET_MACROS', zh: `“${file}”带有宏（${place}），不执行，也不保存`, en: `"${file}" has macros (${place}); they are neither run nor kept` })),
  ...links.map((place) => ({ code: 'SHEET_LINKS', zh: `“${file}”引用外部文件或数据（${place}），不打开，取保存时的结果`, en: `"${file}" refers to outside files or data (${place}); nothing is opened, saved results count` })),
];

/** Blank rows at the end, with a border or a fill down to the millionth, are no rows. */
const withoutTail = (rows: readonly (readonly CellValue[])[]): readonly (readonly CellValue[])[] => rows.slice(0, rows.findLastIndex((row) => !isBlankRow(row)) + 1);

const demandSmall = (rows: readonly (readonly CellValue[])[], file: string): void => {
  const wide = rows.findIndex((row) => row.length > MAX_COLUMNS && !isBlankRow(row.slice(MAX_COLUMNS)));
  if (rows.length > MAX_ROWS || wide >= 0)
    refuse('SHEET_TOO_LARGE', `“${file}”超过${MAX_ROWS}行${wide >= 0 ? `或${MAX_COLUMNS}列（${rowInWords(wide)}）` : ''}，请拆分`, `"${file}" has more than ${MAX_ROWS} rows${wide >= 0 ? ` or ${MAX_COLUMNS} columns (row ${wide + 1})` : ''}; split it`, { file });
};
