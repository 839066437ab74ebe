import { letterFromWords, letterInWords } from '../domain/letters.ts';
import { refuse } from '../domain/refusal.ts';
import { HOUR_MS, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { listLetters, loadNoticeRecord, type LetterRow, type RecordRow } from '../ledger/notice-record.ts';

/** The numbers of a record. Hours are rounded to tenths; medians are of those notices after which something moved. */
export type RecordSummary = {
  readonly notices: number;
  readonly told: number;
  /** Not told and not waiting either: refused, suppressed. */
  readonly failed: number;
  readonly waiting: number;
  readonly withdrawn: number;
  readonly asked: number;
  readonly confirmed: number;
  readonly unconfirmed: number;
  readonly moved: number;
  readonly unmoved: number;
  readonly medianHoursToConfirm: number | null;
  readonly medianHoursToMove: number | null;
};

const hoursBetween = (from: Instant, to: Instant): number => Math.round(((to - from) / HOUR_MS) * 10) / 10;
export const hoursToMove = ({ toldAt, movedAt }: RecordRow): number | null => (toldAt === null || movedAt === null ? null : hoursBetween(toldAt, movedAt));
const hoursToConfirm = ({ toldAt, acknowledgedAt }: RecordRow): number | null => (toldAt === null || acknowledgedAt === null ? null : hoursBetween(toldAt, acknowledgedAt));

const median = (numbers: readonly (number | null)[]): number | null => {
  const sorted = numbers.filter((one) => one !== null).toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.round(((low + high) / 2) * 10) / 10;
};

export const summarize = (rows: readonly RecordRow[]): RecordSummary => {
  const told = rows.filter((row) => row.toldAt !== null);
  const asked = told.filter((row) => row.acknowledge);
  const confirmed = asked.filter((row) => row.acknowledgedAt !== null);
  const moved = told.filter((row) => row.movedAt !== null);
  const count = (...states: readonly string[]): number => rows.filter((row) => states.includes(row.state)).length;
  return {
    notices: rows.length,
    told: told.length,
    failed: count('rejected', 'suppressed'),
    waiting: count('planned', 'claimed', 'handed_over'),
    withdrawn: count('withdrawn'),
    asked: asked.length,
    confirmed: confirmed.length,
    unconfirmed: asked.length - confirmed.length,
    moved: moved.length,
    unmoved: told.length - moved.length,
    medianHoursToConfirm: median(confirmed.map(hoursToConfirm)),
    medianHoursToMove: median(moved.map(hoursToMove)),
  };
};

/** The record of an issue or of a person, with its numbers. */
export const noticeRecord = async (db: LedgerDatabase, filter: { readonly issueId?: string; readonly recipient?: string; readonly roundId?: string; readonly limit: number }) => {
  const rows = await loadNoticeRecord(db, filter);
  return { rows: rows.map((row) => ({ ...row, letter: numberOf(row), hoursToConfirm: hoursToConfirm(row), hoursToMove: hoursToMove(row) })), summary: summarize(rows) };
};

export const numberOf = ({ series, year, number }: Pick<RecordRow, 'series' | 'year' | 'number'>): string | null =>
  series === null || year === null || number === null ? null : letterInWords({ series, year, number });

/** One letter by its number, with everybody it went to. @throws Refusal INVALID_LETTER, UNKNOWN_LETTER */
export const showLetter = async (db: LedgerDatabase, words: string): Promise<{ letter: LetterRow; copies: Awaited<ReturnType<typeof noticeRecord>>['rows'] }> => {
  const number = letterFromWords(words);
  if (number === null)
    return refuse('INVALID_LETTER', `文号写作“督办函〔2026〕第12号”或“督办函-2026-12”（收到“${words}”）`, `a letter's number is written 督办函〔2026〕第12号 or 督办函-2026-12 (got "${words}")`, { letter: words });
  const [letter] = await listLetters(db, { ...number, limit: 1 });
  if (letter === undefined) return refuse('UNKNOWN_LETTER', `没有${letterInWords(number)}`, `there is no letter ${letterInWords(number)}`, { letter: words });
  const { rows } = await noticeRecord(db, { issueId: letter.issueId, limit: 10_000 });
  return { letter, copies: rows.filter((row) => row.letter === letterInWords(number)) };
};
