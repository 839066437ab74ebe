import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Act, OpenCommand } from '../domain/command-schema.ts';
import type { DayTable } from '../domain/day-table.ts';
import type { EventType } from '../domain/events.ts';
import type { IssueState, Status } from '../domain/issue.ts';
import type { Actor } from '../domain/permissions.ts';
import type { Policy } from '../domain/policy-schema.ts';
import type { RoundHead, RoundState } from '../domain/round.ts';

/** An act as it reaches the issue's workflow. The update's id is the caller's idempotency key. */
export type ActRequest = {
  readonly act: Act;
  readonly actor: Actor;
  /** The version (`seq`) the actor had before his eyes; null: does not matter. */
  readonly seen: number | null;
};

export type ActResult = { readonly seq: number; readonly status: Status; readonly events: readonly EventType[] };

export const actUpdate = defineUpdate<ActResult, [ActRequest]>('act');
export const issueQuery = defineQuery<IssueState>('issue');
export const roundQuery = defineQuery<RoundState>('round');
/** Looks at once whether anything is to be sent. */
export const wakeSignal = defineSignal('wake');

/** Ids of acts already handled with their results: de-duplication by the engine ends at continue-as-new. */
export type RememberedAct = { readonly id: string; readonly result: ActResult };

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
};

export const ISSUE_WORKFLOW = 'issueWorkflow';
export const ROUND_WORKFLOW = 'roundWorkflow';
export const TASK_QUEUE = 'huitoukan';
export const makeRoundId = (round: string): string => `round/${round}`;
