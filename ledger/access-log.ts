import type { Instant } from '../domain/time.ts';
import { withAccounts } from './account-tables.ts';
import type { LedgerDatabase } from './database.ts';

/** Somebody read, took out or changed something outside of the histories of issues. `subject`: an issue, a round, a person, an account. */
export type AccessEntry = {
  readonly at: Instant;
  readonly account: string | null;
  readonly person: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly requestId: string | null;
  readonly details?: object;
};

/** Writes it down; the database refuses to change it afterwards. */
export const logAccess = async (db: LedgerDatabase, { at, account, person, action, subject, requestId, details }: AccessEntry): Promise<void> => {
  await withAccounts(db).insertInto('access_log').values({ at, account_id: account, person_id: person, action, subject, request_id: requestId, details: JSON.stringify(details ?? {}) }).execute();
};

export type AccessFilter = { readonly person?: string; readonly subject?: string; readonly before?: number; readonly limit: number };

/** The newest first; `before`: below this position, to page on. */
export const listAccess = async (db: LedgerDatabase, { person, subject, before, limit }: AccessFilter) => {
  let query = withAccounts(db).selectFrom('access_log').selectAll();
  if (person !== undefined) query = query.where('person_id', '=', person);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (before !== undefined) query = query.where('position', '<', before);
  const rows = await query.orderBy('position', 'desc').limit(limit).execute();
  return rows.map((row) => ({ position: row.position, at: row.at, account: row.account_id, person: row.person_id, action: row.action, subject: row.subject, requestId: row.request_id, details: row.details }));
};
