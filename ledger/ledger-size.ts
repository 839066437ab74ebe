import { sql } from 'kysely';
import type { LedgerDatabase } from './database.ts';

/** How much the ledger holds. `bytes`: of the whole database on its disk. */
export const ledgerSize = async (db: LedgerDatabase): Promise<{ readonly issues: number; readonly events: number; readonly people: number; readonly bytes: number }> => {
  const { rows } = await sql<{ issues: number; events: number; people: number; bytes: number }>`
    select (select count(*) from issue) as issues, (select count(*) from issue_event) as events, (select count(*) from person where left_on is null) as people,
      pg_database_size(current_database()) as bytes`.execute(db);
  return rows[0] ?? { issues: 0, events: 0, people: 0, bytes: 0 };
};
