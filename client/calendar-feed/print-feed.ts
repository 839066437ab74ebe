import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordExport } from '../../ledger/exports.ts';
import { demandPeople } from '../../ledger/people.ts';
import { loadFeedEntries } from './feed.ts';

export type PrintRequest = { readonly person: string; readonly titles: boolean; readonly by: string; readonly out: string };

/** Writes a person's calendar into a file; whoever takes it stands in the log of exports. @throws Refusal UNKNOWN_PERSON, PERSON_LEFT, FILE_NOT_WRITTEN */
export const printFeed = async (db: LedgerDatabase, { person, titles, by, out }: PrintRequest): Promise<{ readonly file: string; readonly entries: number; readonly sha256: string }> => {
  const at = Date.now();
  await demandPeople(db, [person, by], dayOf(at));
  const entries = await loadFeedEntries(db, person, titles, at);
  const { icsOf } = await import('./ics.ts');
  const ics = icsOf(entries);
  const sha256 = createHash('sha256').update(ics).digest('hex');
  await recordExport(db, { at, by, kind: 'calendar-feed', subject: person, sha256, detail: { titles, entries: entries.length } });
  await writeFile(out, ics).catch((error: unknown) => refuse('FILE_NOT_WRITTEN', `无法写入 ${out}：${String(error)}`, `${out} cannot be written: ${String(error)}`, { file: out }));
  return { file: out, entries: entries.length, sha256 };
};
