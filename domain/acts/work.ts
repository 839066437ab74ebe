import { handsOf, shareHands } from '../deputies.ts';
import { demandKnownKinds, demandMeasureEvidence } from '../evidence.ts';
import type { IssueState } from '../issue.ts';
import type { Actor } from '../actor.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import { demandRunning, demandStatus, today, type Rule } from './context.ts';
import { demandMeasureDate } from './measure-date.ts';

export const proposePlan: Rule<'propose-plan'> = (state, act, context) => {
  demandStatus(state, 'planning');
  demandRunning(state);
  if (state.proposal !== null) refuse('PLAN_UNDER_REVIEW', '整改措施已报送，正在审核', 'a plan is already under review');
  const ids = new Set(act.measures.map((measure) => measure.id));
  if (ids.size !== act.measures.length) refuse('MEASURE_TWICE', '整改措施编号重复', 'two measures have the same id');
  for (const measure of act.measures) {
    demandMeasureDate(state, measure, today(context));
    demandKnownKinds(state, measure.evidence?.kinds ?? []);
  }
  return [{ type: 'plan-proposed', measures: act.measures, review: addTerm(state.days, today(context), state.policy.terms.planReview) }];
};

const demandProposal = (state: IssueState, actor: Actor): void => {
  demandStatus(state, 'planning');
  if (state.proposal === null) refuse('NO_PLAN', '还没有报送整改措施', 'no plan was proposed yet');
  if (state.proposal !== null && shareHands(state.proposal, handsOf(actor))) refuse('FOUR_EYES', '报送人不能审核自己的措施', 'whoever proposed a plan cannot review it', { person: actor.person });
};

export const approvePlan: Rule<'approve-plan'> = (state, _act, context) => {
  demandProposal(state, context.actor);
  return [{ type: 'plan-approved' }];
};

export const returnPlan: Rule<'return-plan'> = (state, act, context) => {
  demandProposal(state, context.actor);
  return [{ type: 'plan-returned', reason: act.reason, planBy: addTerm(state.days, today(context), state.policy.terms.planReview) }];
};

export const reportProgress: Rule<'report-progress'> = (state, act) => {
  demandStatus(state, 'rectifying', 'sustained');
  if (act.measure !== undefined) {
    const measure =
      state.measures.find((candidate) => candidate.id === act.measure) ??
      refuse('UNKNOWN_MEASURE', `没有措施${act.measure}`, `there is no measure ${act.measure}`, { measure: act.measure });
    if (act.done === true) demandMeasureEvidence(state, measure);
  } else if (act.done === true) {
    refuse('UNKNOWN_MEASURE', '请注明完成了哪项措施', 'name the measure that is done');
  }
  return [{ type: 'progress-reported', note: act.note, measure: act.measure ?? null, done: act.done ?? false }];
};

/** More than this on one issue is a mistake of some script; the state would grow without end. */
const MAX_EVIDENCE = 500;

export const addEvidence: Rule<'add-evidence'> = (state, act, context) => {
  demandStatus(state, 'planning', 'rectifying', 'verifying', 'sustained');
  if (state.evidence.length >= MAX_EVIDENCE)
    refuse('TOO_MUCH_EVIDENCE', `一个问题最多${MAX_EVIDENCE}份佐证材料，请打包上传`, `an issue holds ${MAX_EVIDENCE} pieces of evidence at most; put them together`);
  if (act.measure !== undefined && !state.measures.some((measure) => measure.id === act.measure))
    refuse('UNKNOWN_MEASURE', `没有措施${act.measure}`, `there is no measure ${act.measure}`, { measure: act.measure });
  const kind = act.kind ?? null;
  if (kind !== null) demandKnownKinds(state, [kind]);
  // The same file twice is one piece of evidence.
  if (state.evidence.some((piece) => piece.cycle === state.cycle && piece.sha256 === act.sha256 && piece.measure === (act.measure ?? null) && piece.kind === kind)) return [];
  const { sha256, name, size } = act;
  return [{ type: 'evidence-added', evidence: { sha256, name, size, measure: act.measure ?? null, kind, by: context.actor.person, cycle: state.cycle } }];
};
