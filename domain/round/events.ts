import type { OpenCommand } from '../command-schema.ts';
import type { DayTable } from '../day-table.ts';
import type { Hands } from '../party.ts';
import type { Addressee } from '../issue.ts';
import type { Outcome } from '../outcome.ts';
import type { DeadlineKind, NoticeKind, Policy } from '../policy-schema.ts';
import type { Day, Instant } from '../time.ts';
import type { Consequence, PlanGrade } from './rules-schema.ts';
import type { Milestone, RoundDocument } from './state.ts';

export type RoundDeadlineKind = Extract<DeadlineKind, `round-${string}`>;

/** A milestone or a deadline of the round that other rules put on another day. */
export type RoundMove = { readonly what: Milestone | RoundDeadlineKind; readonly from: Day; readonly to: Day };
/** What another policy demands that the old one did not, from when; null: demanded no more. */
export type ChangedDuty = { readonly what: Policy['round']['owes'][number]; readonly day: Day | null };

/** What can happen to a round. Past tense; a round's state is the fold of these, from its head, policy and day table. */
export type RoundEventBody =
  | { readonly type: 'round-opened'; readonly issues: number }
  | { readonly type: 'milestone-reached'; readonly milestone: Milestone; readonly day: Day }
  | { readonly type: 'round-checked'; readonly open: number; readonly next: Day }
  | { readonly type: 'round-plan-submitted'; readonly n: number; readonly summary: string; readonly documents: readonly RoundDocument[]; readonly review: Day }
  | { readonly type: 'round-plan-returned'; readonly grade: PlanGrade; readonly note: string; readonly again: Day }
  | { readonly type: 'round-plan-bound'; readonly grade: PlanGrade; readonly note: string }
  | { readonly type: 'round-report-submitted'; readonly term: number; readonly summary: string; readonly documents: readonly RoundDocument[] }
  | {
      readonly type: 'round-assessed';
      readonly term: number;
      readonly grade: string;
      /** Sum of the points; null on a scale without scores. */
      readonly score: number | null;
      readonly points: Readonly<Record<string, number>>;
      readonly note: string;
      /** Why the grade is lower than the score (一票否决). */
      readonly veto: string | null;
      readonly entails: readonly Consequence[];
    }
  | { readonly type: 'round-term-begun'; readonly term: number; readonly end: Day; readonly report: Day }
  | { readonly type: 'round-look-backs-forced'; readonly term: number; readonly by: Day }
  | { readonly type: 'round-issues-told'; readonly term: number; readonly issues: number }
  /** What others decided, and no issue of the round is the place of: petitions, leads, persons held to account, money. */
  | { readonly type: 'round-outcome-recorded'; readonly outcome: Outcome }
  | { readonly type: 'round-outcome-reversed'; readonly entry: number; readonly outcome: Outcome; readonly reason: string }
  /** 放假安排更新: the round goes on with another table of days; its milestones and deadlines are counted anew. */
  | { readonly type: 'round-calendar-taken'; readonly days: DayTable; readonly before: string; readonly moves: readonly RoundMove[] }
  | { readonly type: 'round-policy-adopted'; readonly policy: Policy; readonly before: string; readonly reason: string; readonly moves: readonly RoundMove[]; readonly owed: readonly ChangedDuty[] }
  /** A common issue goes to these units; what is to be opened for each stands here until it is open. */
  | { readonly type: 'round-handed-out'; readonly number: string; readonly reason: string; readonly parts: readonly OpenCommand[] }
  | { readonly type: 'round-split-off'; readonly from: string; readonly reason: string; readonly parts: readonly OpenCommand[] }
  | { readonly type: 'round-parts-opened'; readonly parts: number }
  | { readonly type: 'round-acknowledged'; readonly step: string; readonly roles: readonly Addressee[] }
  | { readonly type: 'round-fell-due'; readonly deadline: string; readonly kind: DeadlineKind; readonly day: Day }
  | { readonly type: 'round-rung-opened'; readonly deadline: string; readonly kind: DeadlineKind; readonly step: string; readonly notice: NoticeKind }
  | { readonly type: 'round-closed' };

export type RoundEventType = RoundEventBody['type'];
/** `seq` counts from 1 without a gap. */
export type RoundEvent = RoundEventBody & Hands & { readonly seq: number; readonly at: Instant };
export type RoundEventOf<T extends RoundEventType> = Extract<RoundEvent, { type: T }>;
