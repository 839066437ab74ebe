import type { IssueEvent } from '../domain/events.ts';
import { refuse } from '../domain/refusal.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { reasonInWords } from '../ledger/delivery-reasons.ts';
import { loadNames } from '../ledger/people.ts';
import { loadTold, type ToldRow } from '../ledger/register.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import { eventDetails } from './event-details.ts';
import { EVENT_NAMES } from './event-words.ts';
import { kindInWords, topicInWords } from './topic-words.ts';
import { doerInBoth, inBoth, type BothWords } from './voice.ts';
import { channelInWords, DELIVERY_NAMES } from './words.ts';

/** One thing that happened to an issue, in words and as it was recorded; large documents are named, not shown. */
export type EventEntry = BothWords & {
  readonly seq: number;
  readonly cycle: number;
  readonly at: Instant;
  readonly type: string;
  readonly by: string;
  /** With both names where a deputy acted. */
  readonly byName: BothWords;
  readonly details: BothWords;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The history of an issue as data, oldest first. @throws Refusal UNKNOWN_ISSUE */
export const timelineEntries = async (db: LedgerDatabase, issueId: string, now: Instant): Promise<readonly EventEntry[]> => {
  const [histories, names] = await Promise.all([loadIssueEvents(db, [issueId]), loadNames(db, dayOf(now))]);
  const events = histories.get(issueId) ?? refuse('UNKNOWN_ISSUE', `没有问题“${issueId}”`, `there is no issue "${issueId}"`, { issue: issueId });
  return events.map((event) => {
    const { seq, cycle, at, type, by } = event;
    return { seq, cycle, at, type, by, byName: doerInBoth(event, names), ...EVENT_NAMES[type], details: eventDetails(event, names), body: bodyOf(event) };
  });
};

const bodyOf = (event: IssueEvent): Readonly<Record<string, unknown>> => {
  const { seq: _seq, cycle: _cycle, at: _at, type: _type, by: _by, ...body } = event;
  const named = body as Record<string, unknown>;
  return Object.fromEntries(Object.entries(named).map(([key, value]) => [key, key === 'policy' || key === 'days' ? (value as { version?: string }).version : value]));
};

/** A notice of an issue in words: who, of what, by which road, and what became of it. */
export type ToldEntry = ToldRow & { readonly recipientName: BothWords; readonly kindName: BothWords; readonly topicName: BothWords; readonly channelName: BothWords; readonly stateName: BothWords; readonly why: BothWords | null };

const NOBODY: BothWords = { zh: '无人', en: 'nobody' };

/** Who was told what of an issue, and what is planned, in order of time. */
export const toldEntries = async (db: LedgerDatabase, issueId: string, now: Instant): Promise<readonly ToldEntry[]> => {
  const [told, names] = await Promise.all([loadTold(db, [issueId]), loadNames(db, dayOf(now))]);
  return (told.get(issueId) ?? []).map((row) => ({
    ...row,
    recipientName: row.recipient === 'nobody' ? NOBODY : inBoth(names, (voice) => voice.names.person(row.recipient)),
    // A letter is called as its own number and title call it.
    kindName: row.letter === null ? kindInWords(row.kind) : { zh: row.letter, en: row.letter },
    topicName: topicInWords(row.topic),
    channelName: channelInWords(row.channel),
    stateName: DELIVERY_NAMES[row.state],
    why: row.reason === null ? null : reasonInWords(row.reason),
  }));
};
