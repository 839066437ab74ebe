import { personsOf } from '../deputies.ts';
import type { Dated } from '../issue.ts';
import { climbed, marked } from '../marks.ts';
import { addTerm } from '../term.ts';
import type { Day } from '../time.ts';
import type { RoundEvent, RoundEventOf } from './events.ts';
import type { Milestone, RoundState } from './state.ts';

const dated = (day: Day, event: RoundEvent): Dated => ({ day, since: event.at, set: event.seq });
const dayOfMilestone = (state: RoundState, id: Milestone): Day => state.milestones.find((one) => one.id === id)?.day ?? state.check;
const owed = (state: RoundState, what: RoundState['policy']['round']['owes'][number], day: Day, event: RoundEvent): Dated | null =>
  state.policy.round.owes.includes(what) ? dated(day, event) : null;
/** A sign of life of the unit: what it confirmed having received is asked about again when nothing follows. */
const worked = (state: RoundState, event: RoundEvent): Pick<RoundState, 'hands' | 'progressAt'> => ({
  hands: [...state.hands, ...personsOf(event).filter((person) => !state.hands.includes(person))],
  progressAt: event.at,
});
const KEPT_ACKNOWLEDGEMENTS = 100;

/** The state after an event. Total: it trusts what was decided when it happened. */
export const evolveRound = (state: RoundState, event: RoundEvent): RoundState => ({ ...apply(state, event), seq: event.seq });

const apply = (state: RoundState, event: RoundEvent): RoundState => {
  switch (event.type) {
    case 'round-opened':
      return {
        ...state,
        status: 'running',
        plan: { ...state.plan, due: owed(state, 'plan', dayOfMilestone(state, 'plan-due'), event) },
        report: { ...state.report, due: owed(state, 'report', dayOfMilestone(state, 'report-due'), event) },
      };
    case 'milestone-reached':
      return milestoneReached(state, event);
    case 'round-checked':
      return { ...state, check: event.next };
    case 'round-plan-submitted': {
      const { n, by, at, summary, documents } = { ...event };
      return { ...state, ...worked(state, event), plan: { ...state.plan, due: null, submission: { n, by, at, summary, documents }, review: dated(event.review, event) } };
    }
    case 'round-plan-returned':
      return { ...state, plan: { ...state.plan, review: null, grade: event.grade, returns: state.plan.returns + 1, due: dated(event.again, event) } };
    case 'round-plan-bound':
      return { ...state, plan: { ...state.plan, due: null, review: null, grade: event.grade, boundAt: event.at } };
    case 'round-report-submitted':
      return { ...state, ...worked(state, event), report: { due: null, submittedAt: event.at, by: event.by } };
    case 'round-assessed': {
      const { term, grade, score, by, at, veto } = event;
      return { ...state, assessment: { due: null, results: [...state.assessment.results, { term, grade, score, by, at, veto }] } };
    }
    case 'round-term-begun':
      return termBegun(state, event);
    case 'round-look-backs-forced':
      // Planned issue by issue by whoever looks through the ledger for what calls for a look-back.
      return state;
    case 'round-issues-told':
      return { ...state, renewing: null };
    case 'round-acknowledged':
      return { ...state, acknowledgements: [...state.acknowledgements, { step: event.step, person: event.by, roles: event.roles, at: event.at }].slice(-KEPT_ACKNOWLEDGEMENTS) };
    case 'round-fell-due':
      return { ...state, marks: marked(state.marks, event) };
    case 'round-rung-opened':
      return { ...state, marks: climbed(state.marks, event) };
    case 'round-closed':
      return { ...state, status: 'closed' };
  }
};

/** The end of the concentrated period is what the assessment is counted from. */
const milestoneReached = (state: RoundState, event: RoundEventOf<'milestone-reached'>): RoundState => {
  const milestones = state.milestones.map((one) => (one.id === event.milestone ? { ...one, reached: true } : one));
  if (event.milestone !== 'concentrated-end') return { ...state, milestones };
  const due = addTerm(state.days, event.day, state.policy.round.assessment.within);
  return { ...state, milestones, term: { ...state.term, over: true }, assessment: { ...state.assessment, due: owed(state, 'assessment', due, event) } };
};

/** Second rectification: a concentrated period of its own, with its end and its report. */
const termBegun = (state: RoundState, event: RoundEventOf<'round-term-begun'>): RoundState => ({
  ...state,
  term: { n: event.term, end: event.end, over: false },
  milestones: state.milestones.map((one) =>
    one.id === 'concentrated-end' ? { ...one, day: event.end, reached: false } : one.id === 'report-due' ? { ...one, day: event.report, reached: false } : one,
  ),
  report: { due: owed(state, 'report', event.report, event), submittedAt: null, by: null },
  renewing: { term: event.term, end: event.end },
});
