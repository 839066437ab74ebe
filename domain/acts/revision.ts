import type { ActOf } from '../command-schema.ts';
import { demandKnownKinds } from '../evidence.ts';
import type { IssueState, Measure, MeasureFact, PlanChange } from '../issue.ts';
import { demandFreshEyes } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { addTerm } from '../term.ts';
import type { Day } from '../time.ts';
import { demandRunning, demandStatus, today, type Context, type Rule } from './context.ts';
import { demandMeasureDate } from './measure-date.ts';

/** As many measures as a plan may have from the beginning. */
const MAX_MEASURES = 50;

/**
 * A plan binds from its approval. What has to change is proposed with a reason and approved by those who approved the plan;
 * until then, and where it is refused, the plan binds as it is. The dates of measures move in no other way.
 */
export const proposeRevision: Rule<'propose-revision'> = (state, act, context) => {
  demandStatus(state, 'rectifying');
  demandRunning(state);
  if (state.revision !== null) refuse('REVISION_UNDER_REVIEW', '措施调整已报送，正在审核', 'a revision of the plan is already under review');
  const changes = changesOf(state, act);
  demandSoundPlan(state, changes, today(context));
  return [{ type: 'revision-proposed', changes, reason: act.reason, review: addTerm(state.days, today(context), state.policy.terms.planReview) }];
};

const factOf = ({ id, text, owner, due, supporting, evidence }: Measure): MeasureFact => ({ id, text, owner, due: due.day, supporting, evidence });

const demandOpenMeasure = (state: IssueState, id: string): MeasureFact => {
  const measure = state.measures.find((one) => one.id === id) ?? refuse('UNKNOWN_MEASURE', `没有措施${id}`, `there is no measure ${id}`, { measure: id });
  if (measure.done) refuse('MEASURE_DONE', `措施${id}已经完成，不能再调整`, `measure ${id} is done and cannot be changed`, { measure: id });
  return factOf(measure);
};

const changesOf = (state: IssueState, { add = [], drop = [], change = [] }: ActOf<'propose-revision'>): readonly PlanChange[] => {
  const dropped = drop.map(({ id, reason }): PlanChange => ({ id, before: demandOpenMeasure(state, id), after: null, why: reason }));
  const changed = change.map(({ id, due, owner }): PlanChange => {
    const before = demandOpenMeasure(state, id);
    if ((due ?? before.due) === before.due && (owner ?? before.owner) === before.owner) refuse('NOTHING_TO_CHANGE', `措施${id}没有变化`, `nothing changes for measure ${id}`, { measure: id });
    return { id, before, after: { ...before, due: due ?? before.due, owner: owner ?? before.owner }, why: null };
  });
  const added = add.map((draft): PlanChange => ({ id: draft.id, before: null, after: draft, why: null }));
  return [...dropped, ...changed, ...added];
};

/**
 * What the changes would make of the plan as it is now.
 * @throws Refusal NOTHING_TO_CHANGE, MEASURE_TWICE, PLAN_EMPTY, TOO_MANY_MEASURES, UNKNOWN_EVIDENCE_KIND, and of a new date
 */
const demandSoundPlan = (state: IssueState, changes: readonly PlanChange[], day: Day): void => {
  if (changes.length === 0) refuse('NOTHING_TO_CHANGE', '没有需要调整的措施', 'no measure is to change');
  if (new Set(changes.map((one) => one.id)).size < changes.length) refuse('MEASURE_TWICE', '同一措施列了两次', 'a measure is listed twice');
  for (const { id, before, after } of changes) {
    if (after === null) continue;
    if (before === null) demandNewId(state, id);
    if (after.due !== before?.due) demandMeasureDate(state, after, day);
    demandKnownKinds(state, before === null ? (after.evidence?.kinds ?? []) : []);
  }
  const count = state.measures.length + changes.filter((one) => one.before === null).length - changes.filter((one) => one.after === null).length;
  if (count === 0) refuse('PLAN_EMPTY', '措施不能全部取消', 'a plan cannot be emptied');
  if (count > MAX_MEASURES) refuse('TOO_MANY_MEASURES', `措施最多${MAX_MEASURES}项`, `a plan holds ${MAX_MEASURES} measures at most`, { most: MAX_MEASURES });
};

/** An id whose evidence is still there would let a new measure be done with what was handed in for a dropped one. */
const demandNewId = (state: IssueState, id: string): void => {
  const taken = state.measures.some((measure) => measure.id === id) || state.evidence.some((piece) => piece.cycle === state.cycle && piece.measure === id);
  if (taken) refuse('MEASURE_TWICE', `措施编号${id}已经用过`, `the measure id ${id} is taken`, { measure: id });
};

const demandRevision = (state: IssueState, { actor }: Context): NonNullable<IssueState['revision']> => {
  demandStatus(state, 'rectifying');
  demandFreshEyes(state, actor, { zh: '审核', en: 'review' });
  return state.revision ?? refuse('NO_REVISION', '没有待审核的措施调整', 'no revision of the plan is waiting');
};

export const approveRevision: Rule<'approve-revision'> = (state, _act, context) => {
  demandRunning(state);
  const { changes, reason, by } = demandRevision(state, context);
  // Only what the reviewer has before his eyes is approved: done or handed over meanwhile, it has to be proposed again.
  for (const { id, before } of changes) {
    if (before === null) continue;
    const now = demandOpenMeasure(state, id);
    if (now.owner !== before.owner || now.due !== before.due)
      refuse('REVISION_OUTDATED', `措施${id}在报送后已有变化，请退回重报`, `measure ${id} has changed since; refuse the revision and have it proposed again`, { measure: id });
  }
  demandSoundPlan(state, changes, today(context));
  return [{ type: 'plan-revised', changes, reason, proposedBy: by }];
};

export const refuseRevision: Rule<'refuse-revision'> = (state, act, context) => {
  demandRevision(state, context);
  return [{ type: 'revision-refused', reason: act.reason }];
};
