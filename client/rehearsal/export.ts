import { colToLetter, writeXlsx } from 'hucre/xlsx';
import type { CellStyle, CellValue } from 'hucre/xlsx';
import type { DayTable } from '../../domain/day-table.ts';
import { DEADLINE_NAMES } from '../../domain/words.ts';
import { csvText, type Cell } from '../csv.ts';
import type { Rehearsal } from './summary.ts';
import { dayWithWeekday, NOTICE_COLUMNS, numberOf } from './words.ts';

type Names = { readonly nameOf: (person: string) => string; readonly days: DayTable };
type Sheet = { readonly name: string; readonly head: readonly string[]; readonly widths: readonly number[]; readonly rows: readonly (readonly Cell[])[] };

const thin = { style: 'thin' as const, color: { rgb: '808080' } };
const BORDER = { top: thin, right: thin, bottom: thin, left: thin };
const HEAD: CellStyle = { font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'D9E1F2' } }, border: BORDER, alignment: { horizontal: 'center' } };
/** `@`: what begins with = stays a text. */
const TEXT: CellStyle = { numFmt: '@', border: BORDER };
const NUMBER: CellStyle = { border: BORDER, alignment: { horizontal: 'center' } };

/** A million rows is where Excel ends; a rehearsal that long says so by its last row. */
const MOST_ROWS = 1_000_000;

const listOf = ({ notices }: Rehearsal, { nameOf }: Names): Sheet => ({
  name: '通知清单',
  head: NOTICE_COLUMNS.map(({ zh }) => zh),
  widths: NOTICE_COLUMNS.map(({ width }) => width),
  rows: notices.slice(0, MOST_ROWS).map((notice) => NOTICE_COLUMNS.map(({ value }) => value(notice, nameOf))),
});

/** The list of a rehearsal as CSV. */
export const rehearsalCsv = (rehearsal: Rehearsal, names: Names): string => {
  const { head, rows } = listOf(rehearsal, names);
  return csvText([head, ...rows]);
};

/** The whole rehearsal as a workbook: the list, each day, each person, dates on days off. The same rehearsal gives the same bytes. */
export const rehearsalWorkbook = async (rehearsal: Rehearsal, names: Names): Promise<Uint8Array> => {
  const { nameOf, days } = names;
  const sheets: Sheet[] = [
    listOf(rehearsal, names),
    { name: '每日', head: ['日期', '通知', '邮件', '人数'], widths: [18, 8, 8, 8], rows: rehearsal.days.map((load) => [dayWithWeekday(load.day, days), load.notices, load.mails, load.people]) },
    { name: '每人', head: ['姓名', '通知', '邮件', '其中函件', '最忙的一天'], widths: [14, 8, 8, 10, 18], rows: rehearsal.people.map((one) => [nameOf(one.person), one.notices, one.mails, one.letters, dayWithWeekday(one.worst, days)]) },
    { name: '落在休息日的时限', head: ['日期', '事项', '问题', '标题'], widths: [18, 16, 18, 60], rows: rehearsal.dueOnDaysOff.map((one) => [dayWithWeekday(one.day, days), DEADLINE_NAMES[one.kind].zh, numberOf(one.issue), one.title]) },
  ];
  const asOf = new Date(`${rehearsal.from}T00:00:00Z`);
  return await writeXlsx({
    properties: { title: '沙盘推演', creator: 'Huitoukan', created: asOf, modified: asOf },
    defaultFont: { name: '宋体', size: 11 },
    sheets: sheets.map(({ name, head, widths, rows }) => {
      const all: CellValue[][] = [[...head], ...rows.map((row) => [...row])];
      const cells = new Map(all.flatMap((row, at) => row.map((value, column) => [`${at},${column}`, { value, style: at === 0 ? HEAD : typeof value === 'number' ? NUMBER : TEXT }] as const)));
      const range = `A1:${colToLetter(head.length - 1)}${Math.max(2, all.length)}`;
      return { name, rows: all, cells, columns: widths.map((width) => ({ width })), freezePane: { rows: 1, columns: 0 }, autoFilter: { range } };
    }),
  });
};
