import { deadlinesOf, type Deadline } from './deadlines.ts';
import type { EventBody } from './events.ts';
import type { IssueState } from './issue.ts';
import { rungAt, wakeAt, type Chased } from './ladder.ts';
import type { LadderStep } from './policy-schema.ts';
import { addDays, dayOf, daysBetween, type Instant } from './time.ts';

/** The next instant at which something falls due: the deadline itself (`step` null), or a rung of its ladder. */
export type Obligation = { readonly at: Instant; readonly deadline: Deadline; readonly step: LadderStep | null };

/** What one deadline demands next; of the chases that would follow its ladder only one an issue. */
const nextOf = (state: IssueState, deadline: Deadline): Obligation | null => {
  const next = nextOfLadder(state, deadline);
  if (next?.step == null || !isChase(next.step.id) || !state.policy.chase.oncePerIssue) return next;
  return isChased(state, deadline) ? { ...next, at: Math.max(next.at, chasedAgain(state)) } : null;
};

const nextOfLadder = (state: IssueState, deadline: Deadline): Obligation | null =>
  waitsForDecision(state, deadline) && state.marks.some((mark) => mark.deadline === deadline.key) ? null : nextOfDeadline(state, deadline);

/** Any case with a ladder, an issue or a round: first the deadline falls due, then rungs open, strictly in order, each once. */
export const nextOfDeadline = (state: Chased, deadline: Deadline): Obligation | null => {
  const mark = state.marks.find((candidate) => candidate.deadline === deadline.key);
  // The last day itself is still in time: a deadline falls due when the next day begins.
  if (mark === undefined) return { at: wakeAt(state, addDays(deadline.date.day, 1)), deadline, step: null };
  const rung = rungAt(state, deadline, mark.rungs.length);
  return rung === null ? null : { at: wakeAt(state, rung.day), deadline, step: rung.step };
};

/** Who asked for an extension in time is not escalated over the approver's silence; the approver is, by a ladder of his own. */
export const waitsForDecision = (state: IssueState, deadline: Deadline): boolean =>
  deadline.kind === 'due' && state.extension.pending !== null && !state.extension.pending.late;

const isChase = (step: string): boolean => step.startsWith('chase-');

/**
 * Which of an issue's missed deadlines is chased when its ladder has run out: that of the issue itself once it has passed,
 * until then the one that was missed first. The others keep their ladders; a chase of each would tell the same people the
 * same thing several times a month, of fifty slipped measures fifty times.
 */
const isChased = (state: IssueState, deadline: Deadline): boolean => {
  const missed = deadlinesOf(state).filter((one) => !waitsForDecision(state, one) && state.marks.some((mark) => mark.deadline === one.key));
  const due = missed.find((one) => one.kind === 'due');
  const first = state.marks.find((mark) => missed.some((one) => one.key === mark.deadline));
  return deadline.key === (due?.key ?? first?.deadline);
};

/**
 * When an issue may be chased again at the earliest, whichever of its deadlines was chased last. What ended with the
 * work of a cycle has no mark any more: it does not keep another duty silent for a month.
 */
const chasedAgain = (state: IssueState): Instant => {
  const days = state.marks.flatMap((mark) => {
    const chase = mark.rungs.findLast((rung) => isChase(rung.step));
    return chase === undefined ? [] : [addDays(dayOf(chase.at), state.policy.chase.everyDays + mark.pausedDays - chase.pausedDays)];
  });
  const last = days.toSorted().at(-1);
  return last === undefined ? 0 : wakeAt(state, last);
};

/**
 * The one next obligation of an issue, or null when nothing will happen by itself any more. The instant may lie in the
 * past (after downtime, or for an adopted promise): then it is due now.
 */
export const nextObligation = (state: IssueState): Obligation | null => {
  let next: Obligation | null = null;
  for (const deadline of deadlinesOf(state)) {
    const candidate = nextOf(state, deadline);
    if (candidate !== null && (next === null || candidate.at < next.at)) next = candidate;
  }
  return next;
};

/** What is recorded when an obligation's instant has come. */
export const fallDue = (state: IssueState, obligation: Obligation, now: Instant): EventBody => {
  const { deadline, step } = obligation;
  if (step !== null) return { type: 'rung-opened', deadline: deadline.key, kind: deadline.kind, step: step.id, notice: step.notice };
  if (deadline.kind === 'suspension') return { type: 'resumed', shiftDays: suspendedDays(state, now), reason: null };
  return { type: 'fell-due', deadline: deadline.key, kind: deadline.kind, day: deadline.date.day };
};

/** For how many days the duty clock has stood still. It runs again after the last day approved, also when we woke late. */
export const suspendedDays = (state: IssueState, now: Instant): number => {
  if (state.suspension === null) return 0;
  const { since, until } = state.suspension;
  return Math.max(0, Math.min(daysBetween(dayOf(since), dayOf(now)), daysBetween(dayOf(since), until.day) + 1));
};
