import type { OpenCommand } from '../command-schema.ts';
import type { Counted, Dated } from '../counted.ts';
import type { DayTable } from '../day-table.ts';
import type { IssueState, Mark, Parties } from '../issue.ts';
import type { OutcomeEntry } from '../outcome.ts';
import type { PartyRef, PersonId } from '../party.ts';
import type { Policy } from '../policy-schema.ts';
import { addTerm } from '../term.ts';
import { addMonths, type Day, type Instant } from '../time.ts';
import { upcastPolicy } from '../upcast.ts';
import type { PlanGrade } from './rules-schema.ts';

/** One inspection of one unit: its feedback, its terms, its policy version. */
export type RoundHead = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly inspector: string;
  readonly feedback: Day;
  /** The earlier round that this one re-checks (回头看); its findings are looked through first. */
  readonly recheckOf?: string;
  /** `superior` is missing from rounds of older versions. */
  readonly parties: { readonly head: PartyRef | null; readonly supervision: PartyRef | null; readonly team: PartyRef | null; readonly superior?: PartyRef | null };
};

/** A file handed in with a plan or a report; it is kept where evidence is kept, by its SHA-256. */
export type RoundDocument = { readonly sha256: string; readonly name: string; readonly size: number };

export type Milestone = 'plan-due' | 'concentrated-end' | 'report-due';

export const MILESTONE_NAMES: Readonly<Record<Milestone, { zh: string; en: string }>> = {
  'plan-due': { zh: '报送整改方案', en: 'rectification plan due' },
  'concentrated-end': { zh: '集中整改期结束', en: 'end of the concentrated period' },
  'report-due': { zh: '报送整改进展情况报告', en: 'progress report due' },
};

/** Where a round stands for people; follows from the rest of the state. */
export type Phase = 'opening' | 'planning' | 'concentrated' | 'follow-up' | 'closed';

export const PHASE_NAMES: Readonly<Record<Phase, { zh: string; en: string }>> = {
  opening: { zh: '开立中', en: 'opening' },
  planning: { zh: '制定整改方案', en: 'planning' },
  concentrated: { zh: '集中整改', en: 'concentrated rectification' },
  'follow-up': { zh: '持续整改', en: 'continued follow-up' },
  closed: { zh: '已结束', en: 'closed' },
};

export type PlanSubmission = {
  /** 1, and one more each time it is handed in again. */
  readonly n: number;
  readonly by: PersonId;
  readonly at: Instant;
  readonly summary: string;
  readonly documents: readonly RoundDocument[];
};

export type Assessment = { readonly term: number; readonly grade: string; readonly score: number | null; readonly by: PersonId; readonly at: Instant; readonly veto: string | null };

/** Everything the rules need to know of a round. JSON only; rebuilt by folding events over {@link newRound}. */
export type RoundState = {
  readonly schemaVersion: 2;
  readonly head: RoundHead;
  readonly policy: Policy;
  readonly days: DayTable;
  readonly parties: Parties;
  readonly status: 'opening' | 'running' | 'closed';
  readonly seq: number;
  /** `counted`: where a day came from; missing where an older version set it. */
  readonly milestones: readonly { readonly id: Milestone; readonly day: Day; readonly reached: boolean; readonly counted?: Counted }[];
  /** Monthly looks for issues that are still open; the next one. */
  readonly check: Day;
  readonly plan: {
    /** When it is owed; null while nothing is. */
    readonly due: Dated | null;
    readonly submission: PlanSubmission | null;
    /** While it is under review: until when. */
    readonly review: Dated | null;
    readonly returns: number;
    readonly grade: PlanGrade | null;
    readonly boundAt: Instant | null;
  };
  /** The concentrated period under way; 2 and more are second rectifications. */
  readonly term: { readonly n: number; readonly end: Day; readonly over: boolean };
  readonly report: { readonly due: Dated | null; readonly submittedAt: Instant | null; readonly by: PersonId | null };
  readonly assessment: { readonly due: Dated | null; readonly results: readonly Assessment[] };
  /** A second rectification that its open issues have still to be told of, one by one. */
  readonly renewing: { readonly term: number; readonly end: Day } | null;
  /** What came of the round beside its issues. */
  readonly outcomes: readonly OutcomeEntry[];
  /** Parts of common issues that are handed out and have still to be opened, and by whom. */
  readonly handingOut: { readonly by: PersonId; readonly parts: readonly OpenCommand[] } | null;
  /** Numbers given out since the round was opened: what it has opened, or is about to. */
  readonly numbers: readonly string[];
  /** Everybody who handed in a plan or a report: they judge neither. */
  readonly hands: readonly PersonId[];
  readonly marks: readonly Mark[];
  readonly acknowledgements: IssueState['acknowledgements'];
  readonly progressAt: Instant | null;
  /** When policy or day table last changed, as for an issue. */
  readonly rules: IssueState['rules'];
};

/** Who stands where in a round; it has neither owner nor leader of its own. */
export const partiesOfRound = ({ parties: { superior = null, ...parties } }: Pick<RoundHead, 'parties'>): Parties => ({ owner: null, leader: null, ...parties, superior });

/** A round before anything has happened to it. */
export const newRound = (head: RoundHead, policyGiven: Policy, days: DayTable): RoundState => {
  const policy = upcastPolicy(policyGiven);
  const milestones = (
    [
      ['plan-due', policy.terms.plan, 'round-plan'],
      ['concentrated-end', policy.terms.concentrated, 'round-concentrated'],
      ['report-due', policy.terms.report, 'round-report'],
    ] as const
  ).map(([id, term, by]) => ({ id, day: addTerm(days, head.feedback, term), reached: false, counted: { from: head.feedback, by } }));
  return {
    schemaVersion: 2,
    head,
    policy,
    days,
    parties: partiesOfRound(head),
    status: 'opening',
    seq: 0,
    milestones,
    check: addMonths(addTerm(days, head.feedback, policy.terms.report), 1),
    plan: { due: null, submission: null, review: null, returns: 0, grade: null, boundAt: null },
    term: { n: 1, end: addTerm(days, head.feedback, policy.terms.concentrated), over: false },
    report: { due: null, submittedAt: null, by: null },
    assessment: { due: null, results: [] },
    renewing: null,
    outcomes: [],
    handingOut: null,
    numbers: [],
    hands: [],
    marks: [],
    acknowledgements: [],
    progressAt: null,
    rules: null,
  };
};

/**
 * A state that an older version carried through continue-as-new, in the newest shape: version 1 had milestones and
 * monthly looks only, and its policy demands nothing more of it.
 */
export const upcastRound = (state: RoundState, policy: Policy, days: DayTable): RoundState => {
  const fresh = newRound(state.head, state.policy ?? policy, days);
  const over = state.milestones.some((one) => one.id === 'concentrated-end' && one.reached);
  const carried: Partial<RoundState> = state;
  return { ...fresh, term: { ...fresh.term, over }, ...carried, schemaVersion: 2, policy: fresh.policy };
};

export const phaseOf = ({ status, plan, term, policy }: RoundState): Phase => {
  if (status !== 'running') return status;
  if (plan.boundAt === null && policy.round.owes.includes('plan')) return 'planning';
  return term.over ? 'follow-up' : 'concentrated';
};

/** `round/<id>`: the workflow's id, and the subject of its notices in the ledger. */
export const makeRoundId = (round: string): string => `round/${round}`;
