import { policyName } from '../domain/policy-diff.ts';
import type { Policy } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { countByPolicy, listPolicyVersions, loadPolicyVersion } from '../ledger/policy-versions.ts';
import type { Instant } from '../domain/time.ts';
import { listPresets, loadPolicy } from './policies.ts';

/**
 * A policy as people name it: a kept version (`county@2`), a preset, or a file. The kept one comes first: running issues
 * stand on it, whatever a preset of the same name says today.
 * @throws Refusal POLICY_UNKNOWN, POLICY_UNREADABLE, POLICY_NOT_YAML, POLICY_INVALID
 */
export const policyNamed = async (db: LedgerDatabase, text: string): Promise<Policy> => {
  const [, name, version] = /^([^/\\]+)@([^/\\]+)$/.exec(text) ?? [];
  const kept = name === undefined || version === undefined ? null : await loadPolicyVersion(db, name, version);
  if (kept !== null) return kept.policy;
  if (name === undefined || version === undefined) return loadPolicy(text);
  const preset = (await listPresets()).includes(name) ? await loadPolicy(name) : null;
  return preset?.version === version ? preset : loadPolicy(`./${text}`);
};

/**
 * The same, but only what the list names, with or without its version: who asks from outside must not name files of the server.
 * @throws Refusal POLICY_UNKNOWN
 */
export const listedPolicyNamed = async (db: LedgerDatabase, text: string): Promise<Policy> => {
  const known = (await listPolicies(db)).some(({ policy, preset }) => policy === text || (preset && policy.startsWith(`${text}@`)));
  return known ? await policyNamed(db, text) : refuse('POLICY_UNKNOWN', `没有办法“${text}”`, `there is no policy "${text}"`, { name: text });
};

/** A line of `policy list`: where it comes from, and how many open issues stand on it. */
export type PolicyListing = { readonly policy: string; readonly source: string; readonly preset: boolean; readonly keptAt: Instant | null; readonly keptBy: string | null; readonly open: number };

/** Every kept version and every preset, with the number of open issues on each. */
export const listPolicies = async (db: LedgerDatabase): Promise<readonly PolicyListing[]> => {
  const [kept, counts, presets] = await Promise.all([listPolicyVersions(db), countByPolicy(db), listPresets().then((names) => Promise.all(names.map((name) => loadPolicy(name))))]);
  const open = new Map(counts.map((row) => [row.policy, row.open]));
  const lines = new Map<string, PolicyListing>();
  for (const policy of presets) lines.set(policyName(policy), { policy: policyName(policy), source: policy.source, preset: true, keptAt: null, keptBy: null, open: open.get(policyName(policy)) ?? 0 });
  for (const { policy, keptAt, keptBy } of kept) {
    const name = policyName(policy);
    lines.set(name, { policy: name, source: policy.source, preset: lines.has(name), keptAt, keptBy, open: open.get(name) ?? 0 });
  }
  return [...lines.values()].toSorted((a, b) => (a.policy < b.policy ? -1 : 1));
};
