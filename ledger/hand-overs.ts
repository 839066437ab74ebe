import type { Status } from '../domain/issue.ts';
import type { LedgerDatabase } from './database.ts';

/** An issue of an owner, and to whom its hand-over waits, if one does. */
export type OwnedIssue = { readonly id: string; readonly status: Status; readonly handOverTo: string | null };

/** Everything in the register that a person owns, in the order of ids. */
export const ownedBy = async (db: LedgerDatabase, person: string): Promise<OwnedIssue[]> => {
  const rows = await db.selectFrom('issue').select(['id', 'status', 'hand_over_to as handOverTo']).where('owner_ref', '=', `person:${person}`).orderBy('id').execute();
  return rows.map((row) => ({ ...row, status: row.status as Status }));
};
