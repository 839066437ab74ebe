import type { Counted, Dated, RoundTermName } from '../counted.ts';
import { personsOf } from '../deputies.ts';
import { climbed, marked } from '../marks.ts';
import { withOutcome, withoutOutcome } from '../outcome.ts';
import type { Policy } from '../policy-schema.ts';
import type { DayTable } from '../day-table.ts';
import { addTerm } from '../term.ts';
import { dayOf, type Day } from '../time.ts';
import { upcastPolicy } from '../upcast.ts';
import type { RoundEvent, RoundEventOf } from './events.ts';
import { roundUnderRules } from './rules-change.ts';
import { newRound, type Milestone, type RoundHead, type RoundState } from './state.ts';

const dated = (day: Day, event: RoundEvent, counted?: Counted): Dated => ({ day, since: event.at, set: event.seq, ...(counted === undefined ? {} : { counted }) });
/** A day that a term of the policy reaches from the day of the event. */
const termed = (day: Day, event: RoundEvent, by: RoundTermName): Dated => dated(day, event, { from: dayOf(event.at), by });
type Owed = RoundState['policy']['round']['owes'][number];
const owes = (state: RoundState, what: Owed): boolean => state.policy.round.owes.includes(what);
const owedAt = (state: RoundState, what: Owed, milestone: Milestone, event: RoundEvent): Dated | null => {
  const found = state.milestones.find((one) => one.id === milestone);
  return owes(state, what) ? dated(found?.day ?? state.check, event, found?.counted) : null;
};
/** A sign of life of the unit: what it confirmed having received is asked about again when nothing follows. */
const worked = (state: RoundState, event: RoundEvent): Pick<RoundState, 'hands' | 'progressAt'> => ({
  hands: [...state.hands, ...personsOf(event).filter((person) => !state.hands.includes(person))],
  progressAt: event.at,
});
const KEPT_ACKNOWLEDGEMENTS = 100;

/** The state after an event. Total: it trusts what was decided when it happened. */
export const evolveRound = (state: RoundState, event: RoundEvent): RoundState => ({ ...apply(state, event), seq: event.seq });

/** A round as its history says, from what it was opened with. */
export const foldRound = ({ head, policy, days }: { readonly head: RoundHead; readonly policy: Policy; readonly days: DayTable }, events: readonly RoundEvent[]): RoundState =>
  events.reduce(evolveRound, newRound(head, policy, days));

const apply = (state: RoundState, event: RoundEvent): RoundState => {
  switch (event.type) {
    case 'round-opened':
      return {
        ...state,
        status: 'running',
        plan: { ...state.plan, due: owedAt(state, 'plan', 'plan-due', event) },
        report: { ...state.report, due: owedAt(state, 'report', 'report-due', event) },
      };
    case 'milestone-reached':
      return milestoneReached(state, event);
    case 'round-checked':
      return { ...state, check: event.next };
    case 'round-plan-submitted': {
      const { n, by, at, summary, documents } = { ...event };
      return { ...state, ...worked(state, event), plan: { ...state.plan, due: null, submission: { n, by, at, summary, documents }, review: termed(event.review, event, 'round-plan-review') } };
    }
    case 'round-plan-returned':
      return { ...state, plan: { ...state.plan, review: null, grade: event.grade, returns: state.plan.returns + 1, due: termed(event.again, event, 'round-plan-again') } };
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
    case 'round-outcome-recorded':
      return { ...state, outcomes: withOutcome(state.outcomes, event.outcome, event.seq) };
    case 'round-outcome-reversed':
      return { ...state, outcomes: withoutOutcome(state.outcomes, event.entry) };
    case 'round-calendar-taken':
      return roundUnderRules(state, { rules: { days: event.days }, moves: event.moves, owed: [] }, event);
    case 'round-policy-adopted':
      return roundUnderRules(state, { rules: { policy: upcastPolicy(event.policy) }, moves: event.moves, owed: event.owed }, event);
    case 'round-handed-out':
    case 'round-split-off':
      return {
        ...state,
        handingOut: { by: event.by, parts: [...(state.handingOut?.parts ?? []), ...event.parts] },
        numbers: [...state.numbers, ...event.parts.map(({ number }) => number)],
      };
    case 'round-parts-opened':
      return { ...state, handingOut: null };
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
  return { ...state, milestones, term: { ...state.term, over: true }, assessment: { ...state.assessment, due: owes(state, 'assessment') ? dated(due, event, { from: event.day, by: 'round-assessment' }) : null } };
};

/** Second rectification: a concentrated period of its own, with its end and its report. */
const termBegun = (state: RoundState, event: RoundEventOf<'round-term-begun'>): RoundState => {
  const counted = { from: dayOf(event.at), by: 'round-second-term' } as const;
  const days: Partial<Record<Milestone, Day>> = { 'concentrated-end': event.end, 'report-due': event.report };
  const milestones = state.milestones.map((one) => {
    const day = days[one.id];
    return day === undefined ? one : { ...one, day, reached: false, counted };
  });
  const renewed: RoundState = { ...state, milestones, term: { n: event.term, end: event.end, over: false }, renewing: { term: event.term, end: event.end } };
  return { ...renewed, report: { due: owedAt(renewed, 'report', 'report-due', event), submittedAt: null, by: null } };
};
