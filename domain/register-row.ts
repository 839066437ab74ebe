import { deadlinesOf, hasSlippedMeasure, lookBackOverdueSince, overdueSince } from './deadlines.ts';
import { issueIdOf, plannedLookBacks, type IssueState } from './issue.ts';
import { lightSchedule } from './lights.ts';
import { nextObligation } from './obligations.ts';
import { policyName } from './policy-diff.ts';

/** Who has a part in an issue, as `role=ref`: all that makes a relation (`permissions.ts`), in one list that can be searched. */
export const partsOf = ({ parties, measures, handOver }: Pick<IssueState, 'parties' | 'measures' | 'handOver'>): readonly string[] => {
  const roles = Object.entries(parties).flatMap(([role, ref]) => (ref === null ? [] : [`${role}=${ref}`]));
  const owners = measures.map(({ owner }) => `measure-owner=person:${owner}`);
  return [...new Set([...roles, ...owners, ...(handOver === null ? [] : [`successor=person:${handOver.to}`])])].toSorted();
};

/** What is owed on an issue, by kind: for whom it is, the rules say (`todo.ts`). */
const owedOn = (state: IssueState): readonly string[] => [...new Set([...deadlinesOf(state).map(({ kind }) => kind), ...(state.amendment === null ? [] : ['amendment']), ...(state.publication.asked === null ? [] : ['withholding'])])];

/** The row of an issue in the register (台账), as the ledger keeps it: a projection of the state, never a second truth. */
export const registerRow = (state: IssueState) => {
  const next = nextObligation(state);
  const lookBacks = plannedLookBacks(state);
  return {
    id: issueIdOf(state),
    round_id: state.round,
    number: state.number,
    seq: state.seq,
    title: state.title,
    category: state.category,
    kind: state.kind,
    common_number: state.common?.number ?? null,
    common_unit: state.common?.unit ?? null,
    status: state.status,
    cycle: state.cycle,
    owner_ref: state.parties.owner,
    leader_ref: state.parties.leader,
    head_ref: state.parties.head,
    due_original: state.due.original,
    due_current: state.due.current.day,
    due_words: state.due.words,
    overdue_since: overdueSince(state),
    measure_slipped: hasSlippedMeasure(state),
    suspended: state.suspension !== null,
    extension_pending: state.extension.pending !== null,
    extensions_granted: state.extension.granted,
    returns: state.returns,
    own_rating: state.ratings.own,
    verified_rating: state.ratings.verified,
    opened_at: state.openedAt,
    accepted_at: state.acceptedAt,
    closed_at: state.closedAt,
    next_look_back: lookBacks[0]?.due.day ?? null,
    look_backs: lookBacks.map(({ n, due, cause, source }) => ({ n, day: due.day, cause, source })),
    look_back_overdue_since: lookBackOverdueSince(state),
    next_at: next?.at ?? null,
    next_deadline: next?.deadline.key ?? null,
    lights: lightSchedule(state),
    lineage: state.lineage,
    evidence_count: state.evidence.length,
    days_version: state.days.version,
    policy_name: policyName(state.policy),
    parts: partsOf(state),
    owed: owedOn(state),
    hand_over_to: state.handOver?.to ?? null,
    hand_over_by: state.handOver?.sign.day ?? null,
  };
};
