/** A spreadsheet through the register's own door, as far as no ledger is asked: bytes to rows that were recognized. */
import type { GuardedTask } from '../../client/import/guarded.ts';
import { readRegister } from '../../client/register-in/read-register.ts';
import { bookOf } from '../../client/sheets/read-book.ts';

export const run: GuardedTask<number> = async (bytes, name) => (await readRegister(await bookOf(bytes, name), {}, async () => null)).grouped.issues.length;
