/**
 * Dates and terms as Chinese papers print them, found in running text. Nothing here asks a clock: what a phrase leaves
 * out (the year, the month) comes from a reference day that the caller chooses. The printed words are always kept.
 */
import { addDays, addMonths, isDay } from './time.ts';
import type { Day } from './time.ts';

/** A length of time counted from a day that the caller knows; working days need a day table. */
export type DateTerm = { readonly amount: number; readonly unit: 'working-day' | 'day' | 'week' | 'month' | 'year' };

/** What a phrase turned out to be. `sustained` is 长期坚持, `vague` is 近期 or 春节前: no day can be given. */
export type DateKind = 'date' | 'term' | 'cadence' | 'sustained' | 'vague';

/** How wide the span is that the phrase covers. */
export type DateGrain = 'day' | 'part' | 'month' | 'quarter' | 'half' | 'year';

export type ChineseDate = {
  /** The words as printed, with 前, 起, 内 where they belong to the term. */
  readonly text: string;
  /** Where they stand in the text. */
  readonly at: number;
  readonly kind: DateKind;
  /** First day of the span; null without a day. */
  readonly from: Day | null;
  /** Last day of the span: the due day, if the phrase is a deadline. */
  readonly due: Day | null;
  readonly grain: DateGrain | null;
  /** `by` 前/底前/内; `since` 起/以来; `as-of` 截至…; `after` 之后; null when only named. */
  readonly edge: 'by' | 'since' | 'as-of' | 'after' | null;
  /** Was the year printed (as figures), or taken from the reference? */
  readonly yearPrinted: boolean;
  readonly term: DateTerm | null;
};

export type DateReference = {
  /** The day from which missing parts are read: a phrase without a year means the first such day not before it. */
  readonly day: Day;
  /** Adds working days by a day table; without it a term of working days keeps `due: null`. */
  readonly addWorkingDays?: (from: Day, days: number) => Day | null;
};

const DIGITS = '〇一二三四五六七八九';

/** Full-width figures become half-width, one for one, so that places in the text stay the same. */
const narrow = (text: string): string =>
  text.replace(/[０-９．－／]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/[零○]/g, '〇');

/** A whole number as printed: 12, 十二, 二十, 二〇二六, 两; NaN when it is none. */
export const chineseNumber = (text: string): number => {
  const plain = narrow(text.trim()).replace('两', '二');
  if (/^\d+$/.test(plain)) return Number(plain);
  if (/^[〇一二三四五六七八九]+$/.test(plain)) return Number([...plain].map((sign) => DIGITS.indexOf(sign)).join(''));
  const parts = /^(?:([一二三四五六七八九])百)?〇?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(plain);
  if (plain === '' || parts === null) return Number.NaN;
  const digit = (sign: string | undefined): number => (sign === undefined ? 0 : DIGITS.indexOf(sign));
  return digit(parts[1]) * 100 + (parts[3] === undefined ? 0 : (digit(parts[2]) || 1) * 10) + digit(parts[4]);
};

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const dayFrom = (year: number, month: number, date: number): Day | null => {
  if (month < 1 || month > 12 || date < 1 || date > 31) return null;
  const day = `${pad(year, 4)}-${pad(month)}-${pad(date)}`;
  return isDay(day) ? day : null;
};
const lastOf = (year: number, month: number): Day => addDays(addMonths(`${pad(year, 4)}-${pad(month)}-01`, 1), -1);
const yearOf = (day: Day): number => Number(day.slice(0, 4));

type Span = { readonly from: Day; readonly due: Day };
const months = (year: number, first: number, last: number): Span => ({ from: `${pad(year, 4)}-${pad(first)}-01`, due: lastOf(year, last) });

const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  初: [1, 10],
  上旬: [1, 10],
  上中旬: [1, 20],
  中旬: [11, 20],
  中: [11, 20],
  中下旬: [11, 31],
  下旬: [21, 31],
  底: [21, 31],
  末: [21, 31],
};
const partOf = (year: number, month: number, part: string): Span => {
  const whole = months(year, month, month);
  const [first, last] = PARTS[part] ?? [1, 31];
  return { from: addDays(whole.from, first - 1), due: last === 31 ? whole.due : addDays(whole.from, last - 1) };
};
const YEAR_PARTS: Readonly<Record<string, readonly [number, number]>> = {
  底: [12, 12],
  末: [12, 12],
  内: [1, 12],
  初: [1, 3],
  中: [6, 6],
  '': [1, 12],
};

const N = '[0-9〇一二三四五六七八九十]{1,3}';
const YEAR = '(?:(?<year>(?:19|20)\\d{2}|[一二][〇九][〇一二三四五六七八九]{2})\\s?年度?|(?<rel>[今本明来次后去当]年))';
const PART = '(?:上中旬|中下旬|上旬|中旬|下旬|初|底|末|中(?=[^旬下央间小高国共心学]|$))';
const HEAD = '(?<head>截至|截止到?|自|从)?(?:目前)?';
const EDGE = '(?<edge>之前|以前|前(?!后|期|往|来|进|置|景|身)|之?内(?!容|部)|为?止|以来|起(?!草|来|到|步|诉|底)|之后|以后|后(?!续|期|勤))?';
const rule = (body: string): RegExp => new RegExp(body, 'uy');

const CADENCE = rule(
  `每(?:个|隔)?(?:一|两|三|半)?个?(?:工作日|日|天|周|星期|月份?|季度?|半年|年度?|学期)(?:的?(?:${N}月(?:份|${PART})?|月?${PART}|${N}(?:日|号)?(?:(?:至|到|[-—~～])${N}(?:日|号))?))?(?:之?前)?`,
);
const TERM = rule(
  `(?<n>半|[0-9〇一二三四五六七八九十百两]{1,4})\\s?(?<half>个半)?个?(?<unit>工作日|自然日|日|天|周|星期|月|年)之?(?:以)?内`,
);
const FULL = rule(
  `${HEAD}${YEAR}?\\s?(?<month>${N})\\s?月\\s?(?:(?<date>${N})\\s?[日号](?:\\s?(?:至|到|[-—－~～]+)\\s?(?:(?:(?<year2>(?:19|20)\\d{2})\\s?年\\s?)?(?<month2>${N})\\s?月\\s?)?(?<date2>${N})\\s?[日号])?|份?(?<part>${PART})|份)?${EDGE}`,
);
const MONTHS = rule(
  `${HEAD}${YEAR}?\\s?(?<month>${N})(?:月份?)?\\s?(?:至|到|[-—－~～]+)\\s?(?:(?<year2>(?:19|20)\\d{2})\\s?年)?(?<month2>${N})\\s?月(?:份|底)?${EDGE}`,
);
const FIGURES = rule(
  `${HEAD}(?<year>(?:19|20)\\d{2})(?<sep>[-./])(?<month>0?[1-9]|1[0-2])(?:\\k<sep>(?<date>0?[1-9]|[12]\\d|3[01]))?(?![\\d.%％万亿元]|\\s?[万亿元])${EDGE}`,
);
const QUARTER = rule(`${HEAD}${YEAR}?第?(?<quarter>[一二三四1-4])个?季度?(?:初|末|底)?${EDGE}`);
const HALF = rule(`${HEAD}${YEAR}?(?<halfYear>[上下])半年(?:底|末)?${EDGE}`);
const YEAR_PART = rule(
  `${HEAD}(?:${YEAR}(?<part>底|末|初|中(?!央|考|心)|内(?!容|部))|(?:本|当)?年度?(?<part2>底|末|内(?!容|部)|初))${EDGE}`,
);
const BARE_YEAR = rule(`${HEAD}${YEAR}${EDGE}`);
const MONTH_REL = rule(`(?<which>[本当下次上])个?月(?<part>${PART})?${EDGE}|月(?<part2>[底末])${EDGE.replace('edge', 'edge2')}`);
const FESTIVAL = rule(`${YEAR}?\\s?(?<feast>元旦|五一|七一|国庆)节?(?:假期)?(?:之|以)?前`);
// The moon and the schools fix these days, not the calendar: a printed year does not make one of them a date.
const FEAST_OF_YEAR = rule(`${YEAR}\\s?(?:[春秋]季?学?期?)?(?:春节|清明节?|端午节?|中秋节?|暑假|寒假|开学)(?:假期)?(?:之|以)?[前后]`);
const VAGUE = rule('近期|尽快|尽早|适时|(?:春节|中秋|节假日|假期|暑假|寒假|开学)(?:假期)?(?:之)?[前后]');
const SUSTAINED = rule('长期(?:坚持|整改|推进|保持)(?:整改)?');
const RULES = [CADENCE, TERM, MONTHS, FULL, FIGURES, QUARTER, HALF, FESTIVAL, FEAST_OF_YEAR, YEAR_PART, MONTH_REL, BARE_YEAR, SUSTAINED, VAGUE] as const;
const START = /[0-9〇一二两三四五六七八九十今本明来次后去当下上第每半长需要并近尽适春中节假暑寒开元国年月截自从]/u;
const FEASTS: Readonly<Record<string, readonly [number, number]>> = { 元旦: [12, 31], 五一: [4, 30], 七一: [6, 30], 国庆: [9, 30] };

const EDGES: ReadonlyArray<readonly [RegExp, ChineseDate['edge']]> = [
  [/^(?:起|以来)$/, 'since'],
  [/^(?:之|以)?后$/, 'after'],
  [/前$|内$/, 'by'],
  [/止$/, 'as-of'],
];
const edgeOf = (groups: Groups): ChineseDate['edge'] => {
  if (groups['head']?.startsWith('截') === true) return 'as-of';
  const words = groups['edge'] ?? groups['edge2'] ?? '';
  const found = words === '' ? null : (EDGES.find(([pattern]) => pattern.test(words))?.[1] ?? null);
  return found ?? (groups['head'] === undefined ? null : 'since');
};

type Groups = Readonly<Record<string, string | undefined>>;
const RELATIVE: Readonly<Record<string, number>> = { 今年: 0, 本年: 0, 当年: 0, 明年: 1, 来年: 1, 次年: 1, 后年: 2, 去年: -1 };

/** The years to try, best first: the printed one, or the reference's and the next. */
const yearsOf = (groups: Groups, reference: DateReference): readonly number[] => {
  const printed = groups['year'];
  if (printed !== undefined) return [chineseNumber(printed)];
  const base = yearOf(reference.day);
  const shift = groups['rel'] === undefined ? undefined : RELATIVE[groups['rel']];
  return shift === undefined ? [base, base + 1] : [base + shift];
};

/** The first span of the given years that does not end before the reference; the last one if all do. */
const pick = (years: readonly number[], reference: DateReference, make: (year: number) => Span | null): Span | null => {
  const spans = years.map(make).filter((span) => span !== null);
  return spans.find((span) => span.due >= reference.day) ?? spans.at(-1) ?? null;
};

const monthSpan = (groups: Groups, reference: DateReference): Span | null => {
  const month = chineseNumber(groups['month'] ?? '');
  if (!(month >= 1 && month <= 12)) return null;
  const date = groups['date'] === undefined ? null : chineseNumber(groups['date']);
  return pick(yearsOf(groups, reference), reference, (year) => {
    if (date === null) return partOf(year, month, groups['part'] ?? '');
    const from = dayFrom(year, month, date);
    const last =
      groups['date2'] === undefined
        ? from
        : dayFrom(Number(groups['year2'] ?? year), chineseNumber(groups['month2'] ?? String(month)), chineseNumber(groups['date2']));
    return from === null || last === null ? null : { from, due: last < from ? addMonths(last, 12) : last };
  });
};

const monthsSpan = (groups: Groups, reference: DateReference): Span | null => {
  const [first, last] = [chineseNumber(groups['month'] ?? ''), chineseNumber(groups['month2'] ?? '')];
  if (!(first >= 1 && first <= 12 && last >= 1 && last <= 12)) return null;
  const lastYear = groups['year2'] === undefined ? null : Number(groups['year2']);
  return pick(yearsOf(groups, reference), reference, (year) => ({
    from: months(year, first, first).from,
    due: lastOf(lastYear ?? (last < first ? year + 1 : year), last),
  }));
};

const TERM_UNITS: Readonly<Record<string, DateTerm['unit']>> = {
  工作日: 'working-day',
  自然日: 'day',
  日: 'day',
  天: 'day',
  周: 'week',
  星期: 'week',
  月: 'month',
  年: 'year',
};
const termOf = (groups: Groups): DateTerm | null => {
  const unit = TERM_UNITS[groups['unit'] ?? ''];
  if (unit === undefined) return null;
  if (groups['n'] === '半') return unit === 'year' ? { amount: 6, unit: 'month' } : unit === 'month' ? { amount: 15, unit: 'day' } : null;
  const amount = chineseNumber(groups['n'] ?? '');
  return amount >= 1 && amount <= 1000 ? { amount, unit } : null;
};

/** The last day of a term that begins at the reference; null for working days without a day table. */
export const endOfTerm = (term: DateTerm, reference: DateReference): Day | null => {
  if (term.unit === 'working-day') return reference.addWorkingDays?.(reference.day, term.amount) ?? null;
  if (term.unit === 'month' || term.unit === 'year') return addMonths(reference.day, term.amount * (term.unit === 'year' ? 12 : 1));
  return addDays(reference.day, term.amount * (term.unit === 'week' ? 7 : 1));
};

type Found = Omit<ChineseDate, 'text' | 'at'>;
const plain = (kind: DateKind): Found => ({ kind, from: null, due: null, grain: null, edge: null, yearPrinted: false, term: null });

const spanOf = (by: RegExp, groups: Groups, reference: DateReference): { span: Span | null; grain: DateGrain } => {
  const years = yearsOf(groups, reference);
  if (by === FULL)
    return {
      span: monthSpan(groups, reference),
      grain: groups['date'] !== undefined ? 'day' : groups['part'] === undefined ? 'month' : 'part',
    };
  if (by === FIGURES) return { span: monthSpan(groups, reference), grain: groups['date'] === undefined ? 'month' : 'day' };
  if (by === MONTHS) return { span: monthsSpan(groups, reference), grain: 'month' };
  if (by === QUARTER) {
    const quarter = chineseNumber(groups['quarter'] ?? '');
    return { span: pick(years, reference, (year) => months(year, quarter * 3 - 2, quarter * 3)), grain: 'quarter' };
  }
  if (by === HALF)
    return {
      span: pick(years, reference, (year) => (groups['halfYear'] === '上' ? months(year, 1, 6) : months(year, 7, 12))),
      grain: 'half',
    };
  if (by === MONTH_REL) {
    const shift = ({ 下: 1, 次: 1, 上: -1 } as Readonly<Record<string, number>>)[groups['which'] ?? ''] ?? 0;
    const month = addMonths(`${reference.day.slice(0, 7)}-01`, shift);
    return { span: partOf(yearOf(month), Number(month.slice(5, 7)), groups['part'] ?? groups['part2'] ?? ''), grain: 'part' };
  }
  if (by === FESTIVAL) {
    const [month, date] = FEASTS[groups['feast'] ?? ''] ?? [12, 31];
    // 2025年元旦前 ends with 2024.
    const named = month === 12 && (groups['year'] ?? groups['rel']) !== undefined;
    return {
      span: pick(named ? years.map((year) => year - 1) : years, reference, (year) => ({ from: `${pad(year, 4)}-01-01`, due: dayFrom(year, month, date) ?? `${year}-12-31` })),
      grain: 'day',
    };
  }
  const part = groups['part'] ?? groups['part2'] ?? '';
  const [first, last] = YEAR_PARTS[part] ?? [1, 12];
  return { span: pick(years, reference, (year) => months(year, first, last)), grain: part === '' ? 'year' : 'part' };
};

const read = (by: RegExp, match: RegExpExecArray, reference: DateReference): Found | null => {
  if (by === CADENCE) return plain('cadence');
  if (by === SUSTAINED) return plain('sustained');
  if (by === VAGUE || by === FEAST_OF_YEAR) return plain('vague');
  const groups: Groups = match.groups ?? {};
  if (by === TERM) {
    const term = termOf(groups);
    return term === null ? null : { ...plain('term'), term, from: reference.day, due: endOfTerm(term, reference), edge: 'by' };
  }
  const { span, grain } = spanOf(by, groups, reference);
  if (span === null) return null;
  const edge = by === FESTIVAL ? 'by' : edgeOf(groups);
  return { kind: 'date', ...span, grain, edge, yearPrinted: groups['year'] !== undefined, term: null };
};

/** All dates, terms and cadences of a text, in the order in which they stand; they never overlap. */
export const findChineseDates = (text: string, reference: DateReference): ChineseDate[] => {
  const source = narrow(text);
  const found: ChineseDate[] = [];
  for (let at = 0; at < source.length; at += 1) {
    if (!START.test(source[at] ?? '')) continue;
    // A figure that goes on to the left (a voucher number, 12.5) is no beginning of a date.
    if (/[0-9]/.test(source[at] ?? '') && /[0-9.]/.test(source[at - 1] ?? '')) continue;
    for (const by of RULES) {
      by.lastIndex = at;
      const match = by.exec(source);
      const hit = match === null ? null : read(by, match, reference);
      if (match === null || hit === null) continue;
      found.push({ text: text.slice(at, at + match[0].length).trim(), at, ...hit });
      at += match[0].length - 1;
      break;
    }
  }
  return found;
};

/** Reads a text that is one deadline (a field 整改时限): its words, and the day by which it is due, if any. */
export const readDeadline = (
  text: string,
  reference: DateReference,
): { text: string; due: Day | null; kind: DateKind | null; dates: ChineseDate[] } => {
  const dates = findChineseDates(text, reference);
  const dated = dates.findLast((date) => date.due !== null);
  const chosen = dated ?? dates[0];
  return { text: text.trim(), due: chosen?.due ?? null, kind: chosen?.kind ?? null, dates };
};
