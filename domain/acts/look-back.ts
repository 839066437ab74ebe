import type { IssueState } from '../issue.ts';
import { demandFreshEyes, roleAmong, ROLE_NAMES } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import { addDays } from '../time.ts';
import { demandStatus, today, type Context, type Rule } from './context.ts';

const demandReviewer = (state: IssueState, context: Context): void => {
  const { reviewers } = state.policy.lookBack;
  if (roleAmong(state, context.actor, reviewers) === undefined) {
    const names = reviewers.map((role) => ROLE_NAMES[role]);
    refuse('NOT_A_REVIEWER', `回头看由${names.map((name) => name.zh).join('、')}进行`, `a look-back is for the ${names.map((name) => name.en).join(', ')}`);
  }
  demandFreshEyes(state, context.actor, { zh: '回头看', en: 'look back at' });
  if (state.signers.includes(context.actor.person))
    refuse('FOUR_EYES', '签字销号的人不能回头看同一问题', 'whoever signed the closure does not look back at it', { person: context.actor.person });
};

export const recordLookBack: Rule<'record-look-back'> = (state, act, context) => {
  demandStatus(state, 'closed', 'sustained');
  demandReviewer(state, context);
  const planned = state.status === 'closed' ? state.lookBacks[0] : state.cadence;
  if (planned === undefined || planned === null) return refuse('NO_LOOK_BACK', '没有待进行的回头看', 'no look-back is planned');
  const { result, findings, how } = act;
  const record = { type: 'look-back-recorded', n: planned.n, result, findings, how } as const;
  if (result !== 'held') {
    const due = addTerm(state.days, today(context), state.policy.lookBack.reopenDue);
    return [
      { ...record, next: null },
      { type: 'reopened', cause: 'look-back', reason: findings, due },
    ];
  }
  const earliest = addDays(planned.due.day, -state.policy.lookBack.windowDays);
  // Only good news has to wait: a fault that is back is back on any day.
  if (today(context) < earliest) refuse('LOOK_BACK_TOO_EARLY', `本次回头看定于${planned.due.day}，${earliest}起方可认定“保持”`, `this look-back is planned for ${planned.due.day}; "held" can be recorded from ${earliest} on`, { earliest, planned: planned.due.day });
  if (state.status === 'sustained') return [{ ...record, next: addTerm(state.days, today(context), state.policy.sustained.cadence) }];
  const following = state.lookBacks[1];
  return following === undefined ? [{ ...record, next: null }, { type: 'archived', reason: null }] : [{ ...record, next: following.due.day }];
};

export const reopen: Rule<'reopen'> = (state, act, context) => {
  demandStatus(state, 'closed', 'sustained', 'archived');
  return [{ type: 'reopened', cause: 'decision', reason: act.reason, due: addTerm(state.days, today(context), state.policy.lookBack.reopenDue) }];
};

/** Ends a sustained issue's cadence, by decision of others than those who did the work. */
export const archive: Rule<'archive'> = (state, act, context) => {
  demandStatus(state, 'sustained');
  demandFreshEyes(state, context.actor, { zh: '归档', en: 'archive' });
  return [{ type: 'archived', reason: act.reason }];
};
