import { z } from 'zod';
import { policyDifferences, policyName } from '../../../domain/policy-diff.ts';
import type { Policy } from '../../../domain/policy-schema.ts';
import { makeIssueId } from '../../../domain/issue.ts';
import type { OpenIssues } from '../../../ledger/rebuild.ts';
import { keepPolicy } from '../../../ledger/policy-versions.ts';
import { adoptPolicyFor } from '../../adopt-policy.ts';
import { policyOfText } from '../../policies.ts';
import { diffPolicies, type PolicyDiff } from '../../policy-impact.ts';
import { listedPolicyNamed } from '../../policy-versions.ts';
import { personOf } from '../act-options.ts';
import { keeperOf } from '../keeper.ts';
import { newRulesAnswer, newRulesSchema } from '../new-rules-answer.ts';
import { route } from '../route.ts';
import { typed } from '../schemas.ts';

const yaml = z.string().min(1).max(300_000);
const named = z.string().min(1).max(120);
const which = { round: z.string().max(64).optional(), issues: z.array(z.string().regex(/^(issue\/)?[^/\s]{1,64}\/[^/\s]{1,64}$/)).min(1).max(500).optional() };
const differenceSchema = z.object({ path: z.string(), from: z.string().nullable(), to: z.string().nullable() });

/** What errors call a text that came from the page. */
const TITLE = '所填的办法';
/** As many touched issues as a person looks through. */
const SHOWN = 200;

const whichOf = ({ round, issues }: { readonly round?: string | undefined; readonly issues?: readonly string[] | undefined }): OpenIssues => ({
  ...(round === undefined ? {} : { round }),
  ...(issues === undefined ? {} : { ids: issues.map((text) => makeIssueId(...(text.replace(/^issue\//, '').split('/') as [string, string]))) }),
});

/** Policies as their keepers work with them: look over, compare, try out, keep, adopt. */
export const policyRoutes = {
  'POST /api/policies/check': route({
    summary: '检查办法全文并与某一版比较，不存入 / looks a policy over and compares it with a version; keeps nothing',
    body: z.strictObject({ yaml, against: named.optional() }),
    answer: z.object({ policy: z.string(), full: typed<Policy>('办法 / the policy in full'), differences: z.array(differenceSchema) }),
    handle: async ({ api, body }) => {
      const full = await policyOfText(body.yaml, TITLE);
      const base = body.against === undefined ? null : await listedPolicyNamed(api.client.ledger, body.against);
      return { policy: policyName(full), full, differences: base === null ? [] : [...policyDifferences(base, full)] };
    },
  }),

  'POST /api/policies': route({
    summary: '存入新版本；在办问题仍按原版 / keeps a new version; open issues stay on theirs',
    body: z.strictObject({ yaml }),
    answer: z.object({ policy: z.string() }),
    status: 201,
    handle: async ({ api, body, viewer }) => {
      const policy = await policyOfText(body.yaml, TITLE);
      await keepPolicy(api.client.ledger, policy, await keeperOf(api, viewer), api.now());
      return { policy: policyName(policy) };
    },
  }),

  'POST /api/policies/impact': route({
    summary: '试算：在办问题若改按另一版，谁的什么会变 / tried out: what would change for whom if open issues moved to another version',
    body: z.strictObject({ from: named, to: named, ...which }),
    answer: typed<PolicyDiff & { readonly more: boolean }>('比较 / differences, touched issues, people'),
    perMinute: 20,
    handle: async ({ api, body }) => {
      const [from, to] = await Promise.all([listedPolicyNamed(api.client.ledger, body.from), listedPolicyNamed(api.client.ledger, body.to)]);
      const diff = await diffPolicies(api.client, from, to, { which: whichOf(body), now: api.now() });
      return { ...diff, touched: diff.touched.slice(0, SHOWN), more: diff.touched.length > SHOWN };
    },
  }),

  'POST /api/policies/adopt': route({
    summary: '将选定的在办问题改按另一版，逐个留痕 / moves chosen open issues to another version, each on record',
    body: z.strictObject({ policy: named, reason: z.string().trim().min(1).max(2_000), dryRun: z.boolean().default(false), ...which }).refine(({ round, issues }) => (round === undefined) !== (issues === undefined), '请指明轮次或问题（二者取一） / name a round or issues, one of the two'),
    answer: newRulesSchema.extend({ policy: z.string() }),
    perMinute: 20,
    handle: async ({ api, body, viewer }) => {
      const policy = await listedPolicyNamed(api.client.ledger, body.policy);
      const result = await adoptPolicyFor(api.client, { policy, reason: body.reason, which: whichOf(body), person: personOf(viewer), dryRun: body.dryRun, now: api.now() });
      return { policy: policyName(policy), ...newRulesAnswer(result, body.dryRun) };
    },
  }),
};
