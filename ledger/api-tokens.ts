import { randomBytes } from 'node:crypto';
import { refuse } from '../domain/refusal.ts';
import type { Scope } from '../domain/route-right.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import { withAccounts } from './account-tables.ts';
import { hashOfSecret, newSecret } from './accounts.ts';
import type { LedgerDatabase } from './database.ts';

/** A prefix by which people and scanners of repositories know what it is. */
const PREFIX = 'htk_';
export const isToken = (text: string): boolean => text.startsWith(PREFIX);

export type NewToken = { readonly name: string; readonly scopes: readonly Scope[]; readonly days: number };
export type TokenListing = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
};

/** Issues a token in an account's name; the answer is the only time that it is seen. */
export const issueToken = async (db: LedgerDatabase, account: string, { name, scopes, days }: NewToken, by: string, now: Instant): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Instant }> => {
  const id = randomBytes(9).toString('base64url');
  const token = `${PREFIX}${newSecret()}`;
  const expiresAt = now + days * DAY_MS;
  await withAccounts(db).insertInto('api_token').values({ id, account_id: account, name, token_sha256: hashOfSecret(token), scopes: [...new Set(scopes)], made_by: by, made_at: now, expires_at: expiresAt, revoked_at: null, last_used_at: null }).execute();
  return { id, token, expiresAt };
};

export const listTokens = async (db: LedgerDatabase, account: string): Promise<TokenListing[]> => {
  const rows = await withAccounts(db).selectFrom('api_token').selectAll().where('account_id', '=', account).orderBy('made_at', 'desc').execute();
  return rows.map((row) => ({ id: row.id, name: row.name, scopes: row.scopes, madeAt: row.made_at, expiresAt: row.expires_at, revokedAt: row.revoked_at, lastUsedAt: row.last_used_at }));
};

/** @throws Refusal UNKNOWN_TOKEN */
export const revokeToken = async (db: LedgerDatabase, account: string, id: string, now: Instant): Promise<void> => {
  const { numUpdatedRows } = await withAccounts(db).updateTable('api_token').set({ revoked_at: now }).where('id', '=', id).where('account_id', '=', account).where('revoked_at', 'is', null).executeTakeFirst();
  if (numUpdatedRows === 0n) refuse('UNKNOWN_TOKEN', `没有可撤销的令牌“${id}”`, `there is no token "${id}" to revoke`, { token: id });
};

/** When it was used is kept by the quarter of an hour: a write with every request would cost more than it tells. */
const NOTED_MS = 900_000;

/** Whose token this is and what it may do; null for one that is unknown, revoked, expired, or whose account is closed. */
export const accountOfToken = async (db: LedgerDatabase, token: string, now: Instant): Promise<{ readonly id: string; readonly person: string | null; readonly administrator: boolean; readonly scopes: readonly Scope[] } | null> => {
  const row = await withAccounts(db)
    .selectFrom('api_token')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['account.id', 'person_id as person', 'administrator', 'scopes', 'last_used_at', 'api_token.id as token'])
    .where('token_sha256', '=', hashOfSecret(token))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  if ((row.last_used_at ?? 0) < now - NOTED_MS) await withAccounts(db).updateTable('api_token').set({ last_used_at: now }).where('id', '=', row.token).execute();
  return { id: row.id, person: row.person, administrator: row.administrator, scopes: row.scopes };
};
