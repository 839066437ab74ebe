import { randomBytes } from 'node:crypto';
import { endSessions } from '../../ledger/accounts.ts';
import { keepPassword } from '../../ledger/passwords.ts';
import type { Api } from './route.ts';

/** Sets an account's password, hashed by the sign-in library; whoever was signed in with the old one is no longer. */
export const setPassword = async ({ signIn, client }: Pick<Api, 'signIn' | 'client'>, account: string, password: string): Promise<void> => {
  const { password: hasher } = await signIn.$context;
  await keepPassword(client.ledger, { id: randomBytes(12).toString('base64url'), account, hash: await hasher.hash(password) });
  await endSessions(client.ledger, account);
};
