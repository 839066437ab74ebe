import { createAccount, findAccount, hasAdministrator, invite } from '../../ledger/accounts.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { Refusal } from '../../domain/refusal.ts';

const FIRST = 'administrator';

/** What stands behind # is not sent to any server, and so stands in no log on the way. */
export const invitationLink = (address: string, token: string): string => `${address}/#/invitation/${token}`;

/**
 * While no administrator can sign in, each start makes a one-time link that lets somebody become it; links of starts before
 * are void. Null once there is one: no password comes with the program.
 */
export const firstStartLink = async (db: LedgerDatabase, address: string, now: number): Promise<string | null> => {
  if (await hasAdministrator(db)) return null;
  const account = await firstAccount(db);
  const { token } = await invite(db, account, 'first-start', now);
  return invitationLink(address, token);
};

/** Several web processes begin at once: one of them makes the account, and the others find it. */
const firstAccount = async (db: LedgerDatabase): Promise<string> => {
  await createAccount(db, { username: FIRST, name: '管理员', person: null, administrator: true }).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === 'ACCOUNT_EXISTS')) throw error;
  });
  return (await findAccount(db, FIRST)).id;
};
