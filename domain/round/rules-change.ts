import { type Dated, recount, type Rules } from '../counted.ts';
import { reminderName } from '../notices.ts';
import { keptMark, movedTo } from '../rules-change.ts';
import { addTerm } from '../term.ts';
import { dayOf, type Day, type Instant } from '../time.ts';
import { chasedRound, deadlinesOfRound } from './deadlines.ts';
import type { ChangedDuty, RoundDeadlineKind, RoundMove } from './events.ts';
import { roundLadderNotices } from './notices.ts';
import type { Milestone, RoundState } from './state.ts';

/**
 * Rules that change while a round runs, as for its issues (`domain/rules-change.ts`): what changes is what comes, never what
 * was. Milestones and deadlines that count working days are counted anew; nobody becomes late by it.
 */

type Counting = Pick<Dated, 'day' | 'counted'>;

const moveOf = (state: RoundState, rules: Rules, today: Day, what: RoundMove['what'], { day, counted }: Counting): readonly RoundMove[] => {
  // Not counted as this version counts (an older one set it): it stands as it was set.
  if (counted === undefined || day < today || recount(counted, 'dated', state) !== day) return [];
  const to = recount(counted, 'dated', rules);
  return to === null || to === day || to <= today ? [] : [{ what, from: day, to }];
};

/** The dates of the round that other rules put on another day, from where each began. What was reached or missed stays. */
export const movedRoundDates = (state: RoundState, rules: Rules, today: Day): readonly RoundMove[] => {
  const missed = new Set(state.marks.map((mark) => mark.deadline));
  return [
    ...state.milestones.filter((one) => !one.reached).flatMap((one) => moveOf(state, rules, today, one.id, one)),
    ...deadlinesOfRound(state).filter(({ key }) => !missed.has(key)).flatMap(({ kind, date }) => moveOf(state, rules, today, kind as RoundDeadlineKind, date)),
  ];
};

/** A duty that is new begins in time: on its milestone if that still lies ahead, else by a term from today. */
export const changedDuties = (state: RoundState, { policy, days }: Rules, moves: readonly RoundMove[], today: Day): readonly ChangedDuty[] => {
  const ahead = (id: Milestone): Day | null => {
    const day = moves.find((move) => move.what === id)?.to ?? state.milestones.find((one) => one.id === id)?.day ?? today;
    return day > today ? day : null;
  };
  const { plan, report, assessment, term } = state;
  const begins: Readonly<Record<ChangedDuty['what'], () => Day | null>> = {
    plan: () => (plan.boundAt !== null || plan.review !== null ? null : (ahead('plan-due') ?? addTerm(days, today, policy.round.planAgain))),
    report: () => (report.submittedAt === null ? (ahead('report-due') ?? addTerm(days, today, policy.terms.report)) : null),
    // Before its end the concentrated period is not assessed: the milestone will demand it.
    assessment: () => (term.over && !assessment.results.some((one) => one.term === term.n) ? addTerm(days, today, policy.round.assessment.within) : null),
  };
  const owed: Readonly<Record<ChangedDuty['what'], Dated | null>> = { plan: plan.due, report: report.due, assessment: assessment.due };
  return (Object.keys(begins) as ChangedDuty['what'][]).flatMap((what): readonly ChangedDuty[] => {
    const [before, after] = [state.policy, policy].map((one) => one.round.owes.includes(what));
    if (before === after) return [];
    const day = after === true ? begins[what]() : null;
    return (day === null) === (owed[what] === null) ? [] : [{ what, day }];
  });
};

type Event = { readonly at: Instant; readonly seq: number };
type Change = { readonly rules: Partial<Rules>; readonly moves: readonly RoundMove[]; readonly owed: readonly ChangedDuty[] };

/** The state under other rules: dates as the event says, reminders of the past left alone, opened rungs kept. */
export const roundUnderRules = (state: RoundState, { rules, moves, owed }: Change, event: Event): RoundState => {
  const moved = withDuties(withMoves(state, moves, event), owed, event);
  const planned = roundLadderNotices(state).filter((notice) => !notice.alone).map(reminderName);
  const after: RoundState = { ...moved, ...rules, rules: { since: event.at, planned } };
  if (rules.policy === undefined) return after;
  const [before, fresh, today] = [chasedRound(state), chasedRound(after), dayOf(event.at)];
  const marks = state.marks.map((mark) => keptMark(before, fresh, deadlinesOfRound(state).find((one) => one.key === mark.deadline), mark, today));
  return { ...after, marks };
};

const withMoves = (state: RoundState, moves: readonly RoundMove[], event: Event): RoundState => {
  const to = (what: RoundMove['what']): RoundMove | undefined => moves.find((move) => move.what === what);
  const one = (what: RoundMove['what'], date: Dated | null): Dated | null => {
    const move = to(what);
    return date === null || move === undefined ? date : movedTo(date, move, event);
  };
  const { plan, report, assessment, term } = state;
  return {
    ...state,
    milestones: state.milestones.map((milestone) => ({ ...milestone, day: to(milestone.id)?.to ?? milestone.day })),
    term: { ...term, end: to('concentrated-end')?.to ?? term.end },
    plan: { ...plan, due: one('round-plan', plan.due), review: one('round-plan-review', plan.review) },
    report: { ...report, due: one('round-report', report.due) },
    assessment: { ...assessment, due: one('round-assessment', assessment.due) },
  };
};

const MILESTONE_OF = { plan: 'plan-due', report: 'report-due', assessment: null } as const;
const TERM_OF = { plan: 'round-plan-again', report: 'round-report', assessment: 'round-assessment' } as const;

const withDuties = (state: RoundState, owed: readonly ChangedDuty[], event: Event): RoundState => {
  let after = state;
  for (const { what, day } of owed) {
    const milestone = state.milestones.find((one) => one.id === MILESTONE_OF[what]);
    const counted = milestone?.day === day && milestone?.counted !== undefined ? milestone.counted : { from: dayOf(event.at), by: TERM_OF[what] };
    const due: Dated | null = day === null ? null : { day, since: event.at, set: event.seq, counted };
    after = { ...after, [what]: { ...after[what], due } };
  }
  return after;
};
