import type { DayTable } from '../../domain/day-table.ts';
import { DEADLINE_NAMES } from '../../domain/words.ts';
import { csvText } from '../csv.ts';
import { listBook, type ListSheet } from '../sheets/write-book.ts';
import type { Rehearsal } from './summary.ts';
import { dayWithWeekday, NOTICE_COLUMNS, numberOf } from './words.ts';

type Names = { readonly nameOf: (person: string) => string; readonly days: DayTable };

/** A million rows is where Excel ends; a rehearsal that long says so by its last row. */
const MOST_ROWS = 1_000_000;

const listOf = ({ notices }: Rehearsal, { nameOf }: Names): ListSheet & { readonly rows: readonly string[][] } => ({
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
  const sheets: ListSheet[] = [
    listOf(rehearsal, names),
    { name: '每日', head: ['日期', '通知', '邮件', '人数'], widths: [18, 8, 8, 8], rows: rehearsal.days.map((load) => [dayWithWeekday(load.day, days), load.notices, load.mails, load.people]) },
    { name: '每人', head: ['姓名', '通知', '邮件', '其中函件', '最忙的一天'], widths: [14, 8, 8, 10, 18], rows: rehearsal.people.map((one) => [nameOf(one.person), one.notices, one.mails, one.letters, dayWithWeekday(one.worst, days)]) },
    { name: '落在休息日的时限', head: ['日期', '事项', '问题', '标题'], widths: [18, 16, 18, 60], rows: rehearsal.dueOnDaysOff.map((one) => [dayWithWeekday(one.day, days), DEADLINE_NAMES[one.kind].zh, numberOf(one.issue), one.title]) },
  ];
  return await listBook(sheets, { title: '沙盘推演', on: rehearsal.from });
};
