import type { EventType, IssueEvent } from '../domain/events.ts';
import type { RoundEvent, RoundEventType } from '../domain/round/events.ts';
import type { RoundRules } from '../domain/round/rules-schema.ts';
import { dayOf, instantInWords, type Day, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { pageOfHistory, type HistoryFilter, type HistoryLine } from '../ledger/history.ts';
import { loadNames, type NameBook } from '../ledger/people.ts';
import { eventDetails } from './event-details.ts';
import { EVENT_NAMES } from './event-words.ts';
import { loadRoundState } from './round-state.ts';
import { roundEventDetails } from './round-details.ts';
import { ROUND_EVENT_NAMES } from './round-words.ts';
import { listBytes, type ListColumn, type ListFormat } from './sheets/list-bytes.ts';
import { doerInBoth, type BothWords } from './voice.ts';
import { shortId } from './words.ts';

export type { IntegrityCheck } from '../ledger/integrity.ts';

/** One line of the history in words: who did what to which issue or round, and when. */
export type HistoryEntry = {
  readonly subject: string;
  readonly round: string;
  readonly seq: number;
  readonly at: Instant;
  readonly type: string;
  readonly by: string;
  /** With both names where a deputy acted. */
  readonly who: BothWords;
  readonly zh: string;
  readonly en: string;
  readonly details: BothWords;
};

/** What everything that can happen is called, to issues and to rounds. */
export const HISTORY_NAMES: Readonly<Record<EventType | RoundEventType, { readonly zh: string; readonly en: string }>> = { ...EVENT_NAMES, ...ROUND_EVENT_NAMES };
export const HISTORY_TYPES = Object.keys(HISTORY_NAMES) as readonly (EventType | RoundEventType)[];

const isOfRound = (subject: string): boolean => subject.startsWith('round/');

/** The rules of the rounds of these lines: grades have words of their own in each. */
const rulesOf = async (db: LedgerDatabase, lines: readonly HistoryLine[]): Promise<ReadonlyMap<string, RoundRules>> => {
  const rounds = [...new Set(lines.filter(({ subject }) => isOfRound(subject)).map(({ round }) => round))];
  return new Map(await Promise.all(rounds.map(async (id) => [id, (await loadRoundState(db, id)).state.policy.round] as const)));
};

const inWords = (line: HistoryLine, names: NameBook, rules: ReadonlyMap<string, RoundRules>): HistoryEntry => {
  const { subject, round, seq, at, by, type, body } = line;
  const event = { ...body, seq, at, by, type } as unknown;
  const ofRound = rules.get(round);
  const details = isOfRound(subject) ? (ofRound === undefined ? { zh: '', en: '' } : roundEventDetails(event as RoundEvent, ofRound, names)) : eventDetails(event as IssueEvent, names);
  return { subject, round, seq, at, type, by, who: doerInBoth(event as IssueEvent, names), ...(HISTORY_NAMES[type as EventType] ?? { zh: type, en: type }), details };
};

/** A page of the history in words, the newest first. */
export const historyPage = async (db: LedgerDatabase, filter: HistoryFilter, today: Day): Promise<{ readonly entries: readonly HistoryEntry[]; readonly next: string | null }> => {
  const [{ lines, next }, names] = await Promise.all([pageOfHistory(db, filter), loadNames(db, today)]);
  const rules = await rulesOf(db, lines);
  return { entries: lines.map((line) => inWords(line, names, rules)), next };
};

const COLUMNS: readonly ListColumn<HistoryEntry>[] = [
  { head: '时间', width: 18, value: ({ at }) => instantInWords(at) },
  { head: '对象', width: 20, value: ({ subject }) => shortId(subject) },
  { head: '序号', width: 8, value: ({ seq }) => seq },
  { head: '办理人', width: 18, value: ({ who }) => who.zh },
  { head: '事项', width: 22, value: ({ zh }) => zh },
  { head: '内容', width: 70, value: ({ details }) => details.zh },
];
/** A file is looked through by people: whoever needs more narrows it down. */
const MOST_LINES = 50_000;
const PAGE = 1_000;

/** What one filtered for as a file, page by page out of the ledger. `complete`: nothing was left off. */
export const historyFile = async (db: LedgerDatabase, filter: Omit<HistoryFilter, 'after' | 'limit'>, format: ListFormat, now: Instant): Promise<{ readonly bytes: Uint8Array; readonly complete: boolean }> => {
  const today = dayOf(now);
  const rows: HistoryEntry[] = [];
  let next: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof historyPage>> = await historyPage(db, { ...filter, limit: PAGE, ...(next === null ? {} : { after: next }) }, today);
    rows.push(...page.entries);
    next = page.next;
  } while (next !== null && rows.length < MOST_LINES);
  const complete = next === null;
  const above = `截至${instantInWords(now)}，共${rows.length}条${complete ? '' : '（超出上限，未列全，请缩小范围）'}`;
  return { bytes: await listBytes(format, { name: '全部经过', columns: COLUMNS, rows, above }, today), complete };
};
