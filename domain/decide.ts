import * as amendment from './acts/amendment.ts';
import * as assignment from './acts/assignment.ts';
import * as closure from './acts/closure.ts';
import * as common from './acts/common.ts';
import type { Context, Rule } from './acts/context.ts';
import * as extension from './acts/extension.ts';
import * as handOver from './acts/hand-over.ts';
import * as lineage from './acts/lineage.ts';
import * as lookBack from './acts/look-back.ts';
import * as newRules from './acts/new-rules.ts';
import * as outcome from './acts/outcome.ts';
import * as publication from './acts/publication.ts';
import * as revision from './acts/revision.ts';
import * as suspension from './acts/suspension.ts';
import * as work from './acts/work.ts';
import type { Act, ActType } from './command-schema.ts';
import type { EventBody } from './events.ts';
import { isEnded, type IssueState } from './issue.ts';
import { demandPermission } from './permissions.ts';
import { refuse } from './refusal.ts';

const RULES: { readonly [T in ActType]: Rule<T> } = {
  assign: assignment.assign,
  accept: assignment.accept,
  'hand-over': handOver.handOver,
  'sign-hand-over': handOver.signHandOver,
  'cancel-hand-over': handOver.cancelHandOver,
  'pass-measures': handOver.passMeasures,
  correct: amendment.correct,
  link: lineage.link,
  unlink: lineage.unlink,
  'reject-link': lineage.rejectLink,
  withdraw: amendment.withdraw,
  'hand-to-units': common.handToUnits,
  'approve-amendment': amendment.approveAmendment,
  'refuse-amendment': amendment.refuseAmendment,
  remind: assignment.remind,
  'record-outcome': outcome.recordOutcome,
  'reverse-outcome': outcome.reverseOutcome,
  'propose-withholding': publication.proposeWithholding,
  'approve-withholding': publication.approveWithholding,
  'refuse-withholding': publication.refuseWithholding,
  'lift-withholding': publication.liftWithholding,
  acknowledge: assignment.acknowledge,
  'propose-plan': work.proposePlan,
  'approve-plan': work.approvePlan,
  'return-plan': work.returnPlan,
  'propose-revision': revision.proposeRevision,
  'approve-revision': revision.approveRevision,
  'refuse-revision': revision.refuseRevision,
  'report-progress': work.reportProgress,
  'add-evidence': work.addEvidence,
  'request-extension': extension.requestExtension,
  'grant-extension': extension.grantExtension,
  'refuse-extension': extension.refuseExtension,
  'submit-for-closure': closure.submitForClosure,
  'record-site-check': closure.recordSiteCheck,
  sign: closure.sign,
  return: closure.returnSubmission,
  'plan-look-back': lookBack.planLookBack,
  'record-look-back': lookBack.recordLookBack,
  reopen: lookBack.reopen,
  archive: lookBack.archive,
  suspend: suspension.suspend,
  resume: suspension.resume,
  'take-calendar': newRules.takeCalendar,
  'adopt-policy': newRules.adoptPolicy,
};

/**
 * Outcomes are decided elsewhere, and a round published, often long after the case was archived; so is what an old case goes
 * back to. They change nothing of it.
 */
const RECORD_ONLY: readonly ActType[] = [
  ...(['record-outcome', 'reverse-outcome', 'link', 'unlink', 'reject-link'] as const),
  ...(['propose-withholding', 'approve-withholding', 'refuse-withholding', 'lift-withholding'] as const),
];
const isRecordOnly = (type: ActType): boolean => RECORD_ONLY.includes(type);

/** An archived case can be reopened, or taken up again for a look-back. */
const AFTER_THE_END: readonly ActType[] = ['reopen', 'plan-look-back'];

/**
 * What happens when somebody asks for an act: the events, possibly none (asked twice, nothing to add), or a thrown
 * {@link Refusal}. Pure: who acts and what time it is come as data.
 */
export const decide = <T extends ActType>(state: IssueState, act: Extract<Act, { type: T }>, context: Context): readonly EventBody[] => {
  // What an ended case still knows: nothing else may touch it.
  if (isEnded(state.status) && !AFTER_THE_END.includes(act.type) && !(state.status === 'archived' && isRecordOnly(act.type))) refuse('ENDED', '问题已归档或撤销', 'the issue is archived or withdrawn', { status: state.status });
  demandPermission(state, context.actor, act.type);
  const rule: Rule<T> = RULES[act.type];
  return rule(state, act, context);
};

/**
 * Two people acting on one version: the second is told instead of overwriting what he has not seen.
 * @throws Refusal STALE_VERSION
 */
export const demandVersion = (state: IssueState, seen: number | null): void => {
  if (seen === null || seen === state.seq) return;
  refuse('STALE_VERSION', `问题已更新（您看到的是第${seen}版，现为第${state.seq}版），请刷新后再办`, `the issue has moved on (you saw version ${seen}, it is ${state.seq}); look again first`, {
    seen,
    current: state.seq,
  });
};
