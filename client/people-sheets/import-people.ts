import { dayOf, type Day, type Instant } from '../../domain/time.ts';
import { listAbsences, recordAbsence } from '../../ledger/absences.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { recordLeaving, saveDirectory } from '../../ledger/directory.ts';
import { loadDirectory } from '../../ledger/directory-view.ts';
import { readBookGuarded } from '../sheets/guarded-book.ts';
import type { SheetNote } from '../sheets/table.ts';
import { keepChat, readChat } from './chat-settings.ts';
import { planPeople, type PeoplePlan } from './plan-people.ts';
import { readPeopleBook, type PeopleSheet } from './read-people.ts';

export type PeopleImportOptions = {
  readonly person: string;
  /** Posts are held from this day where the table names none. */
  readonly from: Day;
  readonly dryRun: boolean;
  /** `channels.yaml`, where robot ids are kept. */
  readonly settings: string;
  readonly now: Instant;
};

export type PeopleImport = { readonly sheets: readonly PeopleSheet[]; readonly plan: PeoplePlan; readonly notes: readonly SheetNote[] };

/**
 * Takes in units, people, posts with the terms of their holders, and leave. What is not in the table stays as it is; the
 * same table again changes nothing. The directory is written in one transaction, before leave and settings; each of the
 * steps can be run again.
 * @throws Refusal SHEET_*, PEOPLE_FILE_NO_TABLE, CHANNELS_*
 */
export const importPeople = async (db: LedgerDatabase, file: { readonly name: string; readonly bytes: Uint8Array }, options: PeopleImportOptions): Promise<PeopleImport> => {
  const book = await readBookGuarded(file.bytes, file.name);
  const { sheets, rows, unread } = readPeopleBook(book);
  const [directory, absences, chat] = await Promise.all([loadDirectory(db), listAbsences(db), readChat(options.settings)]);
  const plan = planPeople(rows, { directory, absences: absences.filter(({ cancelledFrom }) => cancelledFrom === null), chat, today: dayOf(options.now) });
  const notes = [...book.notes, ...sheets.flatMap(({ table }) => table.notes), ...(unread.length === 0 ? [] : [{ code: 'PEOPLE_SHEETS_UNREAD', zh: `看不出内容、没有读的工作表：${unread.join('、')}`, en: `sheets that were not understood and not read: ${unread.join(', ')}` }])];
  if (!options.dryRun) await apply(db, plan, options);
  return { sheets, plan, notes };
};

const apply = async (db: LedgerDatabase, { people, posts, units, leaving, absences, chat }: PeoplePlan, { person, from, settings, now }: PeopleImportOptions): Promise<void> => {
  if (people.length + posts.length + units.length > 0) await saveDirectory(db, people, posts, from, units);
  for (const one of leaving) await recordLeaving(db, one.person, one.on);
  for (const absence of absences) await recordAbsence(db, absence, { by: person, at: now });
  if (Object.keys(chat).length > 0) await keepChat(settings, chat);
};
