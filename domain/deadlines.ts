import type { Dated } from './counted.ts';
import type { IssueState } from './issue.ts';
import { isOpenWork } from './issue.ts';
import type { DeadlineKind } from './policy-schema.ts';

/** Something that is owed by a day. `key` is its identity: a moved date is another deadline, with reminders of its own. */
export type Deadline = {
  readonly key: string;
  readonly kind: DeadlineKind;
  readonly date: Dated;
  /** The measure or look-back it belongs to. */
  readonly subject: string | null;
};

const deadline = (kind: DeadlineKind, date: Dated, subject: string | null = null): Deadline => ({
  key: `${subject === null ? kind : `${kind}:${subject}`}#${date.set}`,
  kind,
  date,
  subject,
});

/** Everything that is owed in this state, in no order. While suspended only the suspension itself runs: it always ends. */
export const deadlinesOf = (state: IssueState): readonly Deadline[] => {
  if (state.suspension !== null) return [deadline('suspension', state.suspension.until)];
  return runningDeadlines(state);
};

/** What is owed by the work itself, whether or not it is suspended: that only stops the clock. */
export const runningDeadlines = (state: IssueState): readonly Deadline[] => {
  const owed: Deadline[] = [];
  if (state.accept !== null) owed.push(deadline('accept', state.accept));
  if (state.planBy !== null) owed.push(deadline('plan', state.planBy));
  if (state.proposal !== null) owed.push(deadline('plan-review', state.proposal.review));
  if (state.revision !== null) owed.push(deadline('plan-review', state.revision.review));
  if (isOpenWork(state.status)) {
    owed.push(deadline('due', state.due.current));
    for (const measure of state.measures) if (!measure.done) owed.push(deadline('measure', measure.due, measure.id));
  }
  if (state.extension.pending !== null) owed.push(deadline('extension', state.extension.pending.decide));
  if (state.handOver !== null) owed.push(deadline('hand-over', state.handOver.sign));
  if (state.amendment?.decide != null) owed.push(deadline('amendment', state.amendment.decide));
  if (state.publication.asked?.decide != null) owed.push(deadline('withholding', state.publication.asked.decide));
  if (state.submission !== null) owed.push(deadline('verify', state.submission.verify));
  if (state.status === 'closed') for (const planned of state.lookBacks) owed.push(deadline('look-back', planned.due, String(planned.n)));
  if (state.status === 'sustained' && state.cadence !== null) owed.push(deadline('cadence', state.cadence.due, String(state.cadence.n)));
  return owed;
};

const markedAt = (state: IssueState, kind: DeadlineKind): number | null => {
  const owed = deadlinesOf(state).filter((one) => one.kind === kind);
  const mark = state.marks.find((candidate) => owed.some((one) => one.key === candidate.deadline));
  return mark?.fellDue ?? null;
};

/** Since when the issue is past its current due date and not submitted; null while it is in time. */
export const overdueSince = (state: IssueState): number | null => markedAt(state, 'due');

/** Since when a look-back, or a review of what is kept up for long, is past its day; null while none is. */
export const lookBackOverdueSince = (state: IssueState): number | null => markedAt(state, 'look-back') ?? markedAt(state, 'cadence');

/** Is a measure of the plan past its date? It shows on its issue. */
export const hasSlippedMeasure = (state: IssueState): boolean => markedAt(state, 'measure') !== null;
