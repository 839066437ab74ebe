import { handsOf, shareHands } from '../deputies.ts';
import type { EventBody } from '../events.ts';
import { demandClosureEvidence } from '../evidence.ts';
import type { IssueState, Submission } from '../issue.ts';
import type { PartyRef } from '../party.ts';
import { demandFreshEyes, demandNotHeadsWork, demandOneVoice, roleAmong, ROLE_NAMES } from '../permissions.ts';
import type { Role } from '../policy-schema.ts';
import { refuse } from '../refusal.ts';
import { seatOf } from '../seats.ts';
import { addTerm } from '../term.ts';
import { dayOf } from '../time.ts';
import { demandRunning, demandStatus, today, type Context, type Rule } from './context.ts';

export const submitForClosure: Rule<'submit-for-closure'> = (state, act, context) => {
  demandStatus(state, 'rectifying');
  demandRunning(state);
  const open = state.measures.filter((measure) => !measure.done);
  const ids = open.map(({ id }) => id);
  if (open.length > 0) refuse('MEASURES_OPEN', `措施${open.map(({ text }) => `“${text}”`).join('、')}尚未完成，不能申请销号`, `measures ${ids.join(', ')} are still open`, { open: ids.join(',') });
  demandClosureEvidence(state);
  return [{ type: 'submitted', rating: act.rating, summary: act.summary, verify: addTerm(state.days, today(context), state.policy.closure.verify) }];
};

/** A submission that this person may judge: not the own work, nor that of the own head. */
const demandSubmission = (state: IssueState, context: Context): Submission => {
  demandStatus(state, 'verifying');
  demandFreshEyes(state, context.actor, { zh: '核查', en: 'verify' });
  demandNotHeadsWork(state, context.actor);
  return state.submission ?? refuse('WRONG_STATUS', '没有待核查的销号申请', 'no submission is waiting');
};

/** 现场核查: who was there, when, and what was seen. Of this submission, by one of those who will sign. */
export const recordSiteCheck: Rule<'record-site-check'> = (state, act, context) => {
  const submission = demandSubmission(state, context);
  const role = roleAmong(state, context.actor, state.policy.closure.chain) ?? refuse('NOT_IN_CHAIN', '现场核查由参与销号核查的各方进行', 'a site check is for the parties that verify');
  const [from, to] = [dayOf(submission.at), today(context)];
  if (act.on < from || act.on > to)
    refuse('SITE_CHECK_DATE', `现场核查日期须在申请销号（${from}）之后、今天（${to}）之前，含当日`, `a site check was made between the submission (${from}) and today (${to})`, { from, to });
  return [{ type: 'site-checked', role, on: act.on, seen: act.seen, present: act.present ?? [] }];
};

/**
 * The parts of the chain that this person can sign for now: one, or several whose seats have climbed to the same one. Two
 * parties in one seat are one party, and must not need two people (docs/decisions/2026-11-22-vacant-seats.md).
 */
const demandSeat = (state: IssueState, context: Context): { submission: Submission; roles: readonly Role[] } => {
  const submission = demandSubmission(state, context);
  const { chain, order } = state.policy.closure;
  const seat = (role: Role): PartyRef | null => seatOf(state, role, context.actor.vacant);
  const hands = handsOf(context.actor);
  const mine = submission.signatures.filter(({ person, ...more }) => shareHands({ by: person, ...more }, hands));
  const free = chain.filter((role) => !submission.signatures.some((signature) => signature.role === role));
  const next = order === 'sequence' ? free.slice(0, 1) : free;
  const role = roleAmong(
    state,
    context.actor,
    // Whoever has signed signs again only from the seat he signed in: a party's post fell vacant after that and climbed to it.
    next.filter((one) => mine.every((signature) => signature.seat === seat(one))),
  );
  if (role !== undefined) {
    demandOneVoice(context.actor, seat(role), chain.map(seat));
    const others = free.findIndex((one) => seat(one) !== seat(role));
    return { submission, roles: order === 'parallel' ? free.filter((one) => seat(one) === seat(role)) : free.slice(0, others === -1 ? free.length : others) };
  }
  if (mine.length > 0) refuse('SIGNED_ALREADY', '您已签过，同一人不能签两次', 'you have signed already; nobody signs twice', { person: context.actor.person });
  const names = free.map((one) => ROLE_NAMES[one]);
  return refuse(
    'NOT_YOUR_TURN',
    `现在应由${names.map((name) => name.zh).join('、')}核查${order === 'sequence' ? '（按顺序）' : ''}`,
    `it is for the ${names.map((name) => name.en).join(', ')} to verify${order === 'sequence' ? ', in this order' : ''}`,
    { waiting: free.join(',') },
  );
};

export const sign: Rule<'sign'> = (state, act, context) => {
  const { submission, roles } = demandSeat(state, context);
  if (state.policy.closure.siteCheck[state.kind] && submission.siteChecks.length === 0)
    refuse('SITE_CHECK_MISSING', '须先现场核查并记录，才能签字', 'somebody has to go and see, and record it, before anybody signs');
  if (act.rating === 'not') refuse('RATED_NOT_DONE', '核查认定未整改的，应退回而不是签字', 'what is rated not done is returned, not signed');
  const seat = seatOf(state, roles[0] ?? 'supervision', context.actor.vacant);
  const signed = roles.map((role): EventBody => ({ type: 'signed', role, rating: act.rating, note: act.note, ...(seat === null ? {} : { seat }) }));
  if (submission.signatures.length + roles.length < state.policy.closure.chain.length) return signed;
  const day = today(context);
  if (state.kind === 'sustained') return [...signed, { type: 'sustained', rating: act.rating, cadence: addTerm(state.days, day, state.policy.sustained.cadence) }];
  const lookBacks = state.policy.lookBack.after.map((term) => addTerm(state.days, day, term));
  const closed: EventBody = { type: 'closed', rating: act.rating, lookBacks };
  return lookBacks.length > 0 ? [...signed, closed] : [...signed, closed, { type: 'archived', reason: null }];
};

/** 退回: goes back with reasons and is chased again; its date is the policy's, or the old one if that is later. */
export const returnSubmission: Rule<'return'> = (state, act, context) => {
  demandSeat(state, context);
  const due = addTerm(state.days, today(context), state.policy.closure.returnDue);
  return [{ type: 'returned', reason: act.reason, due: due > state.due.current.day ? due : state.due.current.day }];
};
