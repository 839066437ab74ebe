import { refuse } from '../../domain/refusal.ts';
import { letterFromWords, letterInWords } from '../../domain/letters.ts';
import { issueIdOf } from '../../domain/issue.ts';
import type { Day } from '../../domain/time.ts';
import { dayOf } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { listLetters, loadNoticeRecord, type LetterRow } from '../../ledger/notice-record.ts';
import { loadNames, type NameBook } from '../../ledger/people.ts';
import { loadRoundRecord, type RoundRecord } from '../report/record.ts';
import { formsOf, type FormContext } from './issue-forms.ts';
import { letterPaper, reminderPaper, type LetterWithCopies } from './letter-papers.ts';
import type { Paper, PaperKind } from './paper.ts';

export type PaperFilter = { readonly kinds?: readonly PaperKind[]; /** One issue only, by its id. */ readonly issueId?: string };

/** More letters than a round has. */
export const ALL_LETTERS = 100_000;

/** One book of names a day: read once each. */
const namesFor = async (db: LedgerDatabase, days: readonly Day[]): Promise<(day: Day) => NameBook> => {
  const books = new Map<Day, NameBook>();
  for (const day of [...new Set(days)].toSorted()) books.set(day, await loadNames(db, day));
  return (day) => books.get(day) ?? refuse('INTERNAL', `没有 ${day} 的人员名册`, `no names of ${day} were read`);
};

const daysOf = ({ stories, asOf }: Pick<RoundRecord, 'stories' | 'asOf'>, letters: readonly LetterRow[]): readonly Day[] => [asOf, ...stories.flatMap(({ events }) => events.map((event) => dayOf(event.at))), ...letters.map((letter) => dayOf(letter.numberedAt))];

/**
 * Every paper of a round that its record calls for, letters by number first, then the forms by issue. A reminder (提醒函) is
 * written only where it is asked for. Letters that were called off before anybody had them are void and are not printed.
 */
export const papersOf = async (db: LedgerDatabase, round: string, filter: PaperFilter = {}): Promise<readonly Paper[]> => await papersOfRecord(db, await loadRoundRecord(db, round), filter);

/** The same of a record that was read already. */
export const papersOfRecord = async (db: LedgerDatabase, record: RoundRecord, { kinds, issueId }: PaperFilter = {}): Promise<readonly Paper[]> => {
  const round = record.head.id;
  const [all, rows] = await Promise.all([
    listLetters(db, { roundId: round, limit: ALL_LETTERS, ...(issueId === undefined ? {} : { issueId }) }),
    loadNoticeRecord(db, { roundId: round, limit: ALL_LETTERS, ...(issueId === undefined ? {} : { issueId }) }),
  ]);
  const letters = all.filter((letter) => letter.state !== 'void');
  const copies = Map.groupBy(rows.filter((row) => row.state !== 'withdrawn'), (row) => (row.series === null || row.year === null || row.number === null ? '' : letterInWords({ series: row.series, year: row.year, number: row.number })));
  const stories = new Map(record.stories.map((story) => [issueIdOf(story.state), story]));
  const wanted = record.stories.filter((story) => issueId === undefined || issueIdOf(story.state) === issueId);
  const context: FormContext = { head: record.head, namesOn: await namesFor(db, daysOf({ stories: wanted, asOf: record.asOf }, letters)) };
  const papers = [
    ...letters.map((letter) => letterPaper(withCopies(letter, copies), stories.get(letter.issueId), record.state, context)),
    ...wanted.flatMap((story) => formsOf(story, context)),
    ...(kinds?.includes('reminder') === true ? wanted.map((story) => reminderPaper(story, record.asOf, context)) : []),
  ];
  return kinds === undefined ? papers : papers.filter((paper) => kinds.includes(paper.kind));
};

/** The order of a record's rows is that of their making; in a paper, people stand in that of their ids. */
const withCopies = (letter: LetterRow, copies: ReadonlyMap<string, LetterWithCopies['copies']>): LetterWithCopies => ({
  letter,
  copies: (copies.get(letterInWords(letter)) ?? []).toSorted((a, b) => (a.recipient < b.recipient ? -1 : a.recipient > b.recipient ? 1 : 0)),
});

/** One letter by its number. @throws Refusal INVALID_LETTER, UNKNOWN_LETTER, LETTER_VOID */
export const paperOfLetter = async (db: LedgerDatabase, words: string): Promise<{ readonly round: string; readonly paper: Paper }> => {
  const number = letterFromWords(words);
  if (number === null) return refuse('INVALID_LETTER', `文号写作“督办函〔2026〕第12号”或“督办函-2026-12”（收到“${words}”）`, `a letter's number is written 督办函〔2026〕第12号 or 督办函-2026-12 (got "${words}")`, { letter: words });
  const [letter] = await listLetters(db, { ...number, limit: 1 });
  if (letter === undefined) return refuse('UNKNOWN_LETTER', `没有${letterInWords(number)}`, `there is no letter ${letterInWords(number)}`, { letter: words });
  if (letter.state === 'void') return refuse('LETTER_VOID', `${letterInWords(number)}已作废，不能打印`, `${letterInWords(number)} is void and is not printed`, { letter: words });
  const papers = await papersOf(db, letter.roundId, letter.issueId.startsWith('issue/') ? { issueId: letter.issueId } : {});
  const paper = papers.find((one) => one.data.letter === letterInWords(number));
  return paper === undefined ? refuse('UNKNOWN_LETTER', `没有${letterInWords(number)}`, `there is no letter ${letterInWords(number)}`, { letter: words }) : { round: letter.roundId, paper };
};
