import { findChineseDates } from '../../domain/chinese-date.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Day } from '../../domain/time.ts';
import { bodyRows } from '../sheets/body.ts';
import { matchHeader, type GivenLayout, type MatchedHeader } from '../sheets/match-header.ts';
import type { Book } from '../sheets/read-book.ts';
import { cellText, columnLetter, type SheetNote, type SheetTable } from '../sheets/table.ts';
import { REGISTER_FIELDS } from './fields.ts';
import { groupRows, type Grouped } from './group-rows.ts';

/** What a mapping file or the memory of the ledger says of a table. */
export type RegisterLayout = GivenLayout & { readonly sheet?: string };

/** What the lines above a register's header, and its columns of the round, say of the round. */
export type StatedRound = { readonly title: string | null; readonly unit: string | null; readonly inspector: string | null; readonly feedback: Day | null };

export type RegisterTable = {
  readonly table: SheetTable;
  readonly header: MatchedHeader;
  readonly grouped: Grouped;
  readonly stated: StatedRound;
  readonly notes: readonly SheetNote[];
};

/** Looks up what is remembered of a header; null where nothing is. */
export type Remembered = (signature: string) => Promise<RegisterLayout | null>;

const titled = (header: MatchedHeader): boolean => header.columns.some(({ key }) => key === 'title' || key === 'manifestations');
const mapped = (header: MatchedHeader): number => header.columns.filter(({ key }) => key !== null).length;

/**
 * Finds the register in a book: the sheet with most of its columns, unless one is named.
 * @throws Refusal SHEET_UNKNOWN, SHEET_NO_HEADER, REGISTER_NO_TITLE_COLUMN
 */
export const readRegister = async (book: Book, given: RegisterLayout, remembered: Remembered): Promise<RegisterTable> => {
  const { file, tables } = book;
  const wanted = given.sheet === undefined ? tables : tables.filter((table) => table.name === given.sheet);
  if (wanted.length === 0)
    refuse('SHEET_UNKNOWN', `“${file}”没有工作表“${given.sheet ?? ''}”，只有：${tables.map((table) => table.name).join('、')}`, `"${file}" has no sheet "${given.sheet ?? ''}", only: ${tables.map((table) => table.name).join(', ')}`, { file });
  const found = wanted.flatMap((table) => {
    const header = matchHeader(table, REGISTER_FIELDS, columnLetter, given);
    return header === null ? [] : [{ table, header }];
  });
  const best = found.toSorted((a, b) => Number(titled(b.header)) - Number(titled(a.header)) || mapped(b.header) - mapped(a.header))[0];
  if (best === undefined)
    return refuse('SHEET_NO_HEADER', `“${file}”中找不到台账的表头（${wanted.map((table) => table.name).join('、')}）；请在 --mapping 文件中写明 headerRow 和 columns`, `no header of a register was found in "${file}" (${wanted.map((table) => table.name).join(', ')}); say headerRow and columns in a --mapping file`, { file });
  const memory = given.columns === undefined ? await remembered(best.header.signature) : null;
  const header = memory === null ? best.header : (matchHeader(best.table, REGISTER_FIELDS, columnLetter, memory) ?? best.header);
  if (!titled(header))
    refuse('REGISTER_NO_TITLE_COLUMN', `“${file}”的“${best.table.name}”看不出哪一列是反馈问题（${listOf(header)}）；请在 --mapping 文件中写明，如 columns: { "具体内容": title }`, `no column of "${best.table.name}" in "${file}" reads like the finding (${listOf(header)}); name it in a --mapping file, such as columns: { "具体内容": title }`, { file, sheet: best.table.name });
  const grouped = groupRows(bodyRows(best.table, header), header, best.table.merges);
  const others = found.filter((one) => one.table !== best.table && titled(one.header)).map((one) => one.table.name);
  return { table: best.table, header, grouped, stated: statedRound(best.table, header, grouped), notes: [...book.notes, ...(memory === null ? [] : [REMEMBERED]), ...best.table.notes, ...tableNotes(grouped, header, others), ...grouped.passed.map((one) => one.note)] };
};

const REMEMBERED: SheetNote = { code: 'MAPPING_REMEMBERED', zh: '这样的表头以前导入过，沿用当时指定的对应（不用请加 --forget-mapping）', en: 'a table with this header was imported before; its mapping is used again (--forget-mapping reads it anew)' };

const listOf = ({ columns }: MatchedHeader): string => columns.map(({ column, header }) => `${columnLetter(column)} ${header}`).join('、').slice(0, 500);

const tableNotes = (grouped: Grouped, header: MatchedHeader, others: readonly string[]): readonly SheetNote[] => {
  const unread = header.columns.filter(({ key }) => key === null).map((one) => one.header);
  return [
    ...(grouped.numbered ? [] : [{ code: 'REGISTER_UNNUMBERED', zh: '表中没有编号列，按行的顺序编号；行序变动后再导入会对不上', en: 'the table has no column of numbers; rows are counted, and another order will not match' }]),
    ...(header.columns.some(({ key }) => key === 'kind') ? [] : [{ code: 'REGISTER_NO_KIND', zh: '表中没有整改类型列：时限写“长期坚持”的按长期坚持，其余按限期整改', en: 'the table has no column of kinds: what is due "长期坚持" is sustained, all else dated' }]),
    ...(unread.length === 0 ? [] : [{ code: 'REGISTER_COLUMNS_KEPT', zh: `不识别、只随导入记录保存的列：${unread.join('、')}`, en: `columns that are not read, but kept with the record of the import: ${unread.join(', ')}` }]),
    ...(others.length === 0 ? [] : [{ code: 'REGISTER_OTHER_SHEETS', zh: `也像台账而没有读的工作表：${others.join('、')}（用 --sheet 指定）`, en: `sheets that read like registers, too, and were not read: ${others.join(', ')} (name one with --sheet)` }]),
  ];
};

/** The party body first, then the unit that it leads. */
const UNITS = [/^(?:.*?关于)?(\p{Script=Han}{2,30}?(?:党委|党组|党工委|党支部|党总支))/u, /^(?:.*?关于)?(\p{Script=Han}{2,30}?(?:委员会|公司|[乡镇县市区局院校]))/u];
const unitIn = (title: string): string | null => UNITS.map((words) => words.exec(title)?.[1]).find((unit) => unit !== undefined) ?? null;

const statedRound = (table: SheetTable, header: MatchedHeader, grouped: Grouped): StatedRound => {
  const above = table.rows.slice(0, header.row).flatMap((row) => row.map(cellText)).filter((text) => text !== '');
  const only = (key: string): string | null => {
    const values = new Set(grouped.issues.flatMap(({ cells }) => (cells.get(key) ?? []).map(cellText)).filter((text) => text !== ''));
    return values.size === 1 ? ([...values][0] ?? null) : null;
  };
  const round = only('round');
  const [inColumn = null, inspector = null] = round === null ? [] : round.includes('／') ? round.split('／') : [null, round];
  const printed = above.find((text) => text.length <= 80 && /台账|清单|一览表|整改/.test(text)) ?? null;
  const named = printed?.replace(/(?:反馈)?(?:意见)?(?:问题)?(?:整改)?(?:落实)?(?:工作)?(?:台账|清单|一览表)$/u, '') ?? '';
  return { title: inColumn ?? (named === '' ? printed : named), unit: only('unit') ?? (printed === null ? null : unitIn(printed)), inspector, feedback: feedbackIn(above) };
};

/** `反馈时间：2026年3月2日` above the table; only with a year and a day. */
const feedbackIn = (above: readonly string[]): Day | null => {
  for (const line of above) {
    const at = line.indexOf('反馈');
    if (at < 0) continue;
    const found = findChineseDates(line.slice(at), { day: '2000-01-01' }).find((date) => date.grain === 'day' && date.yearPrinted && date.due !== null);
    if (found !== undefined) return found.due;
  }
  return null;
};
