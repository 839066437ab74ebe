import type { Rules } from '../counted.ts';
import { SYSTEM } from '../party.ts';
import { changesBetween, expectedOf, type Changes } from '../outlook.ts';
import { policyName } from '../policy-diff.ts';
import type { Policy } from '../policy-schema.ts';
import { dayOf, type Instant } from '../time.ts';
import { chasedRound, deadlinesOfRound, nextRoundObligation } from './deadlines.ts';
import type { ChangedDuty, RoundMove } from './events.ts';
import { roundLadderNotices } from './notices.ts';
import { changedDuties, movedRoundDates } from './rules-change.ts';
import { applyToRound } from './step.ts';
import type { RoundState } from './state.ts';

/** What another policy would change for a round itself, were it adopted at `now`: milestones, what is demanded, who is told. */
export type RoundImpact = Changes & {
  readonly moves: readonly RoundMove[];
  readonly owed: readonly ChangedDuty[];
  readonly next: { readonly before: Instant | null; readonly after: Instant | null };
};

/** A round as it would stand were another policy adopted at `now`, and who would be told of it. */
export const roundUnderPolicy = (state: RoundState, policy: Policy, now: Instant): ReturnType<typeof applyToRound> & { readonly moves: readonly RoundMove[]; readonly owed: readonly ChangedDuty[] } => {
  const rules: Rules = { policy, days: state.days };
  const moves = movedRoundDates(state, rules, dayOf(now));
  const owed = changedDuties(state, rules, moves, dayOf(now));
  return { ...applyToRound(state, [{ type: 'round-policy-adopted', policy, before: policyName(state.policy), reason: '', moves, owed }], SYSTEM, now), moves, owed };
};

/** Plays the adoption in the pure core, as for an issue. */
export const roundImpact = (state: RoundState, policy: Policy, now: Instant): RoundImpact => {
  const { state: after, moves, owed } = roundUnderPolicy(state, policy, now);
  const expected = (round: RoundState) => expectedOf(chasedRound(round), deadlinesOfRound(round), roundLadderNotices(round), now);
  return { moves, owed, next: { before: nextRoundObligation(state)?.at ?? null, after: nextRoundObligation(after)?.at ?? null }, ...changesBetween(expected(state), expected(after)) };
};

/** Would the round, or anybody in it, notice anything? */
export const noticesAnything = ({ moves, owed, added, dropped, moved, next }: RoundImpact): boolean => moves.length + owed.length + added.length + dropped.length + moved.length > 0 || next.before !== next.after;
