import { createHash } from 'node:crypto';
import { refuse } from '../domain/refusal.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import { withAccounts } from './account-tables.ts';
import type { LedgerDatabase } from './database.ts';

/** For how long a key means the request that it was first sent with. */
const KEPT_MS = 60 * DAY_MS;

/**
 * The engine's key of an act that was sent under an Idempotency-Key. Keys belong to the account: what another one sends
 * under the same key is another act.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED where the account sent something else under it before
 */
export const actKeyOf = async (db: LedgerDatabase, account: string, key: string, request: unknown, at: Instant): Promise<string> => {
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const keys = withAccounts(db);
  await keys.insertInto('request_key').values({ account_id: account, key, fingerprint, at }).onConflict((conflict) => conflict.doNothing()).execute();
  const row = await keys.selectFrom('request_key').select('fingerprint').where('account_id', '=', account).where('key', '=', key).executeTakeFirst();
  if (row?.fingerprint !== fingerprint)
    refuse('IDEMPOTENCY_KEY_REUSED', '同一幂等键（Idempotency-Key）已用于另一请求，请换一个', 'this Idempotency-Key was used for another request; choose another one', { key });
  return createHash('sha256').update(`${account}\n${key}`).digest('base64url').slice(0, 22);
};

/** Whether the account has sent something under this key: what comes now may be a repeat of what is done. */
export const wasKeyUsed = async (db: LedgerDatabase, account: string, key: string): Promise<boolean> =>
  (await withAccounts(db).selectFrom('request_key').select('key').where('account_id', '=', account).where('key', '=', key).executeTakeFirst()) !== undefined;

/** Keys of long ago: forgotten at a start. */
export const forgetRequestKeys = async (db: LedgerDatabase, now: Instant): Promise<void> => {
  await withAccounts(db).deleteFrom('request_key').where('at', '<', now - KEPT_MS).execute();
};
