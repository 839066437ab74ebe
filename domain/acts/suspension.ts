import { suspendedDays } from '../obligations.ts';
import { demandFreshEyes } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { addDays, daysBetween } from '../time.ts';
import { demandAfter, demandRunning, demandStatus, today, type Rule } from './context.ts';

export const suspend: Rule<'suspend'> = (state, act, context) => {
  demandStatus(state, 'assigned', 'planning', 'rectifying');
  demandRunning(state);
  demandFreshEyes(state, context.actor, { zh: '暂停', en: 'suspend' });
  demandAfter({ zh: '暂停至', en: 'until' }, act.until, today(context));
  const last = addDays(today(context), state.policy.suspension.maxDays);
  if (act.until > last) refuse('SUSPENSION_TOO_LONG', `暂停最长至${last}`, `a suspension ends by ${last} at the latest`, { last });
  // One after another they must not add up to for ever: the last day counts as stood still, too.
  const { maxTotalDays } = state.policy.suspension;
  const total = state.suspendedDays + daysBetween(today(context), act.until) + 1;
  if (total > maxTotalDays)
    refuse('SUSPENSION_TOTAL', `累计最多暂停${maxTotalDays}天，已暂停${state.suspendedDays}天，连同本次共${total}天`, `${maxTotalDays} days of suspension at most in all; ${state.suspendedDays} have passed, ${total} with this one`, { maxTotalDays, suspended: state.suspendedDays, total });
  return [{ type: 'suspended', until: act.until, reason: act.reason, ground: act.ground ?? 'other' }];
};

export const resume: Rule<'resume'> = (state, act, context) => {
  if (state.suspension === null) refuse('NOT_SUSPENDED', '问题没有暂停', 'the issue is not suspended');
  return [{ type: 'resumed', shiftDays: suspendedDays(state, context.now), reason: act.reason }];
};
