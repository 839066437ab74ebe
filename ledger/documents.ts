import { createHash } from 'node:crypto';
import { canonical } from '../domain/canonical.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';

const known = new WeakMap<object, string>();

/** The content address of a policy or day table. */
export const documentHash = (body: object): string => {
  const cached = known.get(body);
  if (cached !== undefined) return cached;
  const sha256 = createHash('sha256').update(canonical(body)).digest('hex');
  known.set(body, sha256);
  return sha256;
};

/** Keeps JSON once by its content and answers its address. */
export const keepDocument = async (db: LedgerDatabase | LedgerTransaction, body: object): Promise<string> => {
  const sha256 = documentHash(body);
  await db
    .insertInto('document')
    .values({ sha256, body: JSON.stringify(body) })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  return sha256;
};

export const loadDocuments = async (db: LedgerDatabase, hashes: readonly string[]): Promise<Map<string, object>> => {
  if (hashes.length === 0) return new Map();
  const rows = await db.selectFrom('document').selectAll().where('sha256', 'in', [...new Set(hashes)]).execute();
  return new Map(rows.map((row) => [row.sha256, row.body]));
};
