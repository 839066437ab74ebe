import { handsOf, personsOf } from '../deputies.ts';
import { plannedLookBacks, type IssueState } from '../issue.ts';
import { CAUSE_NAMES } from '../look-back-causes.ts';
import { demandFreshEyes, roleAmong, ROLE_NAMES } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import { addDays } from '../time.ts';
import { demandAfter, demandStatus, today, type Context, type Rule } from './context.ts';

const demandReviewer = (state: IssueState, context: Context): void => {
  const { reviewers } = state.policy.lookBack;
  if (roleAmong(state, context.actor, reviewers) === undefined) {
    const names = reviewers.map((role) => ROLE_NAMES[role]);
    refuse('NOT_A_REVIEWER', `回头看由${names.map((name) => name.zh).join('、')}进行`, `a look-back is for the ${names.map((name) => name.en).join(', ')}`);
  }
  demandFreshEyes(state, context.actor, { zh: '回头看', en: 'look back at' });
  if (personsOf(handsOf(context.actor)).some((person) => state.signers.includes(person)))
    refuse('FOUR_EYES', '签字销号的人不能回头看同一问题', 'whoever signed the closure does not look back at it', { person: context.actor.person });
};

/**
 * A look-back beside the intervals: drawn by lot, or because something happened. Of an archived issue, too, where the policy
 * says so. Asked twice for the same reason, nothing is added.
 */
export const planLookBack: Rule<'plan-look-back'> = (state, act, context) => {
  demandStatus(state, 'closed', 'sustained', 'archived');
  const { cause, source } = act;
  const { mode, within, archived } = state.policy.lookBack.triggers[cause];
  const name = CAUSE_NAMES[cause];
  if (mode === 'off') refuse('TRIGGER_OFF', `办法不因“${name.zh}”安排回头看`, `the policy plans no look-back for ${name.en}`, { cause });
  if (state.status === 'archived' && !archived) refuse('LOOK_BACK_ARCHIVED', `办法规定“${name.zh}”不涉及已归档问题`, `the policy leaves archived issues alone for ${name.en}`, { cause });
  if ([...state.lookBacks, ...(state.cadence === null ? [] : [state.cadence])].some((one) => one.cause === cause && one.source === source)) return [];
  if (act.by !== undefined) demandAfter({ zh: '回头看日期', en: 'the day of the look-back' }, act.by, today(context));
  const due = act.by ?? addTerm(state.days, today(context), within);
  if (state.status !== 'sustained' || state.cadence === null) return [{ type: 'look-back-planned', n: state.lookBacksPlanned + 1, due, promised: act.by !== undefined, cause, source }];
  const { n, due: review } = state.cadence;
  return [{ type: 'look-back-planned', n, due: review.day < due ? review.day : due, promised: act.by !== undefined, cause, source }];
};

/** Good news has to be heard from somebody; a fault that is seen needs nobody asked. */
const demandAsked = (state: IssueState, asked: number): void => {
  const { askAtLeast } = state.policy.lookBack;
  if (asked < askAtLeast) refuse('ASKED_TOO_FEW', `回头看至少须询问${askAtLeast}人，现为${asked}人`, `at least ${askAtLeast} persons have to be asked, ${asked} were`, { demanded: askAtLeast, asked });
};

export const recordLookBack: Rule<'record-look-back'> = (state, act, context) => {
  demandStatus(state, 'closed', 'sustained');
  demandReviewer(state, context);
  const [planned, following] = plannedLookBacks(state);
  if (planned === undefined) return refuse('NO_LOOK_BACK', '没有待进行的回头看', 'no look-back is planned');
  const { result, findings, how } = act;
  const asked = act.asked === undefined ? null : { ...act.asked, who: act.asked.who ?? null };
  const record = { type: 'look-back-recorded', n: planned.n, result, findings, how, cause: planned.cause, source: planned.source, asked, ...(act.photos === undefined || act.photos.length === 0 ? {} : { photos: act.photos }) } as const;
  if (result !== 'held') {
    const due = addTerm(state.days, today(context), state.policy.lookBack.reopenDue);
    return [
      { ...record, next: null },
      { type: 'reopened', cause: 'look-back', reason: findings, due },
    ];
  }
  demandAsked(state, act.asked?.count ?? 0);
  const earliest = addDays(planned.due.day, -state.policy.lookBack.windowDays);
  // Only good news has to wait: a fault that is back is back on any day.
  if (today(context) < earliest) refuse('LOOK_BACK_TOO_EARLY', `本次回头看定于${planned.due.day}，${earliest}起方可认定“保持”`, `this look-back is planned for ${planned.due.day}; "held" can be recorded from ${earliest} on`, { earliest, planned: planned.due.day });
  if (state.status === 'sustained') return [{ ...record, next: addTerm(state.days, today(context), state.policy.sustained.cadence) }];
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
