import { readDeadline, type DateReference } from '../../domain/chinese-date.ts';
import type { Standing } from '../../domain/command-schema.ts';
import type { IssueKind } from '../../domain/policy-schema.ts';
import { addDays, isDay, type Day } from '../../domain/time.ts';
import { addWorkingDays, type DayTable } from '../../domain/day-table.ts';
import type { OpenCommand } from '../../domain/command-schema.ts';
import { wholeStatus, type ReportStatus } from '../import/status-label.ts';
import { cellText, type CellValue } from '../sheets/table.ts';

/** What single cells of a register mean. Whatever cannot be read says so; nothing is guessed silently. */

/** A reason why a row was not taken (`failed`), or what was made of something unusual (`remark`). `column`: the field. */
export type RowReason = { readonly level: 'failed' | 'remark'; readonly column: string | null; readonly code: string; readonly zh: string; readonly en: string };
export const failed = (column: string | null, code: string, zh: string, en: string): RowReason => ({ level: 'failed', column, code, zh, en });
export const remark = (column: string | null, code: string, zh: string, en: string): RowReason => ({ level: 'remark', column, code, zh, en });

/** Letters, digits and `._-` make an id; brackets and blanks of printed numbers become hyphens. */
export const readNumber = (value: CellValue): string =>
  cellText(value)
    .normalize('NFKC')
    .replace(/^第(\d+)[号条项个]?$/u, '$1')
    .replace(/[、.．,，;；:：\s]+$/u, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/** Excel counts days from 1899-12-30 (its 1900 has a 29 February). */
const EXCEL_EPOCH: Day = '1899-12-30';
/** 1982 to 2064 as serial numbers: years and amounts of money lie elsewhere. */
const isSerial = (number: number): boolean => number >= 30_000 && number <= 60_000;

/** A bare number in a column of dates: a serial, 20260331, 202603, or 2026.3 typed as one. Words for the date reader, or a day. */
const numberAsDate = (number: number): { readonly day?: Day; readonly words?: string; readonly ambiguous?: true } | null => {
  if (isSerial(number)) return { day: addDays(EXCEL_EPOCH, Math.floor(number)) };
  const text = String(number);
  const eight = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  if (eight !== null) {
    const day = `${eight[1]}-${eight[2]}-${eight[3]}`;
    return isDay(day) ? { day } : null;
  }
  const six = /^((?:19|20)\d{2})(0[1-9]|1[0-2])$/.exec(text);
  if (six !== null) return { words: `${six[1]}年${Number(six[2])}月` };
  const point = /^((?:19|20)\d{2})\.(\d{1,2})$/.exec(text);
  if (point === null) return null;
  // 2026.10 typed as a number is kept as 2026.1: nobody can say which of the two was meant.
  if (point[2] === '1') return { ambiguous: true };
  const month = Number(point[2]);
  return month >= 1 && month <= 12 ? { words: `${point[1]}年${month}月` } : null;
};

export type DueRead = { readonly due: OpenCommand['due']; readonly sustained: boolean; readonly reasons: readonly RowReason[] };

const unread = (column: string, text: string): RowReason =>
  failed(column, 'DATE_UNREADABLE', `“${text}”读不出日期，请写成 2026-03-31、2026年3月底前 或 长期坚持`, `"${text}" is no date that can be read; write 2026-03-31, 2026年3月底前 or 长期坚持`);

/** The term of an issue, with its printed words. `feedback`: from where terms and missing years are counted. */
export const readDue = (value: CellValue, column: string, feedback: Day, days: DayTable): DueRead => {
  const printed = cellText(value).slice(0, 200);
  if (printed === '') return { due: null, sustained: false, reasons: [] };
  const number = typeof value === 'number' ? value : /^\d+(?:\.\d+)?$/.test(printed) && typeof value === 'string' && !printed.includes('.') ? Number(printed) : null;
  const asDate = number === null ? null : numberAsDate(number);
  if (asDate?.ambiguous === true)
    return { due: null, sustained: false, reasons: [failed(column, 'DATE_AMBIGUOUS', `数值 ${printed} 可能是1月，也可能是10月，请写成 ${printed.slice(0, 4)}-01 或 ${printed.slice(0, 4)}-10`, `the number ${printed} may be January or October; write ${printed.slice(0, 4)}-01 or ${printed.slice(0, 4)}-10`)] };
  if (number !== null && asDate === null) return { due: null, sustained: false, reasons: [unread(column, printed)] };
  const day = asDate?.day ?? (value instanceof Date || isDay(printed) ? printed : null);
  if (day !== null) return isDay(day) ? { due: { day, words: null }, sustained: false, reasons: [] } : { due: null, sustained: false, reasons: [unread(column, printed)] };
  return dueInWords((asDate?.words ?? printed).replace(/\s+/g, '').replace(/^(20\d{2})[./-](\d{1,2})$/, '$1年$2月'), printed, column, { day: feedback, addWorkingDays: (from, count) => addWorkingDays(days, from, count) });
};

const dueInWords = (text: string, printed: string, column: string, reference: DateReference): DueRead => {
  const { due, kind, dates } = readDeadline(text, reference);
  // 2026年2月30日 must not be read as the year 2026: no figure may be left over.
  const left = dates.reduce((rest, date) => rest.replace(date.text, ''), text);
  if (/[0-9０-９月日]/u.test(left)) return { due: null, sustained: false, reasons: [unread(column, printed)] };
  const sustained = dates.some((date) => date.kind === 'sustained' || date.kind === 'cadence');
  if (due !== null) {
    // A table saved as CSV has lost the nought of 2026.10.
    const shortened = /^(?:19|20)\d{2}\.1$/.test(printed) ? [remark(column, 'DATE_SHORT', `“${printed}”按1月读取；如为10月请改正`, `"${printed}" is read as January; mend it if October is meant`)] : [];
    const term = dates.find((date) => date.due === due)?.term;
    const counted = term?.unit === 'working-day' ? { term: { count: term.amount, unit: term.unit } } : {};
    const dated = dates.filter((date) => date.due !== null).length;
    const several = dated > 1 ? [remark(column, 'DATE_SEVERAL', `“${printed}”有${dated}个日期，取最后一个 ${due}`, `"${printed}" names ${dated} dates; the last one counts, ${due}`)] : [];
    return { due: { day: due, words: printed === due ? null : printed, ...counted }, sustained, reasons: [...shortened, ...several] };
  }
  if (sustained || kind === 'sustained' || kind === 'cadence') return { due: null, sustained: true, reasons: [] };
  if (kind === 'vague') return { due: null, sustained: false, reasons: [remark(column, 'DATE_VAGUE', `“${printed}”没有确定日期，按办法计算时限`, `"${printed}" names no day; the term of the policy counts`)] };
  return { due: null, sustained: false, reasons: [unread(column, printed)] };
};

const KINDS: ReadonlyArray<readonly [RegExp, IssueKind]> = [
  [/立行立改|立整立改|即知即改|立查立改|立即|边查边改|^立$|immediate/i, 'immediate'],
  [/长期|持续|常态|长效|sustained/i, 'sustained'],
  [/限期|限时|分阶段|阶段|集中|近期|中期|dated/i, 'dated'],
];

/** 立行立改, 限期整改 or 长期坚持, in the words of the field; null where it is none of them. */
export const readKind = (text: string): IssueKind | null => KINDS.find(([words]) => words.test(text))?.[1] ?? null;

/** Our own words for where an issue stands, with the marks that the register adds in brackets. */
const OWN_STATUS: Readonly<Record<string, Standing>> = { 待认领: 'assigned', 制定措施: 'rectifying', 整改中: 'rectifying', 待核查: 'rectifying', 已销号: 'closed', '阶段性成效·长期坚持': 'sustained', 已归档: 'closed' };
const STANDING_OF: Readonly<Record<ReportStatus, Standing>> = { done: 'closed', 'done-keep': 'closed', 'partial-keep': 'sustained', 'in-progress': 'rectifying', 'not-stated': 'assigned' };
const NOT_BEGUN = /^(?:未启动|未开始|未整改|待整改|待启动|未办理|待办|未认领|未落实|—|-|\/|无)$/;

export type StatusRead = { readonly standing: Standing | null; readonly withdrawn: boolean };

/** Where a table says that an issue stands; null where nobody could tell. A share of 100 is done. */
export const readStatus = (value: CellValue): StatusRead => {
  const text = cellText(value).normalize('NFKC');
  const plain = text.replace(/\([^)]*\)$/u, '').trim();
  if (plain === '') return { standing: null, withdrawn: false };
  if (plain === '已撤销') return { standing: null, withdrawn: true };
  const own = OWN_STATUS[plain];
  if (own !== undefined) return { standing: own, withdrawn: false };
  if (NOT_BEGUN.test(plain)) return { standing: 'assigned', withdrawn: false };
  const share = typeof value === 'number' ? value * (value <= 1 ? 100 : 1) : Number(/^(\d{1,3}(?:\.\d+)?)%$/.exec(plain)?.[1] ?? Number.NaN);
  if (!Number.isNaN(share)) return { standing: share >= 100 ? 'closed' : share > 0 ? 'rectifying' : 'assigned', withdrawn: false };
  if (/^(?:否|未完成|未销号)$/.test(plain)) return { standing: 'rectifying', withdrawn: false };
  const read = wholeStatus(plain);
  return { standing: read === null ? null : STANDING_OF[read.status], withdrawn: false };
};
