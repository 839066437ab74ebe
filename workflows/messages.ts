import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Act, OpenCommand } from '../domain/command-schema.ts';
import type { RenewTerm } from '../domain/acts/second-term.ts';
import type { DayTable } from '../domain/day-table.ts';
import type { EventType } from '../domain/events.ts';
import type { IssueState, Status } from '../domain/issue.ts';
import type { Actor } from '../domain/actor.ts';
import type { Policy } from '../domain/policy-schema.ts';
import type { RoundAct } from '../domain/round/act-schema.ts';
import type { RoundEventType } from '../domain/round/events.ts';
import type { RoundHead, RoundState } from '../domain/round/state.ts';

export { makeRoundId } from '../domain/round/state.ts';

/** An act as it reaches the issue's workflow. The update's id is the caller's idempotency key. */
export type ActRequest = {
  readonly act: Act;
  readonly actor: Actor;
  /** The version (`seq`) the actor had before his eyes; null: does not matter. */
  readonly seen: number | null;
};

/** The caller's key of an act already handled, and what it was answered. */
export type Remembered<R> = { readonly id: string; readonly result: R };

export type ActResult = { readonly seq: number; readonly status: Status; readonly events: readonly EventType[] };

export const actUpdate = defineUpdate<ActResult, [ActRequest]>('act');
export const issueQuery = defineQuery<IssueState>('issue');

/** The same for a round. */
export type RoundActRequest = { readonly act: RoundAct; readonly actor: Actor; readonly seen: number | null };
export type RoundActResult = { readonly seq: number; readonly status: RoundState['status']; readonly events: readonly RoundEventType[] };
export const roundActUpdate = defineUpdate<RoundActResult, [RoundActRequest]>('act');
export type RememberedRoundAct = Remembered<RoundActResult>;
export const roundQuery = defineQuery<RoundState>('round');
/** The round's second rectification, told to each of its open issues. */
export const renewTermSignal = defineSignal<[RenewTerm]>('renewTerm');
/** Looks at once whether anything is to be sent. */
export const wakeSignal = defineSignal('wake');

export type RememberedAct = Remembered<ActResult>;

export type IssueInput =
  | { readonly start: 'open'; readonly command: OpenCommand; readonly policy: Policy; readonly days: DayTable; readonly by: string }
  | { readonly start: 'resume'; readonly state: IssueState; readonly acts: readonly RememberedAct[] };

export type RoundInput = {
  readonly head: RoundHead;
  readonly policy: Policy;
  readonly days: DayTable;
  readonly by: string;
  /** How many issues there are to open, and how many are open already. */
  readonly issues: number;
  readonly opened: number;
  readonly state: RoundState | null;
  /** Missing from runs of older versions, which knew no acts on a round. */
  readonly acts?: readonly RememberedRoundAct[];
};

export const ISSUE_WORKFLOW = 'issueWorkflow';
export const ROUND_WORKFLOW = 'roundWorkflow';
export const TASK_QUEUE = 'huitoukan';
