import { openSchema, type OpenCommand } from '../../domain/command-schema.ts';
import type { RoundHead } from '../../domain/round/state.ts';
import { firstFault } from '../../domain/schema-words.ts';
import { rowInWords } from '../sheets/table.ts';
import { differencesOf, saysAsExported, type Difference, type KnownIssue } from './compare.ts';
import type { IssueDetails } from '../register/entries.ts';
import type { Grouped, RawIssue } from './group-rows.ts';
import { failed, remark, type RowReason } from './read-cells.ts';
import { firstRef, readIssue, type ReadingContext, type ReadRow } from './read-issue.ts';

/** `pending`: taken in by an earlier run, and not opened yet. */
export type RowOutcome = 'new' | 'pending' | 'same' | 'different' | 'failed';

/** What becomes of one issue of a table. */
export type PlannedRow = {
  /** Rows of the sheet, counted from 1. */
  readonly rows: readonly number[];
  readonly number: string;
  readonly title: string;
  readonly outcome: RowOutcome;
  readonly reasons: readonly RowReason[];
  readonly differences: readonly Difference[];
  /** What the table says of it; null for a row that belongs to no issue. */
  readonly raw: RawIssue | null;
  readonly draft: OpenCommand | null;
  readonly details: IssueDetails;
};

export type RegisterPlan = {
  readonly rows: readonly PlannedRow[];
  /** Numbers that the round has and the table does not. */
  readonly absent: readonly string[];
};

export type PlanContext = Omit<ReadingContext, 'isKnown' | 'read'> & {
  readonly head: Pick<RoundHead, 'id' | 'feedback' | 'parties'>;
  /** By number; of a round that is not there yet, none. */
  readonly known: ReadonlyMap<string, KnownIssue>;
  /** Numbers whose drafts stand in the ledger and that are no issues yet. */
  readonly pending: ReadonlySet<string>;
  /** Numbers of findings that were handed to units: by number, to how many. */
  readonly handedOut: ReadonlyMap<string, number>;
  readonly onProgress?: (done: number, total: number) => void;
};

/** Decides for every issue of a table what becomes of it. Nothing is changed by that. */
export const planRegister = (grouped: Grouped, context: PlanContext): RegisterPlan => {
  const seen = new Map<string, number>();
  const reading: ReadingContext = { ...context, read: new Map(), isKnown: (number) => context.known.has(number) || context.pending.has(number) };
  const rows = grouped.issues.map((raw, at) => {
    const read = readIssue(raw, at + 1, reading);
    const planned = planRow(read, seen.get(read.number) ?? null, context);
    if (read.number !== '' && !seen.has(read.number)) seen.set(read.number, raw.rows[0] ?? 0);
    if (at % 100 === 99) context.onProgress?.(at + 1, grouped.issues.length);
    return planned;
  });
  context.onProgress?.(grouped.issues.length, grouped.issues.length);
  const orphans = grouped.orphans.map(({ row, text, note }): PlannedRow => ({ rows: [row + 1], number: '', title: text, outcome: 'failed', reasons: [{ level: 'failed', column: null, ...note }], differences: [], raw: null, draft: null, details: {} }));
  return { rows: [...rows, ...orphans].toSorted((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0)), absent: [...context.known].flatMap(([number, { draft }]) => (seen.has(number) || seen.has(draft.common?.number ?? number) ? [] : [number])) };
};

const planRow = (read: ReadRow, twice: number | null, context: PlanContext): PlannedRow => {
  const { raw, number, issue } = read;
  const units = context.handedOut.get(number);
  if (units !== undefined) return handedOutRow(read, units, twice);
  const base = { rows: raw.rows.map((row) => row + 1), number, title: issue.title, raw, details: issue.details };
  const known = context.known.get(number);
  // What the register itself prints is right, even where nobody could read it without.
  const reasons: RowReason[] = read.reasons.filter((one) => known === undefined || one.column === null || !saysAsExported(read, known, one.column));
  if (twice !== null) reasons.push(numberTwice(number, twice));
  // What is known already is not opened by this row: only its number has to be right.
  const barring = reasons.filter((one) => one.level === 'failed' && (known === undefined || one.column === 'number'));
  if (barring.length > 0) return { ...base, outcome: 'failed', reasons, differences: [], draft: null };
  if (known !== undefined) {
    const differences = differencesOf(read, known);
    const unread = reasons.some((one) => one.level === 'failed');
    if (differences.length === 0 && !unread) return { ...base, outcome: 'same', reasons: [], differences, draft: null };
    return { ...base, outcome: unread ? 'failed' : 'different', reasons, differences, draft: null };
  }
  if (context.pending.has(number)) return { ...base, outcome: 'pending', reasons, differences: [], draft: null };
  const { draft, ...rest } = draftOf(read, context, reasons);
  return { ...base, differences: [], draft, ...rest };
};

/** Its parts are known by numbers of their own; the row of the whole says nothing of any one of them. */
const handedOutRow = ({ raw, number, issue }: ReadRow, units: number, twice: number | null): PlannedRow => {
  const base = { rows: raw.rows.map((row) => row + 1), number, title: issue.title, raw, details: issue.details, differences: [], draft: null };
  if (twice !== null) return { ...base, outcome: 'failed', reasons: [numberTwice(number, twice)] };
  return { ...base, outcome: 'same', reasons: [remark('number', 'COMMON_HANDED_OUT', `已作为共性问题分交${units}个单位，逐单位办理；本行不再比对`, `handed to ${units} units as a common issue, each with a part of its own; this row is not compared`)] };
};

const numberTwice = (number: string, twice: number): RowReason => failed('number', 'NUMBER_TWICE', `编号“${number}”在${rowInWords(twice)}已有`, `the number "${number}" stands in row ${twice + 1} already`);

/** The opening of an issue that the round does not have, or why there can be none. */
const draftOf = ({ number, issue }: ReadRow, { head }: PlanContext, reasons: RowReason[]): Pick<PlannedRow, 'draft' | 'outcome' | 'reasons'> => {
  const refusedFor = (reason: RowReason) => ({ draft: null, outcome: 'failed' as const, reasons: [...reasons, reason] });
  if (issue.withdrawn) return refusedFor(failed('status', 'ROW_WITHDRAWN', '已撤销的问题不开立', 'a withdrawn issue is not opened'));
  const standing = issue.standing ?? 'assigned';
  const parties = { superior: null, ...head.parties, owner: firstRef(issue.owner), leader: firstRef(issue.leader) };
  const kind = issue.kind ?? (standing === 'sustained' ? 'sustained' : 'dated');
  const open = openSchema.safeParse({ type: 'open', round: head.id, number, title: issue.title, category: issue.category, kind, parties, feedback: head.feedback, due: issue.due, standing });
  if (!open.success) {
    const { field, zh, en } = firstFault(open.error);
    return refusedFor(failed(field, 'ROW_INVALID', `${field}：${zh}`, `${field}: ${en}`));
  }
  const early = issue.due !== null && issue.due.day < head.feedback ? [remark('due', 'DUE_BEFORE_FEEDBACK', `时限 ${issue.due.day} 早于反馈日期 ${head.feedback}`, `the due date ${issue.due.day} lies before the feedback, ${head.feedback}`)] : [];
  return { draft: open.data, outcome: 'new', reasons: [...reasons, ...early] };
};
