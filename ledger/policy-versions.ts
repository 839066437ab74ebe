import { policyDifferences, policyName } from '../domain/policy-diff.ts';
import type { Policy } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { demandStorable } from '../domain/storable.ts';
import type { Instant } from '../domain/time.ts';
import { upcastPolicy } from '../domain/upcast.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';
import { keepDocument } from './documents.ts';

export type KeptPolicy = { readonly policy: Policy; readonly keptAt: Instant; readonly keptBy: string };

/**
 * Keeps a version of a policy. The same text again changes nothing.
 * @throws Refusal POLICY_VERSION_TAKEN when the ledger has another text under this name and version, INVALID_TEXT
 */
export const keepPolicy = async (db: LedgerDatabase | LedgerTransaction, policy: Policy, by: string, at: Instant): Promise<void> => {
  demandStorable(policy);
  const { name, version } = policy;
  await db
    .insertInto('policy_version')
    .values({ name, version, policy_sha256: await keepDocument(db, policy), kept_at: at, kept_by: by })
    .onConflict((conflict) => conflict.columns(['name', 'version']).doNothing())
    .execute();
  const kept = await loadPolicyVersion(db, name, version);
  const [first] = kept === null ? [] : policyDifferences(kept.policy, policy);
  if (first === undefined) return;
  refuse(
    'POLICY_VERSION_TAKEN',
    `办法“${policyName(policy)}”已有另一内容（${first.path} 原为 ${first.from}，现为 ${first.to}），修改后须换一个 version`,
    `there is another text under "${policyName(policy)}" already (${first.path} was ${first.from}, is ${first.to}); a changed policy needs a new version`,
    { policy: policyName(policy), path: first.path },
  );
};

/** A kept version, in the newest shape; null where there is none. */
export const loadPolicyVersion = async (db: LedgerDatabase | LedgerTransaction, name: string, version: string): Promise<KeptPolicy | null> => {
  const row = await db.selectFrom('policy_version').innerJoin('document', 'sha256', 'policy_sha256').selectAll().where('name', '=', name).where('version', '=', version).executeTakeFirst();
  return row === undefined ? null : { policy: upcastPolicy(row.body as Policy), keptAt: row.kept_at, keptBy: row.kept_by };
};

/** Every kept version, by name and by when it was kept. */
export const listPolicyVersions = async (db: LedgerDatabase): Promise<readonly KeptPolicy[]> => {
  const rows = await db.selectFrom('policy_version').innerJoin('document', 'sha256', 'policy_sha256').selectAll().orderBy('name').orderBy('kept_at').orderBy('version').execute();
  return rows.map((row) => ({ policy: upcastPolicy(row.body as Policy), keptAt: row.kept_at, keptBy: row.kept_by }));
};

/** How many open issues stand on which policy (`name@version`); null for those not written since this is noted. */
export const countByPolicy = async (db: LedgerDatabase): Promise<readonly { readonly policy: string | null; readonly open: number }[]> => {
  const rows = await db
    .selectFrom('issue')
    .select((select) => ['policy_name as policy', select.fn.countAll<number>().as('open')])
    .where('status', 'not in', ['archived', 'withdrawn'])
    .groupBy('policy_name')
    .orderBy('policy_name')
    .execute();
  return rows.map(({ policy, open }) => ({ policy, open: Number(open) }));
};
