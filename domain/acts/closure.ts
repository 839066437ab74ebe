import type { EventBody } from '../events.ts';
import type { IssueState, Submission } from '../issue.ts';
import { demandFreshEyes, roleAmong, ROLE_NAMES } from '../permissions.ts';
import type { Role } from '../policy-schema.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import { demandRunning, demandStatus, today, type Context, type Rule } from './context.ts';

export const submitForClosure: Rule<'submit-for-closure'> = (state, act, context) => {
  demandStatus(state, 'rectifying');
  demandRunning(state);
  const open = state.measures.filter((measure) => !measure.done).map((measure) => measure.id);
  if (open.length > 0) refuse('MEASURES_OPEN', `措施${open.join('、')}尚未完成，不能申请销号`, `measures ${open.join(', ')} are still open`, { open: open.join(',') });
  const demanded = state.policy.closure.evidence[state.kind];
  const present = state.evidence.filter((piece) => piece.cycle === state.cycle).length;
  if (present < demanded)
    refuse('EVIDENCE_MISSING', `申请销号须有佐证材料${demanded}份，现有${present}份`, `${demanded} pieces of evidence are demanded, ${present} are there`, { demanded, present });
  return [{ type: 'submitted', rating: act.rating, summary: act.summary, verify: addTerm(state.days, today(context), state.policy.closure.verify) }];
};

/** The part of the chain that this person can sign for now. */
const demandSeat = (state: IssueState, context: Context): { submission: Submission; role: Role } => {
  demandStatus(state, 'verifying');
  const submission = state.submission ?? refuse('WRONG_STATUS', '没有待核查的销号申请', 'no submission is waiting');
  demandFreshEyes(state, context.actor, { zh: '核查', en: 'verify' });
  if (submission.signatures.some((signature) => signature.person === context.actor.person))
    refuse('SIGNED_ALREADY', '您已签过，同一人不能签两次', 'you have signed already; nobody signs twice', { person: context.actor.person });
  const { chain, order } = state.policy.closure;
  const free = chain.filter((role) => !submission.signatures.some((signature) => signature.role === role));
  const role = roleAmong(state, context.actor, order === 'sequence' ? free.slice(0, 1) : free);
  if (role !== undefined) return { submission, role };
  const next = free.map((one) => ROLE_NAMES[one]);
  return refuse(
    'NOT_YOUR_TURN',
    `现在应由${next.map((name) => name.zh).join('、')}核查${order === 'sequence' ? '（按顺序）' : ''}`,
    `it is for the ${next.map((name) => name.en).join(', ')} to verify${order === 'sequence' ? ', in this order' : ''}`,
    { waiting: free.join(',') },
  );
};

export const sign: Rule<'sign'> = (state, act, context) => {
  const { submission, role } = demandSeat(state, context);
  if (act.rating === 'not') refuse('RATED_NOT_DONE', '核查认定未整改的，应退回而不是签字', 'what is rated not done is returned, not signed');
  const signed: EventBody = { type: 'signed', role, rating: act.rating, note: act.note };
  if (submission.signatures.length + 1 < state.policy.closure.chain.length) return [signed];
  const day = today(context);
  if (state.kind === 'sustained') return [signed, { type: 'sustained', rating: act.rating, cadence: addTerm(state.days, day, state.policy.sustained.cadence) }];
  const lookBacks = state.policy.lookBack.after.map((term) => addTerm(state.days, day, term));
  const closed: EventBody = { type: 'closed', rating: act.rating, lookBacks };
  return lookBacks.length > 0 ? [signed, closed] : [signed, closed, { type: 'archived', reason: null }];
};

/** 退回: goes back with reasons and is chased again; its date is the policy's, or the old one if that is later. */
export const returnSubmission: Rule<'return'> = (state, act, context) => {
  demandSeat(state, context);
  const due = addTerm(state.days, today(context), state.policy.closure.returnDue);
  return [{ type: 'returned', reason: act.reason, due: due > state.due.current.day ? due : state.due.current.day }];
};
