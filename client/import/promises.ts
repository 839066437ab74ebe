/** Promises inside running text: clauses that say what will be done by when. */
import { findChineseDates, readDeadline } from '../../domain/chinese-date.ts';
import type { ChineseDate } from '../../domain/chinese-date.ts';
import type { Day } from '../../domain/time.ts';
import { wholeStatus } from './status-label.ts';

/** `dated` has a day; `event` waits for something; `term` and `sustained` are printed without a day. */
export type PromiseKind = 'dated' | 'event' | 'term' | 'sustained';
export type ParsedPromise = {
  readonly text: string;
  readonly due: Day | null;
  readonly kind: PromiseKind;
  readonly line: number;
  /** The words of the date alone. */
  readonly dueText: string | null;
  /** Was the year worked out, not printed? */
  readonly yearInferred: boolean;
  /** Printed in a field such as 整改时限, not in a sentence. */
  readonly fromField: boolean;
  /** Had the day passed when the report was signed? */
  readonly pastWhenSigned: boolean;
};
export type PromiseContext = {
  readonly feedbackDate: Day | null;
  /** The day on which the report was written: signed, else published. */
  readonly writtenDate: Day | null;
  readonly done: boolean;
};

const NAMES = /《[^《》]{1,120}》|〈[^〈〉]{1,120}〉|〔\d{4}〕|“[^“”]{1,30}”/g;
const blank = (text: string): string => text.replace(NAMES, (name) => '＊'.repeat(name.length));

const PAST =
  /已|曾|截至|截止|先后|以来|(?:完成|召开|开展|制定|修订|印发|细化|组织|进行|下发|退还|缴纳|更换|建立|补充|发放|举办|调整|签订)了|原计划|未(?:按|能)|发现|自\d{4}年/;
const FUTURE_BEFORE =
  /(?:计划|预计|拟(?![定订写稿草制])|争取|力争|确保|务必|务求|准备|承诺|剩余|其余|余下|预期|有望|最迟|最晚|限期|目标是|将(?:于|在|力争|争取|按|会|继续|陆续|分别|由|对|向)?(?=.{0,8}$))[^。；]{0,24}$/;
// 将 after a date is mostly 把 (将款项退回): it counts only with 会, 继续 and the like.
const FUTURE_AFTER = /^[^。；]{0,4}(?:将(?:会|继续|陆续|全部|正式)|拟(?![定订写稿草制])|计划|力争|确保|争取|预计)/;
const FUTURE_SENTENCE = /下一?步|今后|后期|接下来|将(?:进一步|继续|逐步|持续|积极)/;
const INTENT = /至少|力争|争取|将|确保|预计|实现|达到|拟|完成|新增|增加|开工|建成|投用/;
const EVENT =
  /(?<![等期])待(?!命|遇|办|业|客|人|定|在)[^，。；]{2,40}(?:后|完成|到位|明朗|清楚|批复|下达|立项|结束)|(?:^|[，,；;。])[^，。；]{0,16}(?:拟(?![定订写稿草制合])|准备(?=提交|召开|于|在)|预计|计划(?=在|于|召开|打造|建设|实施|投入|开展|组织|对|进行|举办|新建))/;

type Clause = { readonly text: string; readonly masked: string; readonly at: number; readonly sentence: string };

const clausesOf = (text: string): Clause[] => {
  const masked = blank(text);
  const clauses: Clause[] = [];
  let at = 0;
  for (const sentence of masked.split(/(?<=[。；;！])/)) {
    const start = at;
    for (const part of sentence.split(/(?<=[，,])/)) {
      clauses.push({ text: text.slice(at, at + part.length), masked: part, at, sentence: sentence.slice(0, Math.max(0, at - start)) });
      at += part.length;
    }
  }
  return clauses;
};

const isFuture = (date: ChineseDate, clause: Clause, context: PromiseContext): boolean => {
  const [before, after] = [clause.masked.slice(0, date.at), clause.masked.slice(date.at + date.text.length)];
  const strong = FUTURE_BEFORE.test(before.slice(-40)) && !/原计划|将\d{4}|已将/.test(before);
  const written = context.writtenDate ?? context.feedbackDate;
  // Without the day of writing nobody knows which printed dates lay ahead.
  const late = date.yearPrinted && date.due !== null && context.writtenDate !== null && date.due > context.writtenDate;
  if (context.feedbackDate !== null && date.due !== null && date.due < context.feedbackDate) return false;
  if (date.grain === 'year')
    return late && (before === '' || strong || /[在于到]$/.test(before)) && INTENT.test(clause.masked) && !PAST.test(clause.masked);
  if (PAST.test(clause.masked) && !strong) return false;
  if (strong || FUTURE_AFTER.test(after)) return true;
  if (late) return true;
  if (date.yearPrinted)
    return (
      date.edge === 'by' &&
      !context.done &&
      /完成|到位|落实|整改|完毕|办结|建成|交付|发放|兑现|投[用入]|拨付|退[还缴]|收回|销号|竣工|完工/.test(after.slice(0, 20)) &&
      written !== null &&
      date.due !== null &&
      date.due >= written
    );
  if (FUTURE_SENTENCE.test(clause.sentence + before)) return true;
  return date.edge === 'by' && !context.done;
};

/** A clause that is only a date takes the next one with it: 拟于2026年6月底前，组织… */
const wordsOf = (clauses: readonly Clause[], at: number): string => {
  const clause = clauses[at];
  if (clause === undefined) return '';
  const next = clauses[at + 1];
  const words = clause.text.length < 16 && /[，,]$/.test(clause.text) && next !== undefined ? clause.text + next.text : clause.text;
  return words
    .trim()
    .replace(/^[一二三四五六七八九十]{1,2}是/, '')
    .replace(/[，,。；;]$/, '');
};

/** Months without a year follow the last printed date of the paragraph if it lies after the feedback; else the day of writing. */
const settle = (date: ChineseDate, anchor: Day | null, context: PromiseContext): ChineseDate => {
  if (date.yearPrinted || date.kind !== 'date') return date;
  const base = /年/.test(date.text) || anchor === null ? (context.writtenDate ?? context.feedbackDate) : anchor;
  if (base === null) return { ...date, due: null, from: null };
  return findChineseDates(date.text, { day: base })[0] ?? date;
};

const NOWHERE = '1970-01-01';

/** The promises of one paragraph of rectification. */
export const promisesIn = (text: string, line: number, context: PromiseContext): ParsedPromise[] => {
  const clauses = clausesOf(text);
  const reference = { day: context.writtenDate ?? context.feedbackDate ?? NOWHERE };
  const found: ParsedPromise[] = [];
  let anchor: Day | null = null;
  clauses.forEach((clause, index) => {
    const dates = findChineseDates(clause.masked, reference);
    const cadence = dates.some((date) => date.kind === 'cadence') || /每(?:月|周|季|年)/.test(clause.sentence.slice(-60));
    let taken = false;
    for (const raw of dates) {
      const date = settle(raw, anchor, context);
      if (
        date.yearPrinted &&
        date.from !== null &&
        date.grain !== 'year' &&
        context.feedbackDate !== null &&
        date.from >= context.feedbackDate &&
        (context.writtenDate === null || date.from <= context.writtenDate)
      )
        anchor = date.from;
      if (taken || (date.kind !== 'date' && date.kind !== 'term') || date.edge === 'since' || date.edge === 'as-of') continue;
      if (cadence && !date.yearPrinted && !/季度/.test(date.text)) continue;
      const term = date.kind === 'term';
      // 待法院判决后1个月内 counts from a day that nobody knows yet.
      const open = term && /(?:后|起|之日起)[，,]?$/.test(clause.masked.slice(0, raw.at));
      if (term ? PAST.test(clause.masked) || context.done : !isFuture({ ...date, at: raw.at }, clause, context)) continue;
      taken = true;
      found.push({
        text: wordsOf(clauses, index),
        due: open ? null : date.due,
        kind: open ? 'event' : date.due === null ? 'term' : 'dated',
        line,
        dueText: date.text,
        yearInferred: !open && !date.yearPrinted && date.due !== null,
        fromField: false,
        pastWhenSigned: !open && date.due !== null && context.writtenDate !== null && date.due < context.writtenDate,
      });
    }
    if (!taken && EVENT.test(clause.masked) && !PAST.test(clause.masked)) {
      found.push({
        text: wordsOf(clauses, index),
        due: null,
        kind: 'event',
        line,
        dueText: null,
        yearInferred: false,
        fromField: false,
        pastWhenSigned: false,
      });
    }
  });
  return found;
};

/** The promise of a field 整改时限：…; a field 完成时间 of finished work is a report, not a promise. */
export const promiseOfField = (label: string, words: string, line: number, context: PromiseContext): ParsedPromise | null => {
  const plain = words.trim().replace(/[。；;]$/, '');
  if (plain === '' || /^[-—/无\s]+$/.test(plain)) return null;
  // 完成时限：已完成 tells the state, not a day to wait for.
  if (/^(?:已|均已|全部)/.test(plain) && wholeStatus(plain) !== null) return null;
  const read = readDeadline(plain, { day: context.writtenDate ?? context.feedbackDate ?? NOWHERE });
  // 3个月内 in a field counts from the feedback.
  const counted = read.kind === 'term' && context.feedbackDate !== null ? readDeadline(plain, { day: context.feedbackDate }) : read;
  const first = counted.dates.find((date) => date.due !== null);
  const inferred = first !== undefined && !first.yearPrinted;
  if (context.done && !/限/.test(label) && counted.due !== null && context.writtenDate !== null && counted.due <= context.writtenDate)
    return null;
  const known = inferred && first.kind === 'date' && context.writtenDate === null && context.feedbackDate === null ? null : counted.due;
  return {
    text: `${label.replace(/[：:]\s*$/, '')}：${plain}`,
    due: known,
    kind: known !== null ? 'dated' : counted.kind === 'sustained' || counted.kind === 'cadence' ? 'sustained' : 'term',
    line,
    dueText: plain,
    yearInferred: inferred && known !== null,
    fromField: true,
    pastWhenSigned: known !== null && context.writtenDate !== null && known < context.writtenDate,
  };
};

/** Duties that come again (每月, 每季度): their clauses, each once. */
export const recurringIn = (text: string): string[] => [
  ...new Set(
    clausesOf(text)
      .filter(
        (clause) => /每/.test(clause.masked) && findChineseDates(clause.masked, { day: NOWHERE }).some((date) => date.kind === 'cadence'),
      )
      .map((clause) => clause.text.trim().replace(/[，,。；;]$/, '')),
  ),
];
