import { sql } from 'kysely';
import type { LedgerDatabase } from './database.ts';

/** Keeps the hash of an account's password, in the place of the one before. `id`: of the row where it is the first. */
export const keepPassword = async (db: LedgerDatabase, { id, account, hash }: { readonly id: string; readonly account: string; readonly hash: string }): Promise<void> => {
  await sql`
    insert into sign_in_method (id, account_id, provider_id, provider_account_id, password) values (${id}, ${account}, 'credential', ${account}, ${hash})
    on conflict (provider_id, provider_account_id) do update set password = excluded.password, updated_at = now()`.execute(db);
};
