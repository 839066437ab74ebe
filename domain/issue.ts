import type { Dated } from './counted.ts';
import type { SuspensionGround } from './command-schema.ts';
import type { DayTable } from './day-table.ts';
import type { Lineage } from './lineage.ts';
import type { LookBackCause } from './look-back-causes.ts';
import type { OutcomeEntry } from './outcome.ts';
import type { Hands, PartyRef, PersonId } from './party.ts';
import type { Publication } from './publication.ts';
import type { DeadlineKind, IssueKind, LadderStep, Policy, Role } from './policy-schema.ts';
import type { Day, Instant } from './time.ts';

export type Status =
  | 'assigned'
  | 'planning'
  | 'rectifying'
  | 'verifying'
  | 'closed'
  | 'sustained'
  | 'archived'
  | 'withdrawn';

/** The unit's own view and the verifier's stand side by side (dual rating). */
export type Rating = 'done' | 'largely' | 'partly' | 'not';
export type LookBackResult = 'held' | 'partly' | 'rebounded';

/** Whom a notice speaks to: a role, or who is to take the issue over. */
export type Addressee = Role | 'successor';

export type Parties = Readonly<Record<Role, PartyRef | null>>;

/** Evidence that is asked for: so many pieces, and of each of these kinds one at least. */
export type EvidenceDemand = { readonly pieces: number; readonly kinds: readonly string[] };

export type Measure = {
  readonly id: string;
  readonly text: string;
  readonly owner: PersonId;
  /** 配合单位, by name. */
  readonly supporting: readonly string[];
  readonly due: Dated;
  /** Without it the measure cannot be reported done. */
  readonly evidence: EvidenceDemand;
  readonly done: boolean;
};

/** A measure as an event states it. What older events do not state was not asked for. */
export type MeasureFact = {
  readonly id: string;
  readonly text: string;
  readonly owner: PersonId;
  readonly due: Day;
  readonly supporting?: readonly string[] | undefined;
  readonly evidence?: EvidenceDemand | undefined;
};
/** One change of a bound plan, old beside new: added (no `before`), dropped (no `after`), moved, given to another owner. */
export type PlanChange = { readonly id: string; readonly before: MeasureFact | null; readonly after: MeasureFact | null; readonly why: string | null };

/** A piece of evidence; that of an earlier cycle does not prove the work of this one. */
export type Evidence = {
  readonly sha256: string;
  readonly name: string;
  readonly size: number;
  readonly measure: string | null;
  /** In the words of the policy's list; null where nobody said. */
  readonly kind: string | null;
  readonly by: PersonId;
  readonly cycle: number;
};

export type PendingExtension = Hands & {
  readonly to: Day;
  readonly reason: string;
  readonly late: boolean;
  /** Who decides, level by level; the applicant's own level is left out. */
  readonly levels: readonly Role[];
  /** Who has said yes so far, level by level. */
  readonly endorsers: readonly Hands[];
  readonly decide: Dated;
};

export type Submission = {
  readonly by: PersonId;
  readonly at: Instant;
  readonly rating: Rating;
  readonly verify: Dated;
  /** Who went to see it, and when; what was seen stands in the event. */
  readonly siteChecks: readonly { readonly by: PersonId; readonly on: Day }[];
  readonly signatures: readonly Signature[];
};

/** `seat`: from where it was given, the role's own party or the one that its empty seat had climbed to. */
export type Signature = { readonly role: Role; readonly person: PersonId; readonly onBehalfOf?: PersonId; readonly seat: PartyRef | null; readonly rating: Rating; readonly at: Instant };

export type HandOverSide = 'outgoing' | 'incoming' | 'superior';

/** A hand-over (交接) that waits for signatures. Until the last one the owner is who he was. */
export type PendingHandOver = {
  readonly from: PartyRef | null;
  readonly to: PersonId;
  readonly reason: string;
  readonly by: PersonId;
  readonly sign: Dated;
  readonly signatures: readonly { readonly side: HandOverSide; readonly person: PersonId; readonly onBehalfOf?: PersonId; readonly at: Instant; readonly inStead: boolean }[];
};

/** `source`: what called for it (a draw, a petition's number, a rebound elsewhere); null for the policy's own intervals. */
export type PlannedLookBack = { readonly n: number; readonly due: Dated; readonly cause: LookBackCause; readonly source: string | null };

/** Who was asked when somebody looked back, and how many of them knew of the change. Numbers; names only where that harms nobody. */
export type Asked = { readonly count: number; readonly confirmed: number; readonly who: string | null };

/** An issue's number beside the printed one: what it should have been, and which issues it turned out to be besides itself. */
export type Numbering = { readonly corrected: string | null; readonly split: readonly string[] };

/**
 * 共性问题: the common issue that this one is a part of, and for which unit. Without a unit this is the finding itself: it was
 * handed to several units and goes on as their parts.
 */
export type CommonPart = { readonly number: string; readonly unit: string | null };

/** A correction or withdrawal that waits for the approval of another party; what it would make of the issue. */
export type Amendment = Hands & {
  readonly kind: 'correct' | 'withdraw';
  readonly title: string;
  readonly category: string;
  readonly numbering: Numbering;
  readonly reason: string;
  readonly approvers: readonly Role[];
  /** Until when one of them has to answer; null where the policy gives them no date. */
  readonly decide: Dated | null;
};


/** What has fallen due of one deadline: the deadline itself, and the rungs of its ladder, in order. */
export type Mark = {
  readonly deadline: string;
  readonly kind: DeadlineKind;
  readonly fellDue: Instant;
  /** Days for which the ladder stood still: suspended, or an extension asked for in time waited for its decision. */
  readonly pausedDays: number;
  /** When it last went on after a pause; repeats that would have come before are not made up for. */
  readonly wentOnAt: Instant | null;
  /** `pausedDays`: how long the ladder had stood still when the rung opened; the next chase counts what came after. */
  readonly rungs: readonly { readonly step: string; readonly at: Instant; readonly pausedDays: number }[];
  /** Its own ladder, where the issue changed its policy meanwhile: the rungs opened before, as they were, then those ahead. */
  readonly ladder?: readonly LadderStep[];
};

/**
 * Everything the rules need to know of an issue. JSON only (no Map, Set, Date, bigint): it travels through
 * continue-as-new and is rebuilt by folding events. `schemaVersion` guides upcasters.
 */
export type IssueState = {
  readonly schemaVersion: 1;
  readonly round: string;
  readonly number: string;
  readonly title: string;
  readonly category: string;
  readonly kind: IssueKind;
  /** null for what one unit answers for. */
  readonly common: CommonPart | null;
  readonly policy: Policy;
  readonly days: DayTable;
  readonly parties: Parties;
  readonly status: Status;
  /** 1, and one more at every reopening. */
  readonly cycle: number;
  /** Earlier findings that this one goes back to, each confirmed by a person. */
  readonly lineage: readonly Lineage[];
  /** Earlier findings that read alike, and that a person found to be another matter. */
  readonly unrelated: readonly string[];
  /** The concentrated period of its round that it knows of; 2 and more are second rectifications. */
  readonly term: number;
  /** How many rungs higher the ladder starts after rebounds. */
  readonly rungBase: number;
  /** Number of the last event. */
  readonly seq: number;
  readonly openedAt: Instant;
  readonly feedback: Day;
  readonly accept: Dated | null;
  readonly acceptedAt: Instant | null;
  readonly planBy: Dated | null;
  readonly proposal: (Hands & { readonly measures: readonly Measure[]; readonly review: Dated }) | null;
  readonly measures: readonly Measure[];
  /** A change of the bound plan that waits for its review; the plan binds as it is until then. */
  readonly revision: (Hands & { readonly changes: readonly PlanChange[]; readonly reason: string; readonly review: Dated }) | null;
  readonly due: { readonly original: Day; readonly words: string | null; readonly current: Dated };
  readonly extension: { readonly pending: PendingExtension | null; readonly granted: number; readonly refused: number; readonly totalDays: number };
  readonly submission: Submission | null;
  readonly returns: number;
  /** Everybody who did some of the work, in any cycle: they neither close it nor look back at it. */
  readonly hands: readonly PersonId[];
  /** Everybody who signed a closure, in any cycle: they do not look back at it. */
  readonly signers: readonly PersonId[];
  readonly evidence: readonly Evidence[];
  readonly lookBacks: readonly PlannedLookBack[];
  /** How many have been planned since the last closure: the next one's number follows. */
  readonly lookBacksPlanned: number;
  readonly cadence: PlannedLookBack | null;
  readonly handOver: PendingHandOver | null;
  readonly suspension: { readonly since: Instant; readonly until: Dated; readonly by: PersonId; readonly reason: string; readonly ground: SuspensionGround } | null;
  /** For how many days the duty clock has stood still in suspensions that have ended, all cycles together. */
  readonly suspendedDays: number;
  readonly numbering: Numbering;
  readonly amendment: Amendment | null;
  /** Is it published with its round, or withheld? */
  readonly publication: Publication;
  readonly marks: readonly Mark[];
  readonly acknowledgements: readonly { readonly step: string; readonly person: PersonId; readonly roles: readonly Addressee[]; readonly at: Instant }[];
  /** The last sign of life from those responsible; an acknowledgement lapses without one. */
  readonly progressAt: Instant | null;
  /** When policy or day table last changed, and the reminders called for until then (see {@link Dated} and `rules-change.ts`). */
  readonly rules: { readonly since: Instant; readonly planned: readonly string[] } | null;
  readonly ratings: { readonly own: Rating | null; readonly verified: Rating | null };
  readonly closedAt: Instant | null;
  readonly outcomes: readonly OutcomeEntry[];
};

/** `issue/<round>/<number>`: the workflow's id and the ledger's key. */
export const makeIssueId = (round: string, number: string): string => `issue/${round}/${number}`;
/** `3.finance`: the number of a unit's part of common issue 3. A part is an issue like any other; see `common.ts`. */
export const makePartNumber = (common: string, unit: string): string => `${common}.${unit}`;
export const issueIdOf = (state: Pick<IssueState, 'round' | 'number'>): string => makeIssueId(state.round, state.number);

export const isEnded = (status: Status): boolean => status === 'archived' || status === 'withdrawn';
/** The finding itself was handed to units: it counts and shows through their parts. */
export const isHandedOut = ({ common }: Pick<IssueState, 'common'>): boolean => common !== null && common.unit === null;
/** Work is still owed: the due date counts. */
export const isOpenWork = (status: Status): boolean => status === 'assigned' || status === 'planning' || status === 'rectifying';
/** The look-backs or the review still to come, by day. */
export const plannedLookBacks = ({ status, lookBacks, cadence }: IssueState): readonly PlannedLookBack[] => {
  if (status === 'closed') return lookBacks.toSorted((a, b) => (a.due.day === b.due.day ? a.n - b.n : a.due.day < b.due.day ? -1 : 1));
  return status === 'sustained' && cadence !== null ? [cadence] : [];
};
