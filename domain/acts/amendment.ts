import type { Actor } from '../actor.ts';
import type { ActOf } from '../command-schema.ts';
import { handsOf, hatsOf, shareHands } from '../deputies.ts';
import type { EventBody } from '../events.ts';
import type { Amendment, IssueState } from '../issue.ts';
import type { Hands } from '../party.ts';
import { roleAmong, ROLE_NAMES } from '../permissions.ts';
import type { Role } from '../policy-schema.ts';
import { refuse } from '../refusal.ts';
import { seatOf } from '../seats.ts';
import { addTerm } from '../term.ts';
import { dayOf } from '../time.ts';
import { demandStatus, type Context, type Rule } from './context.ts';

/**
 * 更正、撤销: what an issue says, or that it is one at all. Proposed by one party and approved by another; nothing is
 * overwritten: the printed number stays its name, and both wordings with reason and approval stand in its history.
 */
export const correct: Rule<'correct'> = (state, act, context) => {
  demandStatus(state, 'assigned', 'planning', 'rectifying', 'verifying', 'closed', 'sustained');
  const wanted = correctionOf(state, act);
  const { title, category, numbering } = wanted;
  const sameNumber = numbering.corrected === state.numbering.corrected && numbering.split.join() === state.numbering.split.join();
  if (title === state.title && category === state.category && sameNumber) refuse('NOTHING_TO_CORRECT', '没有需要更正的内容', 'nothing to correct');
  if (numbering.split.includes(state.number)) refuse('NUMBER_OF_ITSELF', '拆分出的编号不能与本问题相同', 'an issue cannot be split into itself', { number: state.number });
  return amend(state, context, wanted);
};

export const withdraw: Rule<'withdraw'> = (state, act, context) => {
  demandStatus(state, 'assigned', 'planning', 'rectifying', 'verifying', 'closed', 'sustained');
  return amend(state, context, { kind: 'withdraw', title: state.title, category: state.category, numbering: state.numbering, reason: act.reason });
};

type Wanted = Omit<Amendment, keyof Hands | 'approvers' | 'decide'>;

const correctionOf = (state: IssueState, act: ActOf<'correct'>): Wanted => ({
  kind: 'correct',
  title: act.title ?? state.title,
  category: act.category ?? state.category,
  // Corrected back to what is printed, it has no other number.
  numbering: { corrected: act.number === undefined ? state.numbering.corrected : act.number === state.number ? null : act.number, split: act.split ?? state.numbering.split },
  reason: act.reason,
});

/** Done at once where the policy asks nobody else. */
const amend = (state: IssueState, { actor, now }: Context, wanted: Wanted): readonly EventBody[] => {
  if (state.amendment !== null) refuse('AMENDMENT_PENDING', '已有更正或撤销申请待批', 'a correction or withdrawal is already waiting for approval');
  const { approvers, decision } = state.policy.amendment;
  if (approvers.length === 0) return [done(wanted, null)];
  const mine = hatsOf(actor).flatMap((hat) => roleAmong(state, hat, approvers) ?? []);
  // Another party than the one that asks; the same people in another office are no other party.
  const others = approvers.filter((role) => seatOf(state, role) !== null && mine.every((own) => role !== own && seatOf(state, role) !== seatOf(state, own)));
  if (others.length === 0) refuse('AMENDMENT_NO_APPROVER', '没有其他方可以批准，请先补齐岗位', 'there is no other party that could approve it; fill the posts first');
  const answer = decision === null ? {} : { decide: addTerm(state.days, dayOf(now), decision) };
  return [{ type: 'amendment-proposed', ...wanted, approvers: others, ...answer }];
};

const done = ({ kind, title, category, numbering, reason }: Wanted, proposedBy: string | null): EventBody => {
  const asked = proposedBy === null ? {} : { proposedBy };
  return kind === 'withdraw' ? { type: 'withdrawn', reason, ...asked } : { type: 'corrected', title, category, numbering, reason, ...asked };
};

const demandApprover = (state: IssueState, actor: Actor): Amendment => {
  const pending = state.amendment ?? refuse('NO_AMENDMENT', '没有待批的更正或撤销申请', 'no correction or withdrawal is waiting for approval');
  if (shareHands(pending, handsOf(actor))) refuse('FOUR_EYES', '申请人不能批准自己的申请', 'whoever proposed it cannot approve it', { person: actor.person });
  if (roleAmong(state, actor, pending.approvers) === undefined) {
    const names = pending.approvers.map((role: Role) => ROLE_NAMES[role]);
    refuse('NOT_AN_APPROVER', `应由${names.map((name) => name.zh).join('、')}批准`, `it is for the ${names.map((name) => name.en).join(', ')} to approve`, { approvers: pending.approvers.join(',') });
  }
  return pending;
};

export const approveAmendment: Rule<'approve-amendment'> = (state, _act, context) => {
  const pending = demandApprover(state, context.actor);
  return [done(pending, pending.by)];
};

export const refuseAmendment: Rule<'refuse-amendment'> = (state, act, context) => {
  demandApprover(state, context.actor);
  return [{ type: 'amendment-refused', reason: act.reason }];
};
