import type { DayTable } from './day-table.ts';
import type { Addressee, Amendment, Asked, Evidence, HandOverSide, LookBackResult, MeasureFact, Numbering, Parties, PlanChange, Rating } from './issue.ts';
import type { LookBackCause, Trigger } from './look-back-causes.ts';
import type { Outcome } from './outcome.ts';
import type { WithholdingGround } from './publication.ts';
import type { DeadlineKind, IssueKind, NoticeKind, Policy, Role, Term } from './policy-schema.ts';
import type { Standing, SuspensionGround } from './command-schema.ts';
import type { LineageKind } from './lineage.ts';
import type { Hands, PartyRef, PersonId } from './party.ts';
import type { Day, Instant } from './time.ts';

/** A piece of evidence as an event states it; older events know no kinds. */
export type EvidenceFact = Omit<Evidence, 'kind'> & { readonly kind?: string | null };

/** A date that other rules put on another day; `deadline` is its key. */
export type MovedDate = { readonly deadline: string; readonly kind: DeadlineKind; readonly from: Day; readonly to: Day };

/** A photo of a look-back, with the time that the camera's clock gave it. */
export type LookBackPhoto = { readonly sha256: string; readonly name: string; readonly size: number; readonly takenAt: Instant | null };

/** What can happen to an issue. Past tense; total: a state is the fold of these and of nothing else. */
export type EventBody =
  | {
      readonly type: 'opened';
      readonly round: string;
      readonly number: string;
      readonly title: string;
      readonly category: string;
      readonly kind: IssueKind;
      readonly standing: Standing;
      readonly parties: Parties;
      readonly feedback: Day;
      readonly policy: Policy;
      readonly days: DayTable;
      readonly accept: Day | null;
      readonly due: Day;
      readonly words: string | null;
      /** How the due date was counted, by the policy's term or by one of its own; absent where it was given as a day. */
      readonly dueBy?: 'policy' | Term;
      readonly lookBacks: readonly Day[];
      readonly cadence: Day | null;
      /** Absent where it is no part of a common issue. */
      readonly common?: { readonly number: string; readonly unit: string };
      /** The number of the issue that it was split off from. */
      readonly splitFrom?: string;
    }
  /** It turned out to be many units' matter: it ends here and goes on as their parts. */
  | { readonly type: 'handed-to-units'; readonly units: readonly string[]; readonly reason: string }
  | { readonly type: 'assigned'; readonly owner: PartyRef; readonly leader: PartyRef | null; readonly accept: Day; readonly note: string | null }
  | { readonly type: 'accepted'; readonly planBy: Day | null }
  | { readonly type: 'plan-proposed'; readonly measures: readonly MeasureFact[]; readonly review: Day }
  | { readonly type: 'plan-approved' }
  | { readonly type: 'plan-returned'; readonly reason: string; readonly planBy: Day }
  | { readonly type: 'revision-proposed'; readonly changes: readonly PlanChange[]; readonly reason: string; readonly review: Day }
  /** Who approved it stands in `by`. */
  | { readonly type: 'plan-revised'; readonly changes: readonly PlanChange[]; readonly reason: string; readonly proposedBy: PersonId }
  | { readonly type: 'revision-refused'; readonly reason: string }
  | { readonly type: 'progress-reported'; readonly note: string; readonly measure: string | null; readonly done: boolean }
  | { readonly type: 'evidence-added'; readonly evidence: EvidenceFact }
  | { readonly type: 'extension-requested'; readonly to: Day; readonly reason: string; readonly late: boolean; readonly levels: readonly Role[]; readonly decide: Day }
  | { readonly type: 'extension-endorsed'; readonly level: number; readonly decide: Day }
  | { readonly type: 'extension-granted'; readonly from: Day; readonly to: Day }
  | { readonly type: 'extension-refused'; readonly reason: string }
  | { readonly type: 'submitted'; readonly rating: Rating; readonly summary: string; readonly verify: Day }
  | { readonly type: 'site-checked'; readonly role: Role; readonly on: Day; readonly seen: string; readonly present: readonly string[] }
  /** `seat`: from where it was signed, the role's own party or the one it climbed to. */
  | { readonly type: 'signed'; readonly role: Role; readonly rating: Rating; readonly note: string; readonly seat?: PartyRef }
  | { readonly type: 'closed'; readonly rating: Rating; readonly lookBacks: readonly Day[] }
  | { readonly type: 'sustained'; readonly rating: Rating; readonly cadence: Day }
  | { readonly type: 'returned'; readonly reason: string; readonly due: Day }
  /** The round's second rectification: a new concentrated period for what is still open. */
  | { readonly type: 'term-renewed'; readonly term: number; readonly from: Day; readonly due: Day }
  | { readonly type: 'look-back-planned'; readonly n: number; readonly due: Day; /** Set by somebody as a day, not by the policy's term. */ readonly promised: boolean; readonly cause: Trigger; readonly source: string }
  | {
      readonly type: 'look-back-recorded';
      readonly n: number;
      readonly result: LookBackResult;
      readonly findings: string;
      readonly how: string;
      readonly next: Day | null;
      /** Not in events of before there were causes and counts of persons asked. */
      readonly cause?: LookBackCause;
      readonly source?: string | null;
      readonly asked?: Asked | null;
      /** Only where there are some. */
      readonly photos?: readonly LookBackPhoto[];
    }
  | { readonly type: 'reopened'; readonly cause: 'look-back' | 'decision'; readonly reason: string; readonly due: Day }
  | { readonly type: 'archived'; readonly reason: string | null }
  | { readonly type: 'suspended'; readonly until: Day; readonly reason: string; readonly ground?: SuspensionGround }
  | { readonly type: 'resumed'; readonly shiftDays: number; readonly reason: string | null }
  | { readonly type: 'hand-over-started'; readonly from: PartyRef | null; readonly to: PartyRef; readonly reason: string; readonly sign: Day }
  /** `inStead`: the owner had left; a superior signed for that side. */
  | { readonly type: 'hand-over-signed'; readonly side: HandOverSide; readonly inStead: boolean }
  | { readonly type: 'hand-over-cancelled'; readonly to: PartyRef; readonly reason: string }
  /** Open measures of somebody who goes, on an issue that another owns. */
  | { readonly type: 'measures-passed'; readonly from: PersonId; readonly to: PersonId; readonly measures: readonly string[]; readonly reason: string }
  | { readonly type: 'handed-over'; readonly from: PartyRef | null; readonly to: PartyRef; readonly reason: string; readonly measures: readonly string[] }
  /** `proposedBy`: who asked for it, where another party approved; older events know one person only. */
  | { readonly type: 'corrected'; readonly title: string; readonly category: string; readonly reason: string; readonly numbering?: Numbering; readonly proposedBy?: PersonId }
  /** `score`: how alike the two findings read (0 to 1), where it was proposed. */
  | { readonly type: 'linked'; readonly issue: string; readonly kind: LineageKind; readonly score: number | null; readonly note: string | null }
  | { readonly type: 'unlinked'; readonly issue: string; readonly reason: string }
  | { readonly type: 'link-rejected'; readonly issue: string; readonly score: number | null; readonly reason: string }
  | { readonly type: 'withdrawn'; readonly reason: string; readonly proposedBy?: PersonId }
  | ({ readonly type: 'amendment-proposed'; /** Absent where the policy gives no date, as older ones did. */ readonly decide?: Day } & Omit<Amendment, keyof Hands | 'decide'>)
  | { readonly type: 'amendment-refused'; readonly reason: string }
  | { readonly type: 'reminded'; readonly roles: readonly Role[]; readonly note: string }
  | { readonly type: 'outcome-recorded'; readonly outcome: Outcome }
  /** The counter-entry: what was recorded by event number `entry` does not count. */
  | { readonly type: 'outcome-reversed'; readonly entry: number; readonly outcome: Outcome; readonly reason: string }
  | { readonly type: 'withholding-proposed'; readonly ground: WithholdingGround; readonly reason: string; /** Absent where the policy gives no date, as older ones did, and of an archived case. */ readonly decide?: Day }
  /** Left out of what is published; who approved it stands in `by`. */
  | { readonly type: 'withheld'; readonly ground: WithholdingGround; readonly reason: string; readonly proposedBy: PersonId }
  | { readonly type: 'withholding-refused'; readonly reason: string }
  | { readonly type: 'withholding-lifted'; readonly reason: string }
  | { readonly type: 'calendar-taken'; readonly days: DayTable; readonly before: string; readonly moves: readonly MovedDate[] }
  | { readonly type: 'policy-adopted'; readonly policy: Policy; readonly before: string; readonly reason: string; readonly moves: readonly MovedDate[] }
  | { readonly type: 'acknowledged'; readonly step: string; readonly roles: readonly Addressee[] }
  | { readonly type: 'fell-due'; readonly deadline: string; readonly kind: DeadlineKind; readonly day: Day }
  | { readonly type: 'rung-opened'; readonly deadline: string; readonly kind: DeadlineKind; readonly step: string; readonly notice: NoticeKind };

export type EventType = EventBody['type'];

/** `seq` counts from 1 without a gap. */
export type IssueEvent = EventBody & Hands & { readonly seq: number; readonly cycle: number; readonly at: Instant };
export type EventOf<T extends EventType> = Extract<IssueEvent, { type: T }>;

/** The photos of an issue's look-backs, in order of time. */
export const lookBackPhotos = (events: readonly EventBody[]): readonly LookBackPhoto[] => events.flatMap((event) => (event.type === 'look-back-recorded' ? (event.photos ?? []) : []));
