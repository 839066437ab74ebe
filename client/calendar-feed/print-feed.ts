import { createHash } from 'node:crypto';
import { dayOf, type Instant } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport } from '../../ledger/exports.ts';
import { demandPeople } from '../../ledger/people.ts';
import { writeOut } from '../commands/write-out.ts';
import { loadFeedEntries } from './feed.ts';

export type PrintRequest = { readonly person: string; readonly titles: boolean; readonly by: string; readonly out: string };

type TakenFeed = { readonly ics: string; readonly entries: number; readonly sha256: string };

/** A person's calendar as a file; whoever takes it stands in the log of exports. @throws Refusal UNKNOWN_PERSON, PERSON_LEFT */
export const takeFeed = async (db: LedgerDatabase, { person, titles, by }: Omit<PrintRequest, 'out'>, at: Instant): Promise<TakenFeed> => {
  await demandPeople(db, [person, by], dayOf(at));
  const entries = await loadFeedEntries(db, person, titles, at);
  const { icsOf } = await import('./ics.ts');
  const ics = icsOf(entries);
  const sha256 = createHash('sha256').update(ics).digest('hex');
  await recordExport(db, { at, by, kind: 'calendar-feed', subject: person, sha256, detail: { titles, entries: entries.length } });
  return { ics, entries: entries.length, sha256 };
};

/** The same written into a file. @throws Refusal FILE_NOT_WRITTEN */
export const printFeed = async (db: LedgerDatabase, { out, ...request }: PrintRequest): Promise<{ readonly file: string; readonly entries: number; readonly sha256: string }> => {
  const { ics, ...taken } = await takeFeed(db, request, Date.now());
  await writeOut(out, ics);
  return { file: out, ...taken };
};
