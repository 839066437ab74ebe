import { handsOf } from '../deputies.ts';
import { SYSTEM, type PersonId } from '../party.ts';
import type { Notice } from '../notices.ts';
import type { Actor } from '../actor.ts';
import type { Instant } from '../time.ts';
import { nextRoundObligation, roundFallsDue } from './deadlines.ts';
import type { RoundEvent, RoundEventBody } from './events.ts';
import { evolveRound } from './evolve.ts';
import { roundEventNotices } from './notices.ts';
import type { RoundState } from './state.ts';

/** A step of a round: what happened, the state after it, and what the events tell people. */
export type RoundStep = { readonly state: RoundState; readonly events: readonly RoundEvent[]; readonly notices: readonly Notice[] };

/** Numbers and applies what was decided. The workflow, the simulator and the tests all go through here. */
export const applyToRound = (before: RoundState, bodies: readonly RoundEventBody[], author: PersonId | Actor, at: Instant): RoundStep => {
  let state = before;
  const events: RoundEvent[] = [];
  const notices: Notice[] = [];
  const hands = handsOf(author);
  for (const body of bodies) {
    const event: RoundEvent = { ...body, seq: state.seq + 1, at, ...hands };
    state = evolveRound(state, event);
    events.push(event);
    notices.push(...roundEventNotices(event, state));
  }
  return { state, events, notices };
};

/** Four deadlines with at most 20 rungs and years of chasing each; more would be a policy that never comes to rest. */
const MAX_DUE_AT_ONCE = 500;

/** Everything of the round that has fallen due by `now`, in order, up to the next monthly look, which has to count first. */
export const whatFellDueInRound = (state: RoundState, now: Instant): RoundStep => {
  let step: RoundStep = { state, events: [], notices: [] };
  for (let count = 0; count < MAX_DUE_AT_ONCE; count += 1) {
    const next = nextRoundObligation(step.state);
    const body = next === null || next.at > now ? null : roundFallsDue(next);
    if (body === null) return step;
    const one = applyToRound(step.state, [body], SYSTEM, now);
    step = { state: one.state, events: [...step.events, ...one.events], notices: [...step.notices, ...one.notices] };
  }
  throw new Error(`more than ${MAX_DUE_AT_ONCE} obligations of a round at one instant`);
};
