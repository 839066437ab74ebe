import type { Actor } from '../actor.ts';
import { handsOf, hatsOf, inOwnName, personsOf, seatedIn, shareHands } from '../deputies.ts';
import type { EventBody } from '../events.ts';
import type { HandOverSide, IssueState, PendingHandOver } from '../issue.ts';
import { holds } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import { demandStatus, today, type Rule } from './context.ts';

/**
 * 交接: the outgoing owner's open work goes to a named successor; outgoing, incoming and a superior sign. What counties ask
 * for is "in writing, on the spot, signed and filed". Until the last signature the outgoing owner stays responsible.
 */

/** What is signed: the hand-over that waits, or the one that is being started. */
type HandOver = Pick<PendingHandOver, 'from' | 'to' | 'signatures'>;

const OPEN = ['assigned', 'planning', 'rectifying', 'verifying', 'closed', 'sustained'] as const;

export const handOver: Rule<'hand-over'> = (state, act, context) => {
  demandStatus(state, ...OPEN);
  const { owner } = state.parties;
  const { actor } = context;
  if (state.handOver !== null) refuse('HAND_OVER_PENDING', `已有交接待签（接任人${state.handOver.to}），请先签完或撤回`, `a hand-over to ${state.handOver.to} is already waiting for signatures`, { to: state.handOver.to });
  if (owner === `person:${act.to}`) refuse('SAME_OWNER', '接任人就是现责任人', 'the successor is the owner already', { to: act.to });
  const { signers, sign } = state.policy.handOver;
  const { reason } = act;
  const planned: HandOver = { from: owner, to: act.to, signatures: [] };
  if (signers.length === 1) {
    const aside = hatsOf(actor).every((hat) => sideOf(planned, hat) === 'superior');
    if (!aside) refuse('FOUR_EYES', '交接须由上级办理，交、接双方不能自办', 'a superior records a hand-over, neither of the two', { person: actor.person });
    return [handedOver(state, planned, reason)];
  }
  const started: EventBody = { type: 'hand-over-started', from: owner, to: `person:${act.to}`, reason, sign: addTerm(state.days, today(context), sign) };
  // Whoever starts it has signed his side with it. Where that is all, nobody is told to sign.
  const events = signatures(state, planned, reason, actor);
  return events.some((event) => event.type === 'handed-over') ? events : [started, ...events];
};

export const signHandOver: Rule<'sign-hand-over'> = (state, _act, context) => {
  const pending = state.handOver ?? refuse('NO_HAND_OVER', '没有待签的交接', 'no hand-over is waiting');
  const events = signatures(state, pending, pending.reason, context.actor);
  if (events.length === 0) refuse('HAND_OVER_SIGNED', '交接中您的一方已签', 'your side of the hand-over has signed', { person: context.actor.person });
  return events;
};

export const cancelHandOver: Rule<'cancel-hand-over'> = (state, act) => {
  const pending = state.handOver ?? refuse('NO_HAND_OVER', '没有待签的交接', 'no hand-over is waiting');
  return [{ type: 'hand-over-cancelled', to: `person:${pending.to}`, reason: act.reason }];
};

/**
 * What somebody who goes has still to do on an issue that another owns goes to his successor, too: a superior of that issue says
 * so, who is neither of the two. The owner's own measures move with his hand-over.
 */
export const passMeasures: Rule<'pass-measures'> = (state, { from, to, reason }, { actor }) => {
  demandStatus(state, 'planning', 'rectifying', 'verifying');
  if (from === to) refuse('SAME_OWNER', '接任人就是现责任人', 'the successor is the owner already', { to });
  if (personsOf(handsOf(actor)).some((person) => person === from || person === to)) refuse('FOUR_EYES', '措施移交须由上级办理，交、接双方不能自办', 'a superior passes measures on, neither of the two', { person: actor.person });
  const open = [...state.measures, ...(state.proposal?.measures ?? [])].filter((measure) => !measure.done && measure.owner === from);
  if (open.length === 0) refuse('NO_MEASURES', `${from}在本问题上没有未完成的措施`, `${from} has no open measure on this issue`, { from });
  return [{ type: 'measures-passed', from, to, measures: open.map(({ id }) => id), reason }];
};

/** The two come first: a leader who takes an issue over himself signs as its successor, and another superior for his side. */
const sideOf = ({ from, to }: Pick<HandOver, 'from' | 'to'>, actor: Actor): HandOverSide => (holds(actor, from) ? 'outgoing' : seatedIn(actor).person === to ? 'incoming' : 'superior');

/**
 * Nobody signs for two sides: who is one of the two himself stands in for nobody else, and who has signed for one side, in
 * whosever name, does not sign for another. A superior who signed in the stead of somebody gone did so openly.
 */
const demandOneSide = (one: HandOver, side: HandOverSide, actor: Actor): void => {
  const own = actor.onBehalfOf === undefined ? side : sideOf(one, inOwnName(actor));
  const otherSide = own !== side && own !== 'superior';
  const signedOther = one.signatures.some(({ side: other, inStead, person, ...more }) => other !== side && !inStead && shareHands({ by: person, ...more }, handsOf(actor)));
  if (otherSide || signedOther) refuse('FOUR_EYES', '同一人不能在交接中代表两方', 'nobody stands for two sides of a hand-over', { person: actor.person, side });
};

const handedOver = (state: IssueState, { from, to }: Pick<HandOver, 'from' | 'to'>, reason: string): EventBody => {
  const outgoing = from?.startsWith('person:') === true ? from.slice('person:'.length) : null;
  const measures = state.measures.filter((measure) => !measure.done && measure.owner === outgoing).map((measure) => measure.id);
  return { type: 'handed-over', from, to: `person:${to}`, reason, measures };
};

/**
 * What this person's signature adds; with the last one the issue changes hands. An owner who has left cannot sign any more:
 * the superior signs in his stead, and the record says so. An issue that nobody owned has no outgoing side.
 */
const signatures = (state: IssueState, one: HandOver, reason: string, actor: Actor): readonly EventBody[] => {
  const owed = state.policy.handOver.signers.filter((side) => !one.signatures.some((signature) => signature.side === side) && (side !== 'outgoing' || one.from !== null));
  const side = sideOf(one, actor);
  demandOneSide(one, side, actor);
  const gone = one.from !== null && actor.vacant?.includes(one.from) === true;
  const sides: readonly HandOverSide[] = side === 'superior' && gone ? ['outgoing', 'superior'] : [side];
  const now = sides.filter((each) => owed.includes(each));
  const signed = now.map((each): EventBody => ({ type: 'hand-over-signed', side: each, inStead: each !== side }));
  return now.length > 0 && now.length === owed.length ? [...signed, handedOver(state, one, reason)] : signed;
};
