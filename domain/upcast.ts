import type { Hands } from './party.ts';
import type { IssueState, Measure, PlannedLookBack } from './issue.ts';
import { LINEAGE_DEFAULTS } from './lineage.ts';
import { LOOK_BACK_BEFORE_TRIGGERS, TELLS_NOBODY } from './look-back-causes.ts';
import type { Policy } from './policy-schema.ts';
import { PUBLISHED, type Publication } from './publication.ts';
import { OLD_ROUND_LADDERS, OLD_ROUND_RULES } from './round/old-rules.ts';
import { seatOf } from './seats.ts';

/**
 * Cases live for years, and were opened by older versions of these rules. What a version adds to a policy or to the state
 * gets its old meaning here, in one place: the rules read the newest shape only. (The schema's defaults do the same for
 * files; they cannot be used here, zod stays out of the workflows.)
 */

/** What older policies do not say, and what they meant by it. */
const OLD_CHASE = { oncePerIssue: false };
const OLD_CLOSURE = {
  evidenceKinds: [],
  demandedKinds: { immediate: [], dated: [], sustained: [] },
  siteCheck: { immediate: false, dated: false, sustained: false },
  ownHeadBarred: false,
};
const OLD_EXTENSION = { tellAsked: false };
const OLD_SUSPENSION = { maxTotalDays: 3000 };
const OLD_AMENDMENT = { approvers: [], decision: null };
/** Nothing was withheld before; whoever asks for it under an old policy asks the same parties as under a new one, who take their time. */
const OLD_PUBLICATION: Policy['publication'] = { approvers: ['superior', 'supervision', 'team'], decision: null, mask: 'each' };
/** There were none; who watches over closures anyway. */
const OLD_COMMON: Policy['common'] = { tell: ['supervision', 'team'] };
const OLD_MEASURE = { supporting: [], evidence: { pieces: 0, kinds: [] } };
const OLD_EVIDENCE = { kind: null };
const OLD_LOOK_BACK = { cause: 'interval', source: null } as const;
/** A superior alone recorded a hand-over, and it was done. */
const OLD_HAND_OVER: Policy['handOver'] = { signers: ['superior'], sign: { count: 5, unit: 'working-day' } };

const upcastLookBackRules = (rules: Policy['lookBack']): Policy['lookBack'] => {
  const known = Object.assign({ ...LOOK_BACK_BEFORE_TRIGGERS }, rules);
  return { ...known, draw: Object.assign({ tell: TELLS_NOBODY }, known.draw) };
};

/** A policy as an older event or run holds it, in the newest shape. A field's absence means: as it was before. */
export const upcastPolicy = (policy: Policy): Policy => ({
  ...policy,
  chase: Object.assign({ ...OLD_CHASE }, policy.chase),
  closure: Object.assign({ ...OLD_CLOSURE }, policy.closure),
  lookBack: upcastLookBackRules(policy.lookBack),
  extension: Object.assign({ ...OLD_EXTENSION }, policy.extension),
  suspension: Object.assign({ ...OLD_SUSPENSION }, policy.suspension),
  amendment: Object.assign({ ...OLD_AMENDMENT }, policy.amendment),
  publication: Object.assign({ ...OLD_PUBLICATION }, policy.publication),
  // Only the step's own repeats, and no overviews.
  acknowledgement: { ...policy.acknowledgement, chase: policy.acknowledgement.chase ?? null },
  rollups: policy.rollups ?? {
    weekly: { on: false, weekday: 1, at: '08:30', audience: ['supervision'] },
    monthly: { on: false, by: 5, at: '08:30', audience: ['supervision'] },
  },
  common: policy.common ?? OLD_COMMON,
  // By the kind's own name, with no office before it.
  letters: policy.letters ?? { office: '', words: {} },
  ladders: Object.assign({ 'hand-over': [], amendment: [], withholding: [], ...OLD_ROUND_LADDERS }, policy.ladders),
  handOver: Object.assign({ ...OLD_HAND_OVER }, policy.handOver),
  round: policy.round ?? OLD_ROUND_RULES,
  lineage: policy.lineage ?? LINEAGE_DEFAULTS,
});

const upcastMeasure = (measure: Measure): Measure => Object.assign({ ...OLD_MEASURE }, measure);
/** Look-backs had no cause before: all of them came at the policy's intervals. */
const upcastLookBack = (planned: PlannedLookBack): PlannedLookBack => Object.assign({ ...OLD_LOOK_BACK }, planned);

/** Nobody stood in for anybody: an id said who had agreed. */
const upcastEndorser = (endorser: Hands | string): Hands => (typeof endorser === 'string' ? { by: endorser } : endorser);

/** Whoever was asked not to publish had no day for it. */
const upcastPublication = ({ asked, withheld }: Publication): Publication => ({ asked: asked && { ...asked, decide: asked.decide ?? null }, withheld });

/** A state that an older version carried through continue-as-new, in the newest shape. */
export const upcastState = (state: IssueState): IssueState => ({
  ...state,
  policy: upcastPolicy(state.policy),
  term: state.term ?? 1,
  lineage: state.lineage ?? [],
  unrelated: state.unrelated ?? [],
  common: state.common ?? null,
  measures: state.measures.map(upcastMeasure),
  proposal: state.proposal && { ...state.proposal, measures: state.proposal.measures.map(upcastMeasure) },
  revision: state.revision ?? null,
  handOver: state.handOver ?? null,
  extension: { ...state.extension, pending: state.extension.pending && { ...state.extension.pending, endorsers: state.extension.pending.endorsers.map(upcastEndorser) } },
  submission: state.submission && {
    ...state.submission,
    siteChecks: state.submission.siteChecks ?? [],
    // Signatures did not name their seat: it was the role's own, or the next one up that the issue has.
    signatures: state.submission.signatures.map((signature) => ({ ...signature, seat: signature.seat ?? seatOf(state, signature.role) })),
  },
  outcomes: state.outcomes ?? [],
  rules: state.rules ?? null,
  suspension: state.suspension && { ...state.suspension, ground: state.suspension.ground ?? 'other' },
  suspendedDays: state.suspendedDays ?? 0,
  numbering: state.numbering ?? { corrected: null, split: [] },
  // Whoever was asked had all the time in the world.
  amendment: state.amendment == null ? null : { ...state.amendment, decide: state.amendment.decide ?? null },
  publication: upcastPublication(state.publication ?? PUBLISHED),
  evidence: state.evidence.map((piece) => Object.assign({ ...OLD_EVIDENCE }, piece)),
  lookBacks: state.lookBacks.map(upcastLookBack),
  lookBacksPlanned: state.lookBacksPlanned ?? Math.max(0, ...state.lookBacks.map(({ n }) => n)),
  cadence: state.cadence && upcastLookBack(state.cadence),
});
