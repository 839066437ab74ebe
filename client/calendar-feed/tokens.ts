import { createHash, randomBytes } from 'node:crypto';
import { dayOf, type Instant } from '../../domain/time.ts';
import { feedByHash, issueFeed, revokeFeed, type CalendarFeed } from '../../ledger/calendar-feeds.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport } from '../../ledger/exports.ts';
import { demandPeople } from '../../ledger/people.ts';

/** 256 bits: nobody guesses one. */
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export type FeedRequest = { readonly person: string; /** May the entries say what a finding says? Calendars are read on servers elsewhere. */ readonly titles: boolean; readonly by: string; readonly at: Instant };

/**
 * A secret address for a person's calendar. It is shown once: the ledger keeps its hash only. The one that the person had
 * before stops working.
 * @throws Refusal UNKNOWN_PERSON, PERSON_LEFT
 */
export const issueFeedToken = async (db: LedgerDatabase, { person, titles, by, at }: FeedRequest): Promise<{ readonly token: string; readonly path: string; readonly revoked: number }> => {
  await demandPeople(db, [person, by], dayOf(at));
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const tokenSha256 = hashOf(token);
  const { revoked } = await issueFeed(db, { person, tokenSha256, titles, by, at });
  await recordExport(db, { at, by, kind: 'calendar-feed', subject: person, sha256: tokenSha256, detail: { titles } });
  return { token, path: `/calendar.ics?t=${token}`, revoked };
};

/** From now on the address answers as if it had never been. @throws Refusal NO_FEED, UNKNOWN_PERSON */
export const revokeFeedToken = async (db: LedgerDatabase, person: string, by: string, at: Instant): Promise<void> => {
  await demandPeople(db, [by], dayOf(at));
  await revokeFeed(db, person, by, at);
};

/** Whose calendar a secret opens; undefined for a wrong or revoked one, and for somebody who has left. */
export const feedOfToken = async (db: LedgerDatabase, token: string, at: Instant): Promise<CalendarFeed | undefined> => {
  if (!TOKEN.test(token)) return undefined;
  const feed = await feedByHash(db, hashOf(token));
  if (feed === undefined) return undefined;
  const there = await db.selectFrom('person').select('left_on').where('id', '=', feed.personId).executeTakeFirst();
  return there === undefined || (there.left_on !== null && there.left_on <= dayOf(at)) ? undefined : feed;
};
