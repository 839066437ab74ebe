import type { IssueEvent } from '../domain/events.ts';
import type { RefusalText } from '../domain/refusal.ts';
import { refuse } from '../domain/refusal.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { reasonInWords } from '../ledger/delivery-reasons.ts';
import { loadNames } from '../ledger/people.ts';
import { loadTold, type ToldRow } from '../ledger/register.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import { EVENT_NAMES, eventDetails } from './event-words.ts';
import { kindInWords, topicInWords } from './topic-words.ts';
import { channelInWords, DELIVERY_NAMES } from './words.ts';

/** One thing that happened to an issue, in words and as it was recorded; large documents are named, not shown. */
export type EventEntry = Pick<RefusalText, 'zh' | 'en'> & {
  readonly seq: number;
  readonly cycle: number;
  readonly at: Instant;
  readonly type: string;
  readonly by: string;
  readonly byName: string;
  readonly details: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The history of an issue as data, oldest first. @throws Refusal UNKNOWN_ISSUE */
export const timelineEntries = async (db: LedgerDatabase, issueId: string, now: Instant): Promise<readonly EventEntry[]> => {
  const [histories, names] = await Promise.all([loadIssueEvents(db, [issueId]), loadNames(db, dayOf(now))]);
  const events = histories.get(issueId) ?? refuse('UNKNOWN_ISSUE', `没有问题“${issueId}”`, `there is no issue "${issueId}"`, { issue: issueId });
  return events.map((event) => {
    const { seq, cycle, at, type, by } = event;
    return { seq, cycle, at, type, by, byName: names.person(by), ...EVENT_NAMES[type], details: eventDetails(event, names), body: bodyOf(event) };
  });
};

const bodyOf = (event: IssueEvent): Readonly<Record<string, unknown>> => {
  const { seq: _seq, cycle: _cycle, at: _at, type: _type, by: _by, ...body } = event;
  const named = body as Record<string, unknown>;
  return Object.fromEntries(Object.entries(named).map(([key, value]) => [key, key === 'policy' || key === 'days' ? (value as { version?: string }).version : value]));
};

/** A notice of an issue in words: who, of what, by which road, and what became of it. */
export type ToldEntry = ToldRow & { readonly recipientName: string; readonly kindName: string; readonly topicName: string; readonly channelName: string; readonly stateName: string; readonly why: Pick<RefusalText, 'zh' | 'en'> | null };

/** Who was told what of an issue, and what is planned, in order of time. */
export const toldEntries = async (db: LedgerDatabase, issueId: string, now: Instant): Promise<readonly ToldEntry[]> => {
  const [told, names] = await Promise.all([loadTold(db, [issueId]), loadNames(db, dayOf(now))]);
  return (told.get(issueId) ?? []).map((row) => ({
    ...row,
    recipientName: row.recipient === 'nobody' ? '无人' : names.person(row.recipient),
    kindName: row.letter ?? kindInWords(row.kind),
    topicName: topicInWords(row.topic),
    channelName: channelInWords(row.channel),
    stateName: DELIVERY_NAMES[row.state].zh,
    why: row.reason === null ? null : reasonInWords(row.reason),
  }));
};
