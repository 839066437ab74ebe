import { fold } from '../../domain/evolve.ts';
import type { IssueState } from '../../domain/issue.ts';
import type { PartyRef } from '../../domain/party.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import { issuesConcerning } from '../../ledger/calendar-feeds.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { demandPeople } from '../../ledger/people.ts';
import { loadIssueEvents } from '../../ledger/steps.ts';
import { actorOf } from '../../ledger/actors.ts';
import { feedEntries, type FeedEntry } from './entries.ts';
import { feedOfToken } from './tokens.ts';

/** How many issues are held in memory at once. */
const BATCH = 200;

/** What a person's calendar shows as of an instant: posts count as they are held that day. @throws Refusal UNKNOWN_PERSON, PERSON_LEFT */
export const loadFeedEntries = async (db: LedgerDatabase, person: string, titles: boolean, at: Instant): Promise<readonly FeedEntry[]> => {
  await demandPeople(db, [person], dayOf(at));
  const { posts } = await actorOf(db, person, dayOf(at));
  const refs: PartyRef[] = [`person:${person}`, ...posts.map((post): PartyRef => `post:${post}`)];
  const ids = await issuesConcerning(db, person, refs);
  const rounds = new Map((await db.selectFrom('round').select(['id', 'title']).execute()).map((row) => [row.id, row.title]));
  const entries: FeedEntry[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const histories = await loadIssueEvents(db, ids.slice(from, from + BATCH));
    const states = [...histories.values()].map(fold).filter((state): state is IssueState => state !== null);
    entries.push(...feedEntries(states, { refs, titles }, rounds));
  }
  return entries.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.uid < b.uid ? -1 : 1));
};

/** The .ics behind a secret address; undefined where it opens nothing. What a web server answers with. */
export const feedFile = async (db: LedgerDatabase, token: string, at: Instant): Promise<string | undefined> => {
  const feed = await feedOfToken(db, token, at);
  if (feed === undefined) return undefined;
  const { icsOf } = await import('./ics.ts');
  return icsOf(await loadFeedEntries(db, feed.personId, feed.titles, at));
};
