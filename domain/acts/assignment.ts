import { confirmationOf } from '../confirming.ts';
import { roleAmong } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import { demandRunning, demandStatus, today, type Rule } from './context.ts';

export const assign: Rule<'assign'> = (state, act, context) => {
  demandStatus(state, 'assigned', 'planning', 'rectifying');
  demandRunning(state);
  if (!act.owner.startsWith('person:'))
    refuse('OWNER_NOT_A_PERSON', '责任人须为具体的人，不能是岗位', 'an owner must be a person, not a post', { owner: act.owner });
  return [
    {
      type: 'assigned',
      owner: act.owner,
      leader: act.leader ?? null,
      accept: addTerm(state.days, today(context), state.policy.terms.accept),
      note: act.note ?? null,
    },
  ];
};

export const accept: Rule<'accept'> = (state, _act, context) => {
  demandStatus(state, 'assigned');
  demandRunning(state);
  // After a reassignment in mid-course the approved measures stay; a plan is asked for once.
  const needsPlan = state.policy.planRequired[state.kind] && state.measures.length === 0;
  return [{ type: 'accepted', planBy: needsPlan ? addTerm(state.days, today(context), state.policy.terms.plan) : null }];
};

/** 催办: tells the owner and the leader now, beside the ladder, and stays on record. Nobody reminds himself. */
export const remind: Rule<'remind'> = (state, act, { actor }) => {
  demandStatus(state, 'assigned', 'planning', 'rectifying');
  demandRunning(state);
  const roles = (['owner', 'leader'] as const).filter((role) => roleAmong(state, actor, [role]) === undefined);
  if (roles.length === 0) refuse('NOBODY_TO_REMIND', '没有可催办的对象', 'there is nobody else to remind');
  return [{ type: 'reminded', roles, note: act.note }];
};

/** `due#17:T+1`: a deadline of this issue and a step of its ladder, or `event:17`. */
const STEP = /^(?:[a-z-]+(?::[^#:]+)?#\d+:[A-Za-z0-9+-]{1,30}|event:\d+)$/;

/** 签收: stops the repeats of a step, never the deadline. */
export const acknowledge: Rule<'acknowledge'> = (state, act, context) => {
  const confirmed = confirmationOf(state, act, context.actor, STEP);
  return confirmed === null ? [] : [{ type: 'acknowledged', ...confirmed }];
};
