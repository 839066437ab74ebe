import type { OpenCommand } from '../command-schema.ts';
import type { Context } from '../acts/context.ts';
import { today } from '../acts/context.ts';
import { newOutcome, outcomeToReverse } from '../acts/outcome.ts';
import { saysTheSame, sliceDayTable } from '../day-table.ts';
import { partNumber } from '../common.ts';
import { confirmationOf } from '../confirming.ts';
import { policyDifferences, policyName } from '../policy-diff.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import type { RoundAct, RoundActType } from './act-schema.ts';
import { gradeOf } from './assessment.ts';
import { chasedRound } from './deadlines.ts';
import type { RoundEventBody } from './events.ts';
import { demandFree, demandSplit, type KnownNumbers } from './numbers.ts';
import { demandRoundPermission, demandStranger } from './permissions.ts';
import { changedDuties, movedRoundDates } from './rules-change.ts';
import type { RoundState } from './state.ts';

/** `numbers`: what the ledger says of those that the act names; absent in a first look, before it was asked. */
export type RoundContext = Context & { readonly numbers?: KnownNumbers | undefined };

type Rule<T extends RoundActType> = (state: RoundState, act: Extract<RoundAct, { type: T }>, context: RoundContext) => readonly RoundEventBody[];

const submitPlan: Rule<'submit-plan'> = (state, act, context) => {
  if (state.plan.boundAt !== null) refuse('PLAN_BOUND', '整改方案已审核通过，不能重新报送', 'the plan binds already; it cannot be handed in again');
  if (state.plan.review !== null) refuse('PLAN_UNDER_REVIEW', '整改方案已报送，正在审核', 'a plan is already under review');
  const n = (state.plan.submission?.n ?? 0) + 1;
  return [{ type: 'round-plan-submitted', n, summary: act.summary, documents: act.documents, review: addTerm(state.days, today(context), state.policy.round.planReview) }];
};

/** 好中差: by the policy's grades it binds or goes back; 退单 sends any plan back. */
const reviewPlan: Rule<'review-plan'> = (state, act, context) => {
  if (state.plan.review === null) refuse('NO_PLAN', '没有待审核的整改方案', 'no plan is waiting for its review');
  demandStranger(state, context.actor, { zh: '审核', en: 'review' });
  const { sentBack, planAgain } = state.policy.round;
  const { grade, note } = act;
  if (!act.sendBack && !sentBack.includes(grade)) return [{ type: 'round-plan-bound', grade, note }];
  return [{ type: 'round-plan-returned', grade, note, again: addTerm(state.days, today(context), planAgain) }];
};

const submitReport: Rule<'submit-report'> = (state, act) => {
  if (state.report.submittedAt !== null) refuse('REPORT_SUBMITTED', '本期进展情况报告已报送', 'the report of this period was handed in already');
  return [{ type: 'round-report-submitted', term: state.term.n, summary: act.summary, documents: act.documents }];
};

const assess: Rule<'assess'> = (state, act, context) => {
  demandStranger(state, context.actor, { zh: '评估', en: 'assess' });
  const { n, end, over } = state.term;
  if (!over) refuse('ASSESSMENT_TOO_EARLY', `集中整改期至${end}，期满后方可评估`, `the concentrated period runs until ${end}; it is assessed after that`, { end });
  if (state.assessment.results.some((one) => one.term === n)) refuse('ASSESSED_ALREADY', '本期整改成效已评估', 'this period was assessed already');
  const rules = state.policy.round.assessment;
  const { grade, score } = gradeOf(rules, act);
  const day = today(context);
  const end2 = addTerm(state.days, day, rules.secondTerm);
  const follow: readonly RoundEventBody[] = grade.entails.map((what) =>
    what === 'second-term'
      ? { type: 'round-term-begun', term: n + 1, end: end2, report: end2 }
      : { type: 'round-look-backs-forced', term: n, by: addTerm(state.days, day, rules.lookBacksWithin) },
  );
  const { points, note } = act;
  return [{ type: 'round-assessed', term: n, grade: grade.id, score, points, note, veto: act.veto ?? null, entails: grade.entails }, ...follow];
};

/** `round-plan#3:T+1` or `event:3`: a step of this round's ladder, or an event. */
const STEP = /^(?:round-[a-z-]+#\d+:[A-Za-z0-9+-]{1,30}|event:\d+)$/;

const acknowledge: Rule<'acknowledge'> = (state, act, context) => {
  const confirmed = confirmationOf(chasedRound(state), act, context.actor, STEP);
  return confirmed === null ? [] : [{ type: 'round-acknowledged', ...confirmed }];
};

const demandNothingToOpen = (state: RoundState): void => {
  if (state.handingOut !== null) refuse('HANDING_OUT', '上一批正在开立，请稍后再办', 'the last ones are still being opened; try again in a moment');
};

/** Opens what an issue turned out to be besides itself: with that one's people and date, in words of its own. */
const splitOff: Rule<'split-off'> = (state, act, { numbers }) => {
  const { from, number, title, category, kind, parties: own, due, reason } = act;
  demandNothingToOpen(state);
  demandSplit(from, number, numbers);
  demandFree(state, act, numbers);
  const { head, parties } = state;
  const seats = { ...own, supervision: parties.supervision, team: parties.team };
  return [{ type: 'round-split-off', from, reason, parts: [{ type: 'open', round: head.id, number, title, category, kind, parties: seats, feedback: head.feedback, due, standing: 'assigned', splitFrom: from }] }];
};

/**
 * One wording for every unit; each part is opened as an issue of its own, with the unit's people and its own due date. A unit
 * that hears of it today has the policy's term from today: counted from the feedback it might be overdue when it comes.
 */
const handOut: Rule<'hand-out'> = (state, act, context) => {
  const { number, title, category, kind, reason, parts } = act;
  const units = parts.map((part) => part.unit);
  const twice = units.find((unit, at) => units.indexOf(unit) < at);
  if (twice !== undefined) refuse('UNIT_TWICE', `单位“${twice}”列了两次`, `the unit "${twice}" is listed twice`, { unit: twice });
  demandNothingToOpen(state);
  demandFree(state, act, context.numbers);
  const { head, parties } = state;
  const fromToday = { day: addTerm(state.days, today(context), state.policy.terms.due[kind]), words: null };
  const drafts = parts.map(({ unit, parties: own, due }): OpenCommand => {
    const seats = { ...own, head: own.head ?? parties.head, superior: own.superior ?? parties.superior, supervision: parties.supervision, team: parties.team };
    return { type: 'open', round: head.id, number: partNumber(number, unit), title, category, kind, parties: seats, feedback: head.feedback, due: due ?? fromToday, standing: 'assigned', common: { number, unit } };
  });
  return [{ type: 'round-handed-out', number, reason, parts: drafts }];
};

/** What others decided, of the round as a whole: recorded as for an issue, also when the round is closed. */
const recordOutcome: Rule<'record-outcome'> = (state, act) => [{ type: 'round-outcome-recorded', outcome: newOutcome(state.outcomes, act) }];
const reverseOutcome: Rule<'reverse-outcome'> = (state, act) => [{ type: 'round-outcome-reversed', entry: act.entry, outcome: outcomeToReverse(state.outcomes, act), reason: act.reason }];

const takeCalendar: Rule<'take-calendar'> = (state, act, context) => {
  const days = sliceDayTable(act.days, state.head.feedback);
  if (saysTheSame(days, state.days)) return [];
  return [{ type: 'round-calendar-taken', days, before: state.days.version, moves: movedRoundDates(state, { policy: state.policy, days }, today(context)) }];
};

const adoptPolicy: Rule<'adopt-policy'> = (state, { policy, reason }, context) => {
  if (policyDifferences(state.policy, policy).length === 0) return [];
  const rules = { policy, days: state.days };
  const moves = movedRoundDates(state, rules, today(context));
  return [{ type: 'round-policy-adopted', policy, before: policyName(state.policy), reason, moves, owed: changedDuties(state, rules, moves, today(context)) }];
};

/** Such decisions come late, and change nothing of the round. */
const isRecordOnly = (type: RoundActType): boolean => type === 'record-outcome' || type === 'reverse-outcome';

const RULES: { readonly [T in RoundActType]: Rule<T> } = {
  'submit-plan': submitPlan,
  'review-plan': reviewPlan,
  'submit-report': submitReport,
  assess,
  'record-outcome': recordOutcome,
  'reverse-outcome': reverseOutcome,
  'take-calendar': takeCalendar,
  'adopt-policy': adoptPolicy,
  'hand-out': handOut,
  'split-off': splitOff,
  acknowledge,
};

/**
 * What happens when somebody asks for an act on a round: the events, or a thrown Refusal. Pure: who acts and what time it
 * is come as data.
 */
export const decideRound = <T extends RoundActType>(state: RoundState, act: Extract<RoundAct, { type: T }>, context: RoundContext): readonly RoundEventBody[] => {
  if (state.status === 'opening') refuse('ROUND_OPENING', '轮次正在开立，请稍后再办', 'the round is still being opened; try again in a moment');
  if (state.status === 'closed' && !isRecordOnly(act.type)) refuse('ROUND_CLOSED', '轮次已结束', 'the round is closed');
  demandRoundPermission(state, context.actor, act.type);
  const rule: Rule<T> = RULES[act.type];
  return rule(state, act, context);
};

/** @throws Refusal STALE_VERSION when the round has moved on since the actor looked. */
export const demandRoundVersion = (state: RoundState, seen: number | null): void => {
  if (seen === null || seen === state.seq) return;
  refuse('STALE_VERSION', `轮次已更新（您看到的是第${seen}版，现为第${state.seq}版），请刷新后再办`, `the round has moved on (you saw version ${seen}, it is ${state.seq}); look again first`, { seen, current: state.seq });
};

/**
 * May the round be closed? Once no issue is open any more, and the round itself owes nothing: what its policy demands of it
 * is there, for the period under way, and its issues have been told what they had to be told.
 */
export const mayClose = (state: RoundState, openIssues: number): boolean => {
  const { owes } = state.policy.round;
  const there = {
    plan: state.plan.boundAt !== null,
    report: state.report.submittedAt !== null,
    assessment: state.assessment.results.some((one) => one.term === state.term.n),
  };
  return openIssues === 0 && state.renewing === null && state.handingOut === null && owes.every((what) => there[what]);
};
