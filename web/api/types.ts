import type { ActType } from '../../domain/command-schema.ts';
import type { IssueState, Rating, Status } from '../../domain/issue.ts';
import type { DeadlineKind, IssueKind, Light, Policy } from '../../domain/policy-schema.ts';
import type { Phase, RoundState } from '../../domain/round/state.ts';
import type { DrawListing } from '../../client/look-backs/draw-overview.ts';
import type { RoundCounts } from '../../client/round-counts.ts';
import type { LookBackCause } from '../../domain/look-back-causes.ts';
import type { Rehearsal } from '../../client/rehearsal/summary.ts';

/** What the API answers, as the page reads it. */
export type Words = { readonly zh: string; readonly en: string };
export type RefusalWords = Words & { readonly code: string };
export type Standing = 'administrator' | 'office' | 'team' | 'official' | 'reader';

export type Me = { readonly account: string; readonly username: string; readonly name: string; readonly person: string | null; readonly standings: readonly Standing[]; readonly posts: readonly string[]; readonly secondFactor: boolean };

export type Todo = {
  readonly issue: string;
  readonly round: string;
  readonly number: string;
  readonly title: string;
  readonly version: number;
  readonly kind: DeadlineKind;
  readonly subject: string | null;
  readonly act: ActType;
  readonly what: Words;
  readonly button: Words;
  readonly day: string | null;
  readonly daysLeft: number | null;
  readonly obstacle: RefusalWords | null;
};
export type UnconfirmedNotice = { readonly issue: string; readonly step: string; readonly toldAt: number | null; readonly kind: string; readonly topic: string; readonly day: string | null };
export type Todos = { readonly todos: readonly Todo[]; readonly toConfirm: readonly UnconfirmedNotice[]; readonly more: boolean };

export type IssueRow = {
  readonly id: string;
  readonly round: string;
  readonly number: string;
  readonly version: number;
  readonly title: string;
  readonly category: string;
  readonly kind: IssueKind;
  readonly status: Status;
  readonly cycle: number;
  readonly owner: string | null;
  readonly leader: string | null;
  readonly head: string | null;
  readonly dueOriginal: string;
  readonly dueCurrent: string;
  readonly dueWords: string | null;
  readonly daysLeft: number | null;
  readonly light: Light | null;
  readonly overdueSince: number | null;
  readonly slipped: boolean;
  readonly suspended: boolean;
  readonly extensionPending: boolean;
  readonly extensions: number;
  readonly returns: number;
  readonly ownRating: Rating | null;
  readonly verifiedRating: Rating | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly nextLookBack: string | null;
  readonly nextAt: number | null;
  readonly nextDeadline: string | null;
  readonly evidence: number;
};
export type IssuePage = { readonly issues: readonly IssueRow[]; readonly next: string | null; readonly total: number | null; readonly names: Readonly<Record<string, string>> };

export type IssueView = {
  readonly issue: Omit<IssueState, 'policy' | 'days'> & { readonly id: string; readonly policy: string; readonly days: string };
  readonly overdueSince: number | null;
  readonly deadlines: readonly { readonly key: string; readonly kind: DeadlineKind; readonly subject: string | null; readonly day: string }[];
  readonly next: { readonly at: number; readonly deadline: string; readonly step: string | null } | null;
  readonly names: Readonly<Record<string, string>>;
};

export type JsonSchema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly items?: JsonSchema;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};
export type Possibility = Words & { readonly type: ActType; readonly allowed: boolean; readonly refusal: RefusalWords | null; readonly schema: JsonSchema };
export type Actions = { readonly version: number; readonly actions: readonly Possibility[] };
export type ActResult = { readonly seq: number; readonly status: string; readonly events: readonly string[] };
export type BulkItem = { readonly issue: string; readonly result: ActResult | null; readonly error: RefusalWords | null };

export type EventEntry = Words & { readonly seq: number; readonly cycle: number; readonly at: number; readonly type: string; readonly by: string; readonly byName: string; readonly details: string; readonly body: Readonly<Record<string, unknown>> };
export type ToldEntry = {
  readonly step: string;
  readonly recipient: string;
  readonly recipientName: string;
  readonly kindName: string;
  readonly topicName: string;
  readonly channelName: string;
  readonly state: string;
  readonly stateName: string;
  readonly notBefore: number;
  readonly settledAt: number | null;
  readonly day: string | null;
  readonly light: string | null;
  readonly why: Words | null;
};

export type Round = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly inspector: string;
  readonly feedback: string;
  readonly status: string;
  readonly phase: Phase | null;
  readonly grade: string | null;
  readonly openedAt: number;
  readonly issues: number | null;
  readonly open: number | null;
  readonly overdue: number | null;
};
export type RoundView = Pick<RoundState, 'status' | 'milestones' | 'plan' | 'term' | 'report' | 'assessment'> & {
  readonly round: { readonly id: string; readonly title: string; readonly unit: string; readonly inspector: string; readonly feedback: string };
  readonly phase: Phase;
  readonly version: number;
  readonly policy: string;
  readonly issues: number;
  readonly deadlines: readonly { readonly key: string; readonly kind: DeadlineKind; readonly day: string }[];
};
export type LookBackListing = { readonly issue: string; readonly round: string; readonly day: string; readonly n: number; readonly cause: LookBackCause; readonly source: string | null; readonly overdueSince: number | null; readonly status: Status; readonly kind: IssueKind; readonly category: string; readonly title: string };
export type { DrawListing, Policy, Rehearsal, RoundCounts };
export type DeliveryState = 'planned' | 'withdrawn' | 'claimed' | 'handed_over' | 'accepted' | 'rejected' | 'uncertain' | 'suppressed' | 'bundled';
export type Person = { readonly id: string; readonly name: string; readonly leftOn: string | null; readonly posts: readonly { readonly id: string; readonly title: string; readonly unit: string }[] };
