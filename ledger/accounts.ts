import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { refuse } from '../domain/refusal.ts';
import { HOUR_MS, MINUTE_MS, type Instant } from '../domain/time.ts';
import { mustReadCases } from '../domain/viewer.ts';
import { withAccounts } from './account-tables.ts';
import type { LedgerDatabase } from './database.ts';

/** An account as its keepers see it. `person`: whom of the directory it belongs to; null for administrators and readers from outside. */
export type AccountListing = {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly person: string | null;
  readonly administrator: boolean;
  readonly secondFactor: boolean;
  readonly disabledAt: Instant | null;
  /** Has a password been chosen yet? */
  readonly ready: boolean;
  readonly sessions: number;
  readonly rounds: readonly string[];
};

export type NewAccount = { readonly username: string; readonly name: string; readonly person: string | null; readonly administrator: boolean };

/** 256 bits in 43 signs: nobody guesses it, so that a fast hash at rest is enough. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const newId = (): string => randomBytes(12).toString('base64url');
const INVITATION_MS = 72 * HOUR_MS;

/**
 * Makes an account that nobody can use yet: its invitation lets its holder choose a password.
 * @throws Refusal ACCOUNT_EXISTS, ACCOUNT_OF_PERSON_EXISTS, ADMINISTRATOR_HAS_NO_PERSON
 */
export const createAccount = async (db: LedgerDatabase, { username, name, person, administrator }: NewAccount): Promise<string> => {
  if (administrator && person !== null) refuse('ADMINISTRATOR_HAS_NO_PERSON', '管理员账号不对应人员：管账号的人不参与办理；请另建账号', 'an administrator’s account belongs to no person of the directory: whoever keeps the accounts has no part in cases; make two accounts');
  const id = newId();
  // The library wants an address to tell accounts apart; none is ever written to. `.invalid` is reserved for that.
  const row = { id, username, display_username: username, name, email: `${id.toLowerCase()}@accounts.invalid`, person_id: person, administrator, disabled_at: null };
  // The database decides, not a look before it: of two who make it at once one does.
  const { numInsertedOrUpdatedRows: made } = await withAccounts(db).insertInto('account').values(row).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if (made !== 1n) {
    const named = await withAccounts(db).selectFrom('account').select('id').where('username', '=', username).executeTakeFirst();
    if (named !== undefined) refuse('ACCOUNT_EXISTS', `账号“${username}”已存在`, `there is an account "${username}" already`, { username });
    refuse('ACCOUNT_OF_PERSON_EXISTS', `人员“${person ?? ''}”已有账号`, `the person "${person ?? ''}" has an account already`, { person });
  }
  return id;
};

/** The account that a claim of another login names; null for none, a closed one, and administrators: those sign in here. */
export const accountByClaim = async (db: LedgerDatabase, match: 'person' | 'username', claim: string): Promise<{ readonly id: string; readonly email: string } | null> => {
  if (claim === '') return null;
  const found = await withAccounts(db)
    .selectFrom('account')
    .select(['id', 'email'])
    .where(match === 'person' ? 'person_id' : 'username', '=', match === 'person' ? claim : claim.toLowerCase())
    .where('administrator', '=', false)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return found ?? null;
};

/** Whoever else changes the account waits until this transaction ends. */
const lockAccount = (trx: LedgerDatabase, account: string) => withAccounts(trx).selectFrom('account').select(['id', 'administrator']).where('id', '=', account).forUpdate().executeTakeFirstOrThrow();

/** Makes a one-time link's token; links of this account made before are void. Answers it: it is kept as a hash only. */
export const invite = async (db: LedgerDatabase, account: string, by: string, now: Instant): Promise<{ readonly token: string; readonly expiresAt: Instant }> => {
  const token = newSecret();
  const expiresAt = now + INVITATION_MS;
  await db.transaction().execute(async (trx) => {
    const table = withAccounts(trx);
    // Two at once: the second waits here, and voids the link of the first.
    await lockAccount(trx, account);
    await table.updateTable('invitation').set({ expires_at: now }).where('account_id', '=', account).where('used_at', 'is', null).execute();
    await table.insertInto('invitation').values({ token_sha256: hashOfSecret(token), account_id: account, made_by: by, made_at: now, expires_at: expiresAt, used_at: null }).execute();
  });
  return { token, expiresAt };
};

const invalidInvitation = (): never => refuse('INVITATION_INVALID', '链接无效、已用过或已过期，请向管理员索取新的链接', 'the link is not valid, was used, or has expired; ask the administrator for another');

/** Whom an invitation is for; looking does not use it up. @throws Refusal INVITATION_INVALID */
export const lookAtInvitation = async (db: LedgerDatabase, token: string, now: Instant): Promise<{ readonly account: string; readonly username: string; readonly name: string; readonly administrator: boolean }> => {
  const row = await withAccounts(db)
    .selectFrom('invitation')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['account.id as account', 'username', 'name', 'administrator'])
    .where('token_sha256', '=', hashOfSecret(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row ?? invalidInvitation();
};

/** Uses an invitation up: of two at once, one gets it. @throws Refusal INVITATION_INVALID */
export const useInvitation = async (db: LedgerDatabase, token: string, now: Instant): Promise<void> => {
  const { numUpdatedRows } = await withAccounts(db).updateTable('invitation').set({ used_at: now }).where('token_sha256', '=', hashOfSecret(token)).where('used_at', 'is', null).where('expires_at', '>', now).executeTakeFirst();
  if (numUpdatedRows === 0n) invalidInvitation();
};

/** Is there an administrator who can sign in? Until then each start prints a link that makes one. */
export const hasAdministrator = async (db: LedgerDatabase): Promise<boolean> => {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from account join sign_in_method on account_id = account.id where administrator and disabled_at is null) as has`.execute(db);
  return rows[0]?.has === true;
};

export const listAccounts = async (db: LedgerDatabase): Promise<AccountListing[]> => {
  const { rows } = await sql<AccountListing>`
    select id, username, name, person_id as person, administrator, two_factor_enabled as "secondFactor", disabled_at as "disabledAt",
      exists (select from sign_in_method where account_id = account.id) as ready,
      (select count(*)::int from account_session where account_id = account.id and expires_at > now()) as sessions,
      coalesce((select json_agg(round_id order by round_id) from account_grant where account_id = account.id), '[]') as rounds
    from account order by username`.execute(db);
  return rows;
};

/** @throws Refusal UNKNOWN_ACCOUNT */
export const findAccount = async (db: LedgerDatabase, idOrName: string) => {
  const row = await withAccounts(db).selectFrom('account').selectAll().where((where) => where.or([where('id', '=', idOrName), where('username', '=', idOrName)])).executeTakeFirst();
  return row ?? refuse('UNKNOWN_ACCOUNT', `没有账号“${idOrName}”`, `there is no account "${idOrName}"`, { account: idOrName });
};

/** Closes an account and ends its sessions at once, or opens it again. Its tokens rest with it. */
export const setDisabled = async (db: LedgerDatabase, account: string, at: Instant | null): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await withAccounts(trx).updateTable('account').set({ disabled_at: at }).where('id', '=', account).execute();
    if (at !== null) await withAccounts(trx).deleteFrom('account_session').where('account_id', '=', account).execute();
  });
};

export type SessionListing = { readonly id: string; readonly startedAt: Instant; readonly expiresAt: Instant; readonly address: string | null; readonly userAgent: string | null };

export const listSessions = async (db: LedgerDatabase, account: string): Promise<SessionListing[]> => {
  const rows = await withAccounts(db).selectFrom('account_session').selectAll().where('account_id', '=', account).where('expires_at', '>', new Date()).orderBy('created_at', 'desc').execute();
  return rows.map((row) => ({ id: row.id, startedAt: row.created_at.getTime(), expiresAt: row.expires_at.getTime(), address: row.ip_address, userAgent: row.user_agent }));
};

/** Ends sessions of an account: one, or all of them; answers how many. */
export const endSessions = async (db: LedgerDatabase, account: string, session?: string): Promise<number> => {
  let query = withAccounts(db).deleteFrom('account_session').where('account_id', '=', account);
  if (session !== undefined) query = query.where('id', '=', session);
  return Number((await query.executeTakeFirst()).numDeletedRows);
};

/** The rounds that a reader may read, these and no others. @throws Refusal UNKNOWN_ROUND, ADMINISTRATOR_READS_NO_CASES */
export const grantRounds = async (db: LedgerDatabase, account: string, rounds: readonly string[], by: string, at: Instant): Promise<void> => {
  const wanted = [...new Set(rounds)];
  await db.transaction().execute(async (trx) => {
    // Two at once: what stays is what one of them said, not something of both.
    mustReadCases(await lockAccount(trx, account));
    const known = wanted.length === 0 ? [] : await trx.selectFrom('round').select('id').where('id', 'in', wanted).execute();
    const missing = wanted.find((round) => !known.some((row) => row.id === round));
    if (missing !== undefined) refuse('UNKNOWN_ROUND', `没有轮次“${missing}”`, `there is no round "${missing}"`, { round: missing });
    await withAccounts(trx).deleteFrom('account_grant').where('account_id', '=', account).where('round_id', 'not in', ['', ...wanted]).execute();
    const grants = wanted.map((round) => ({ account_id: account, round_id: round, granted_by: by, granted_at: at }));
    if (grants.length > 0) await withAccounts(trx).insertInto('account_grant').values(grants).onConflict((conflict) => conflict.doNothing()).execute();
  });
};

/** So many failures within so long close an account for as long. */
const FAILURES = 8;
const FAILURE_WINDOW_MS = 15 * MINUTE_MS;

/**
 * Who guesses passwords is slowed down, whatever address he comes from. An attempt counts as failed until it has succeeded
 * (`forgetFailures`): a hundred guesses at once are no more than a hundred one after another.
 * @throws Refusal TOO_MANY_FAILURES
 */
export const beginAttempt = async (db: LedgerDatabase, username: string, now: Instant): Promise<void> =>
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${username}`}, 0))`.execute(trx);
    const failures = withAccounts(trx);
    await failures.deleteFrom('sign_in_failure').where('at', '<=', now - FAILURE_WINDOW_MS).execute();
    const { count, first } = await failures.selectFrom('sign_in_failure').select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('at').as('first')]).where('username', '=', username).executeTakeFirstOrThrow();
    if (Number(count) >= FAILURES) {
      const minutes = Math.max(1, Math.ceil((Number(first) + FAILURE_WINDOW_MS - now) / MINUTE_MS));
      refuse('TOO_MANY_FAILURES', `登录失败次数过多，请${minutes}分钟后再试`, `too many failed sign-ins; try again in ${minutes} minutes`, { minutes });
    }
    await failures.insertInto('sign_in_failure').values({ username, at: now }).execute();
  });

/**
 * Of second factors that were begun at once one stays, a confirmed one before others: the library for sign-in looks first and
 * writes later, so that each of two may find none. Done after its work and not around it: whoever holds a connection while
 * the library asks for another leaves none to the others when ten begin at once.
 */
export const keepOneSecondFactor = async (db: LedgerDatabase, account: string): Promise<void> =>
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`second factor ${account}`}, 0))`.execute(trx);
    await sql`delete from second_factor where account_id = ${account} and id <> (select id from second_factor where account_id = ${account} order by verified desc, id limit 1)`.execute(trx);
  });

/** Takes a code of a second factor for this account; false where it was taken before. By the ledger's own clock, as codes are. */
export const takeCode = async (db: LedgerDatabase, account: string, code: string): Promise<boolean> => {
  await sql`delete from second_factor_use where used_at < now() - interval '15 minutes'`.execute(db);
  const { numAffectedRows } = await sql`insert into second_factor_use (account_id, code) values (${account}, ${code}) on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
};

/** Ends the session that a sign-in had begun with this secret. */
export const endSessionOf = async (db: LedgerDatabase, token: string): Promise<void> => {
  await withAccounts(db).deleteFrom('account_session').where('token', '=', token).execute();
};

export const forgetFailures = async (db: LedgerDatabase, username: string): Promise<void> => {
  await withAccounts(db).deleteFrom('sign_in_failure').where('username', '=', username).execute();
};
