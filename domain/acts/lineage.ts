import { issueIdOf, type IssueState } from '../issue.ts';
import { demandFreshEyes } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import type { Context, Rule } from './context.ts';

/** More would be a list of everything that is wrong, not where this finding comes from. */
const MAX_LINKS = 20;

/** Whether it was put right last time is a judgement on the work of those who now do it: others make it. */
const demandJudge = (state: IssueState, { actor }: Context): void => demandFreshEyes(state, actor, { zh: '认定', en: 'judge' });

/** Links a finding to one of an earlier round. Again with another kind corrects the kind; again with the same changes nothing. */
export const link: Rule<'link'> = (state, act, context) => {
  demandJudge(state, context);
  if (act.issue.startsWith(issueIdOf({ round: state.round, number: '' })))
    refuse('LINK_IN_ROUND', '只能与其他轮次的问题关联', 'an issue is linked to one of another round only', { issue: act.issue });
  const before = state.lineage.find((one) => one.issue === act.issue);
  if (before?.kind === act.kind) return [];
  if (before === undefined && state.lineage.length >= MAX_LINKS) refuse('TOO_MANY_LINKS', `一个问题最多关联${MAX_LINKS}个以往问题`, `an issue is linked to ${MAX_LINKS} earlier ones at most`);
  return [{ type: 'linked', issue: act.issue, kind: act.kind, score: act.score ?? null, note: act.note ?? null }];
};

export const unlink: Rule<'unlink'> = (state, act, context) => {
  demandJudge(state, context);
  if (!state.lineage.some((one) => one.issue === act.issue)) refuse('NOT_LINKED', `没有与${act.issue}的关联`, `it is not linked to ${act.issue}`, { issue: act.issue });
  return [{ type: 'unlinked', issue: act.issue, reason: act.reason }];
};

/** Says that a likeness means nothing: on record, so that it is not proposed again. */
export const rejectLink: Rule<'reject-link'> = (state, act, context) => {
  demandJudge(state, context);
  if (state.lineage.some((one) => one.issue === act.issue)) refuse('LINKED_ALREADY', `已与${act.issue}关联，须先解除`, `it is linked to ${act.issue} already; take the link back first`, { issue: act.issue });
  if (state.unrelated.includes(act.issue)) return [];
  return [{ type: 'link-rejected', issue: act.issue, score: act.score ?? null, reason: act.reason }];
};
