import { sql } from 'kysely';
import type { LedgerDatabase } from './database.ts';

/** The data folder of this ledger's processes: this one, if none was named before. Answers the id of the one that stands. */
export const claimFolder = async (db: LedgerDatabase, folderId: string): Promise<string> => {
  await sql`insert into deployment (folder_id) values (${folderId}) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ id: string }>`select folder_id as id from deployment`.execute(db);
  return rows[0]?.id ?? folderId;
};

/** From now on it is this one: the old one is lost, or was left behind on purpose. */
export const takeFolder = async (db: LedgerDatabase, folderId: string): Promise<void> => {
  await sql`insert into deployment (folder_id) values (${folderId}) on conflict (only_one) do update set folder_id = excluded.folder_id, since = now()`.execute(db);
};
