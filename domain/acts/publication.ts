import type { Actor } from '../actor.ts';
import { handsOf, hatsOf, shareHands } from '../deputies.ts';
import { isEnded, type IssueState } from '../issue.ts';
import { demandFreshEyes, holds, roleAmong, ROLE_NAMES } from '../permissions.ts';
import type { WithholdingRequest } from '../publication.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import { dayOf } from '../time.ts';
import type { Rule } from './context.ts';

/**
 * 不予公开: an issue is left out of the public version on one of five grounds, explained by the unit and approved above it.
 * It changes nothing else: whatever is owed stays owed, and the issue stays counted.
 */
export const proposeWithholding: Rule<'propose-withholding'> = (state, act, { now }) => {
  if (state.publication.withheld !== null) refuse('WITHHELD_ALREADY', '本问题已批准不予公开', 'the issue is withheld from publication already');
  if (state.publication.asked !== null) refuse('WITHHOLDING_PENDING', '已有不予公开的申请待批', 'withholding it is already waiting for approval');
  const { decision } = state.policy.publication;
  // An archived case has no workflow that could chase the answer; the public version waits for it (client/report/publish.ts).
  const answer = decision === null || isEnded(state.status) ? {} : { decide: addTerm(state.days, dayOf(now), decision) };
  return [{ type: 'withholding-proposed', ground: act.ground, reason: act.reason, ...answer }];
};

export const approveWithholding: Rule<'approve-withholding'> = (state, _act, context) => {
  const { ground, reason, by } = demandDecider(state, context.actor);
  return [{ type: 'withheld', ground, reason, proposedBy: by }];
};

export const refuseWithholding: Rule<'refuse-withholding'> = (state, act, context) => {
  demandDecider(state, context.actor);
  return [{ type: 'withholding-refused', reason: act.reason }];
};

/** Published after all: the ground fell away. What was asked for by mistake is taken back the same way. */
export const liftWithholding: Rule<'lift-withholding'> = (state, act) => {
  if (state.publication.withheld === null) refuse('NOT_WITHHELD', '本问题没有被批准不予公开', 'the issue is not withheld from publication');
  return [{ type: 'withholding-lifted', reason: act.reason }];
};

/** Another party than the one that asks, and nobody of the unit, whatever else he holds. */
const demandDecider = (state: IssueState, actor: Actor): WithholdingRequest => {
  const asked = state.publication.asked ?? refuse('NO_WITHHOLDING', '没有待批的不予公开申请', 'nobody has asked to withhold this issue');
  if (shareHands(asked, handsOf(actor))) refuse('FOUR_EYES', '申请人不能批准自己的申请', 'whoever asked for it cannot approve it', { person: actor.person });
  demandFreshEyes(state, actor, { zh: '批准不予公开', en: 'approve withholding' });
  const { owner, leader, head } = state.parties;
  if (hatsOf(actor).some((hat) => [owner, leader, head].some((party) => holds(hat, party)))) refuse('FOUR_EYES', '被巡察单位的人员不能批准不予公开', 'nobody of the unit can approve withholding it', { person: actor.person });
  const { approvers } = state.policy.publication;
  if (roleAmong(state, actor, approvers) === undefined)
    refuse('NOT_AN_APPROVER', `应由${approvers.map((role) => ROLE_NAMES[role].zh).join('、')}批准`, `it is for the ${approvers.map((role) => ROLE_NAMES[role].en).join(', ')} to approve`, { approvers: approvers.join(',') });
  return asked;
};
