import { saysTheSame, sliceDayTable } from '../day-table.ts';
import { policyDifferences, policyName } from '../policy-diff.ts';
import { refuse } from '../refusal.ts';
import { movedDates } from '../rules-change.ts';
import { today, type Rule } from './context.ts';

/** 放假安排更新: an issue goes on with another table of days; what counts working days is counted anew. */
export const takeCalendar: Rule<'take-calendar'> = (state, act, context) => {
  const days = sliceDayTable(act.days, state.feedback);
  if (saysTheSame(days, state.days)) return [];
  return [{ type: 'calendar-taken', days, before: state.days.version, moves: movedDates(state, { policy: state.policy, days }, today(context)) }];
};

/** 改按新办法: an issue is moved to another policy, or to another version of its own; never by itself. */
export const adoptPolicy: Rule<'adopt-policy'> = (state, act, context) => {
  // Those who have signed did so under this chain; another could not be completed.
  if (state.status === 'verifying')
    refuse('POLICY_WHILE_VERIFYING', '问题正在核查销号，签字须按原办法办完，之后再改按新办法', 'the issue is being verified; the signatures run under the old policy, adopt the new one after them', { status: state.status });
  const { policy, reason } = act;
  if (policyDifferences(state.policy, policy).length === 0) return [];
  return [{ type: 'policy-adopted', policy, before: policyName(state.policy), reason, moves: movedDates(state, { policy, days: state.days }, today(context)) }];
};
