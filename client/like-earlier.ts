import { makeIssueId } from '../domain/issue.ts';
import { proposeLineage, type LineageProposal } from '../domain/lineage.ts';
import type { Policy } from '../domain/policy-schema.ts';
import type { RoundHead } from '../domain/round/state.ts';
import type { Day } from '../domain/time.ts';
import { upcastPolicy } from '../domain/upcast.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { earlierFindings } from '../ledger/lineage.ts';

type Head = Pick<RoundHead, 'id' | 'unit' | 'recheckOf'> & { readonly feedback: Day | null };
type Finding = { readonly number: string; readonly title: string };

/** What earlier rounds have that reads like the findings of a round. Nothing is kept by it. */
export const likeEarlier = async (db: LedgerDatabase, head: Head, policy: Policy, findings: readonly Finding[]): Promise<readonly LineageProposal[]> => {
  const earlier = await earlierFindings(db, head.id, head.feedback);
  const fresh = findings.map(({ number, title }) => ({ id: makeIssueId(head.id, number), title }));
  return proposeLineage(fresh, earlier, { unit: head.unit, recheckOf: head.recheckOf ?? null, rules: upcastPolicy(policy).lineage });
};
