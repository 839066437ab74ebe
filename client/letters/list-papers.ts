import { letterInWords } from '../../domain/letters.ts';
import { dayOf, type Day } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { listLetters, type LetterRow } from '../../ledger/notice-record.ts';
import { issueNumberOf } from '../words.ts';
import { ALL_LETTERS, papersOf, type PaperFilter } from './print.ts';
import { paperName, type PaperKind } from './paper.ts';

/** A paper of a round as a list shows it: what it is, which number and day it bears, to whom, about which issue. */
export type PaperLine = {
  /** The name of its file, by which one is asked for. */
  readonly name: string;
  readonly kind: PaperKind;
  readonly zh: string;
  readonly en: string;
  /** `督办函〔2026〕第1号`; null for a form, which bears no number of a series. */
  readonly letter: string | null;
  readonly day: Day;
  readonly to: string;
  /** The issue's number in its round; null for what is about the round itself. */
  readonly issue: string | null;
  /** Of a numbered letter: whether it went out, how many it reached and how many confirmed it; null for a form. */
  readonly sent: Pick<LetterRow, 'state' | 'people' | 'told' | 'asked' | 'confirmed'> | null;
};

const sentOf = ({ state, people, told, asked, confirmed }: LetterRow): PaperLine['sent'] => ({ state, people, told, asked, confirmed });

/**
 * The papers of a round or of one of its issues, void letters (作废) included: their numbers are not given again, and nobody
 * shall look for them. @throws Refusal UNKNOWN_ROUND
 */
export const listPapers = async (db: LedgerDatabase, round: string, filter: PaperFilter = {}): Promise<readonly PaperLine[]> => {
  const { issueId, kinds } = filter;
  const [papers, letters] = await Promise.all([papersOf(db, round, filter), listLetters(db, { roundId: round, limit: ALL_LETTERS, ...(issueId === undefined ? {} : { issueId }) })]);
  const byNumber = new Map(letters.map((letter) => [letterInWords(letter), letter]));
  const lines = papers.map(({ kind, subject, fileName, day, data }): PaperLine => {
    const letter = byNumber.get(data.letter);
    return { name: fileName, kind, ...paperName(kind), letter: letter === undefined ? null : data.letter, day, to: data.to, issue: issueNumberOf(subject), sent: letter === undefined ? null : sentOf(letter) };
  });
  const gone = letters
    .filter(({ state, kind }) => state === 'void' && (kinds === undefined || kinds.some((one) => one === kind)))
    .map((letter): PaperLine => ({ name: `${letterInWords(letter)}.docx`, kind: letter.kind as PaperKind, ...paperName(letter.kind as PaperKind), letter: letterInWords(letter), day: dayOf(letter.numberedAt), to: '', issue: issueNumberOf(letter.issueId), sent: sentOf(letter) }));
  return [...lines, ...gone];
};
