import type { Deadline } from '../deadlines.ts';
import type { Dated } from '../counted.ts';
import type { Chased } from '../ladder.ts';
import { nextOfDeadline } from '../obligations.ts';
import type { LadderStep } from '../policy-schema.ts';
import { PUBLISHED } from '../publication.ts';
import { addDays, MINUTE_MS, startOfDay, type Day, type Instant } from '../time.ts';
import type { RoundDeadlineKind, RoundEventBody } from './events.ts';
import type { Milestone, RoundState } from './state.ts';

/** Everything that is owed of the round itself in this state; its issues owe on their own. */
export const deadlinesOfRound = (state: RoundState): readonly Deadline[] => {
  if (state.status !== 'running') return [];
  const owed = (kind: RoundDeadlineKind, date: Dated | null): Deadline[] => (date === null ? [] : [{ key: `${kind}#${date.set}`, kind, date, subject: null }]);
  return [
    ...owed('round-plan', state.plan.due),
    ...owed('round-plan-review', state.plan.review),
    ...owed('round-report', state.report.due),
    ...owed('round-assessment', state.assessment.due),
  ];
};

/** The round as the ladder's rules see a case: they are the same ones as an issue's. */
export const chasedRound = (state: RoundState): Chased => {
  const { head, policy, days, parties, marks, acknowledgements, progressAt, rules } = state;
  const extension = { pending: null, granted: 0, refused: 0, totalDays: 0 };
  return { round: head.id, number: '', policy, days, parties, marks, acknowledgements, progressAt, rungBase: 0, cycle: 1, measures: [], rules, handOver: null, extension, amendment: null, publication: PUBLISHED };
};

/** What falls due next: a milestone goes by, a deadline or a rung of its ladder, or the monthly look (all three null). */
export type RoundObligation = { readonly at: Instant; readonly day: Day; readonly milestone: Milestone | null; readonly deadline: Deadline | null; readonly step: LadderStep | null };

/** Milestones count as reached early on the day after; so do the monthly looks whether anything is still open. */
const earlyAfter = (day: Day): Instant => startOfDay(addDays(day, 1)) + 5 * MINUTE_MS;

/** The one next obligation of a round; null when it is over. */
export const nextRoundObligation = (state: RoundState): RoundObligation | null => {
  if (state.status === 'closed') return null;
  const milestones = state.milestones.filter((one) => !one.reached).map(({ id, day }): RoundObligation => ({ at: earlyAfter(day), day, milestone: id, deadline: null, step: null }));
  const chased = chasedRound(state);
  const deadlines = deadlinesOfRound(state).flatMap((deadline): RoundObligation[] => {
    const next = nextOfDeadline(chased, deadline);
    return next === null ? [] : [{ at: next.at, day: deadline.date.day, milestone: null, deadline, step: next.step }];
  });
  const look: RoundObligation = { at: earlyAfter(state.check), day: state.check, milestone: null, deadline: null, step: null };
  return [...milestones, ...deadlines, look].reduce((first, one) => (one.at < first.at ? one : first));
};

/** What is recorded when an obligation's instant has come; null for the monthly look, which has to count first. */
export const roundFallsDue = ({ milestone, deadline, step, day }: RoundObligation): RoundEventBody | null => {
  if (milestone !== null) return { type: 'milestone-reached', milestone, day };
  if (deadline === null) return null;
  if (step === null) return { type: 'round-fell-due', deadline: deadline.key, kind: deadline.kind, day };
  return { type: 'round-rung-opened', deadline: deadline.key, kind: deadline.kind, step: step.id, notice: step.notice };
};
