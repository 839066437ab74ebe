import type { CommonEvent } from './common.ts';
import type { IssueState } from './issue.ts';
import { gate } from './ladder.ts';
import type { Notice } from './notices.ts';
import { seatsFrom } from './seats.ts';
import type { Instant } from './time.ts';

/** Units that come and go are told by their own parts. */
export const isToldOfCommon = <E extends CommonEvent>(event: E): event is E & { readonly type: 'common-closed' | 'common-reopened' } => event.type === 'common-closed' || event.type === 'common-reopened';

/**
 * Whom the moments of a common issue are told: those that the policy names hear that its last part is closed, and that one
 * has come back. The units' own people hear of their own part, by its own notices. `state`: the part that made the moment.
 */
export const commonNotices = (state: IssueState, event: CommonEvent, { seq, at }: { readonly seq: number; readonly at: Instant }): readonly Notice[] => {
  if (!isToldOfCommon(event)) return [];
  const reopened = event.type === 'common-reopened';
  return state.policy.common.tell.map((role): Notice => ({
    cycle: 1,
    step: `event:${seq}`,
    role,
    to: seatsFrom(state, role),
    kind: reopened ? 'urging' : 'information',
    topic: event.type,
    day: reopened ? state.due.current.day : null,
    light: null,
    acknowledge: false,
    alone: reopened,
    notBefore: gate(state, at),
    origin: 'event',
  }));
};
