import type { Policy } from '../domain/policy-schema.ts';
import { policyName } from '../domain/policy-diff.ts';
import { documentHash } from '../ledger/documents.ts';
import { demandPeople } from '../ledger/people.ts';
import { keepPolicy } from '../ledger/policy-versions.ts';
import { dayOf } from '../domain/time.ts';
import type { HuitoukanClient } from './client.ts';
import { takeNewRoundRules, type NewRoundRulesResult } from './new-round-rules.ts';
import { takeNewRules, type NewRulesOptions, type NewRulesResult } from './new-rules.ts';

export type PolicyAdoption = { readonly policy: Policy; readonly reason: string } & Omit<NewRulesOptions, 'act' | 'name'>;

/**
 * Moves open issues to another policy, each by an act of its own; the version is kept first. Where a whole round is meant, the
 * round itself goes with them. May be run again.
 * @throws Refusal POLICY_VERSION_TAKEN, UNKNOWN_PERSON, PERSON_LEFT
 */
export const adoptPolicyFor = async (client: HuitoukanClient, { policy, reason, ...options }: PolicyAdoption): Promise<NewRulesResult & { readonly rounds: NewRoundRulesResult }> => {
  const at = options.now ?? Date.now();
  await demandPeople(client.ledger, [options.person], dayOf(at));
  if (options.dryRun !== true) await keepPolicy(client.ledger, policy, options.person, at);
  const adoption = { ...options, name: `policy:${policyName(policy)}:${documentHash(policy).slice(0, 8)}`, act: () => ({ type: 'adopt-policy', policy, reason }) as const };
  const result = await takeNewRules(client, adoption);
  return { ...result, rounds: await takeNewRoundRules(client, { ...adoption, rounds: options.which.round === undefined ? [] : [options.which.round] }) };
};
