import { handsOf } from './deputies.ts';
import type { EventBody, IssueEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { IssueState } from './issue.ts';
import { fallDue, nextObligation } from './obligations.ts';
import { eventNotices, type Notice } from './notices.ts';
import { type PersonId, SYSTEM } from './party.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './time.ts';

/** A step of an issue: what happened, the state after it, and what the events tell people. */
export type Step = { readonly state: IssueState; readonly events: readonly IssueEvent[]; readonly notices: readonly Notice[] };

/** Numbers and applies what was decided. The workflow, the simulator and the rebuild all go through here. */
export const applyBodies = (before: IssueState | null, bodies: readonly EventBody[], author: PersonId | Actor, at: Instant): Step => {
  let state = before;
  const events: IssueEvent[] = [];
  const notices: Notice[] = [];
  const hands = handsOf(author);
  for (const body of bodies) {
    // A reopening begins the next cycle: its own event already belongs to it.
    const cycle = (state?.cycle ?? 1) + (body.type === 'reopened' ? 1 : 0);
    const event: IssueEvent = { ...body, seq: (state?.seq ?? 0) + 1, cycle, at, ...hands };
    state = evolve(state, event);
    events.push(event);
    notices.push(...eventNotices(event, state));
  }
  if (state === null) throw new Error('a step of an issue that was never opened');
  return { state, events, notices };
};

/** More would mean a policy that never comes to rest: 50 measures and a few more deadlines, each with at most 20 rungs. */
const MAX_DUE_AT_ONCE = 2_000;

/** Everything that has fallen due by `now`, in order: after downtime several rungs open in one step, none is skipped. */
export const whatFellDue = (state: IssueState, now: Instant): Step => {
  let step: Step = { state, events: [], notices: [] };
  for (let count = 0; count < MAX_DUE_AT_ONCE; count += 1) {
    const obligation = nextObligation(step.state);
    if (obligation === null || obligation.at > now) return step;
    const next = applyBodies(step.state, [fallDue(step.state, obligation, now)], SYSTEM, now);
    step = { state: next.state, events: [...step.events, ...next.events], notices: [...step.notices, ...next.notices] };
  }
  throw new Error(`more than ${MAX_DUE_AT_ONCE} obligations at one instant`);
};
