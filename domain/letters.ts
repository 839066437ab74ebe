import type { NoticeKind, Policy } from './policy-schema.ts';
import type { Instant } from './time.ts';
import { dayOf } from './time.ts';
import { NOTICE_NAMES } from './words.ts';

/** The papers that bear a number of their own; notices, reminders and urgings are not letters. */
export const LETTER_KINDS = ['supervision-letter', 'guidance-letter', 'warning-letter', 'interview-notice', 'accountability-notice', 'circular'] as const satisfies readonly NoticeKind[];
export type LetterKind = (typeof LETTER_KINDS)[number];

export const isLetter = (kind: NoticeKind): kind is LetterKind => LETTER_KINDS.some((one) => one === kind);

/** The `n`th letter of a series in a year of Beijing time. The series is what is printed before the year. */
export type LetterNumber = { readonly series: string; readonly year: number; readonly number: number };

/**
 * In which series a notice is counted, e.g. `临巡办督办函`; null for what is no letter. Policies that print the same words
 * share one series: no two letters of an office may bear the same number.
 */
export const letterSeries = ({ letters }: Pick<Policy, 'letters'>, kind: NoticeKind): string | null =>
  isLetter(kind) ? `${letters.office}${letters.words[kind] ?? NOTICE_NAMES[kind].zh}` : null;

/** The year in which a letter that goes out at `at` is counted: Beijing's. */
export const letterYearOf = (at: Instant): number => Number(dayOf(at).slice(0, 4));

/** `督办函〔2026〕第12号` */
export const letterInWords = ({ series, year, number }: LetterNumber): string => `${series}〔${year}〕第${number}号`;

/** Reads a number as it is printed, or as it is typed on a keyboard without 〔〕 (`督办函-2026-12`); null where it is none. */
export const letterFromWords = (text: string): LetterNumber | null => {
  const match = /^(.+?)\s*[〔[(（]\s*(\d{4})\s*[〕\])）]\s*第?\s*(\d{1,6})\s*号?$/.exec(text) ?? /^(.+)-(\d{4})-(\d{1,6})$/.exec(text);
  return match === null ? null : { series: match[1] ?? '', year: Number(match[2]), number: Number(match[3]) };
};
