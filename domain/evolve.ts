import type { Dated } from './counted.ts';
import type { IssueEvent } from './events.ts';
import type { IssueState, Mark, PlannedLookBack } from './issue.ts';
import { keptHands, personsOf } from './deputies.ts';
import { dated, shifted, termed, waited } from './duty-clock.ts';
import { recorded } from './evolve-record.ts';
import { onInterval, opened, planLookBacks } from './first-state.ts';
import { climbed, marked } from './marks.ts';
import type { PersonId } from './party.ts';
import { measureOf, passedOn, withChanges } from './plan.ts';
import { underRules } from './rules-change.ts';
import type { Publication } from './publication.ts';
import { seatOf } from './seats.ts';
import { daysBetween } from './time.ts';
import { upcastPolicy } from './upcast.ts';

/**
 * The state after an event. Total and pure: a case is rebuilt from the ledger by folding this over its events.
 * It trusts them: whether something was allowed was decided when it happened, and the rules may have changed since.
 */
export const evolve = (state: IssueState | null, event: IssueEvent): IssueState => {
  if (event.type === 'opened') return opened(event);
  if (state === null) throw new Error(`the first event of an issue must be "opened", not "${event.type}"`);
  return { ...apply(state, event), seq: event.seq };
};

export const fold = (events: readonly IssueEvent[]): IssueState | null => events.reduce<IssueState | null>(evolve, null);

/** What a deputy does counts as the doing of both: neither judges it afterwards. */
const withPersons = (people: readonly PersonId[], event: IssueEvent): readonly PersonId[] => [...people, ...personsOf(event).filter((person) => !people.includes(person))];
const worked = (state: IssueState, event: IssueEvent): Pick<IssueState, 'hands' | 'progressAt'> => ({
  hands: withPersons(state.hands, event),
  progressAt: event.at,
});
const signedBy = ({ by, onBehalfOf }: IssueEvent): { readonly person: PersonId; readonly onBehalfOf?: PersonId } => ({ person: by, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) });
const isDueMark = (state: IssueState, mark: Mark): boolean => mark.deadline === `due#${state.due.current.set}`;
/** Only the newest silence anything; the whole list stands in the ledger. */
const KEPT_ACKNOWLEDGEMENTS = 100;
/** A hand-over outlives the work of a cycle: closed issues have owners, too. So do the questions whether it is an issue at all, and whether it is published. */
const stillRunning = (state: IssueState): readonly Mark[] => state.marks.filter((mark) => mark.kind === 'hand-over' || mark.kind === 'amendment' || mark.kind === 'withholding');

const anew = ({ day, counted }: Dated, event: IssueEvent): Dated => dated(day, event, counted);
/** What waits for an answer about its publication, with another date to answer by; an ended case has none: it is silent. */
const askedBy = ({ asked, withheld }: Publication, decide: (date: Dated) => Dated | null): Publication => ({ asked: asked && { ...asked, decide: asked.decide && decide(asked.decide) }, withheld });

/** What ends with the work of a cycle: nothing of it may be chased any more. */
const atRest = { accept: null, planBy: null, proposal: null, revision: null, submission: null, suspension: null } as const;

const apply = (state: IssueState, event: Exclude<IssueEvent, { type: 'opened' }>): IssueState => {
  switch (event.type) {
    case 'assigned':
      return {
        ...state,
        status: 'assigned',
        parties: { ...state.parties, owner: event.owner, leader: event.leader ?? state.parties.leader },
        accept: termed(event.accept, event, 'accept'),
        acceptedAt: null,
        planBy: null,
        proposal: null,
        revision: null,
        measures: passedOn(state.measures, state.parties.owner, event.owner),
        // Assigned anew, the issue has another owner: the hand-over of the old one is over.
        handOver: null,
      };
    case 'accepted':
      return {
        ...state,
        ...worked(state, event),
        status: event.planBy === null ? 'rectifying' : 'planning',
        accept: null,
        acceptedAt: event.at,
        planBy: event.planBy === null ? null : termed(event.planBy, event, 'plan'),
      };
    case 'plan-proposed':
      return {
        ...state,
        ...worked(state, event),
        planBy: null,
        proposal: { ...keptHands(event), measures: event.measures.map((fact) => measureOf(fact, dated(fact.due, event))), review: termed(event.review, event, 'plan-review') },
      };
    case 'plan-approved':
      // A plan binds from its approval: its dates run, and remind, from here on.
      return {
        ...state,
        status: 'rectifying',
        measures: (state.proposal?.measures ?? []).map((measure) => ({ ...measure, due: dated(measure.due.day, event) })),
        proposal: null,
        planBy: null,
      };
    case 'plan-returned':
      return { ...state, proposal: null, planBy: termed(event.planBy, event, 'plan-review') };
    case 'revision-proposed':
      return { ...state, ...worked(state, event), revision: { ...keptHands(event), changes: event.changes, reason: event.reason, review: termed(event.review, event, 'plan-review') } };
    case 'plan-revised':
      return { ...state, revision: null, measures: withChanges(state.measures, event.changes, (day) => dated(day, event)) };
    case 'revision-refused':
      return { ...state, revision: null };
    case 'progress-reported':
      return {
        ...state,
        ...worked(state, event),
        measures: state.measures.map((measure) => (measure.id === event.measure && event.done ? { ...measure, done: true } : measure)),
      };
    case 'evidence-added':
      return { ...state, ...worked(state, event), evidence: [...state.evidence, { ...event.evidence, kind: event.evidence.kind ?? null }] };
    case 'extension-requested':
      return {
        ...state,
        extension: {
          ...state.extension,
          pending: { to: event.to, reason: event.reason, ...keptHands(event), late: event.late, levels: event.levels, endorsers: [], decide: termed(event.decide, event, 'extension') },
        },
      };
    case 'extension-endorsed': {
      const { pending } = state.extension;
      if (pending === null) return state;
      return {
        ...state,
        extension: { ...state.extension, pending: { ...pending, endorsers: [...pending.endorsers, keptHands(event)], decide: termed(event.decide, event, 'extension') } },
      };
    }
    case 'extension-granted': {
      const { granted, totalDays } = state.extension;
      return {
        ...state,
        due: { ...state.due, current: dated(event.to, event) },
        extension: { ...state.extension, pending: null, granted: granted + 1, totalDays: totalDays + daysBetween(event.from, event.to) },
      };
    }
    case 'extension-refused':
      return {
        ...state,
        marks: state.extension.pending?.late === false ? state.marks.map((mark) => (isDueMark(state, mark) ? waited(state, mark, event.at) : mark)) : state.marks,
        extension: { ...state.extension, pending: null, refused: state.extension.refused + 1 },
      };
    case 'submitted':
      return {
        ...state,
        ...worked(state, event),
        status: 'verifying',
        revision: null,
        extension: { ...state.extension, pending: null },
        submission: { by: event.by, at: event.at, rating: event.rating, verify: termed(event.verify, event, 'verify'), siteChecks: [], signatures: [] },
        ratings: { own: event.rating, verified: null },
      };
    case 'site-checked':
      return {
        ...state,
        submission: state.submission && { ...state.submission, siteChecks: [...state.submission.siteChecks, { by: event.by, on: event.on }] },
      };
    case 'signed': {
      if (state.submission === null) return state;
      const signature = { role: event.role, ...signedBy(event), seat: event.seat ?? seatOf(state, event.role), rating: event.rating, at: event.at };
      return {
        ...state,
        signers: withPersons(state.signers, event),
        submission: { ...state.submission, signatures: [...state.submission.signatures, signature] },
      };
    }
    case 'closed':
      return {
        ...state,
        ...atRest,
        status: 'closed',
        closedAt: event.at,
        marks: stillRunning(state),
        ...planLookBacks(event.lookBacks, event),
        ratings: { ...state.ratings, verified: event.rating },
      };
    case 'sustained':
      return {
        ...state,
        ...atRest,
        status: 'sustained',
        closedAt: event.at,
        marks: stillRunning(state),
        cadence: onInterval(1, termed(event.cadence, event, 'cadence')),
        ratings: { ...state.ratings, verified: event.rating },
      };
    case 'returned':
      return {
        ...state,
        status: 'rectifying',
        submission: null,
        returns: state.returns + 1,
        // Submitting what is not done is no way around the ladder: if it was overdue, it goes on one rung higher.
        rungBase: state.rungBase + (state.marks.some((mark) => isDueMark(state, mark)) ? 1 : 0),
        // Set anew even where the day is the old one: reminders that passed during verification are not sent after all.
        due: { ...state.due, current: event.due === state.due.current.day ? dated(event.due, event, state.due.current.counted) : termed(event.due, event, 'return-due') },
      };
    case 'term-renewed':
      return {
        ...state,
        term: event.term,
        extension: { ...state.extension, pending: null },
        // A second chance is no way around the ladder either: what was overdue goes on one rung higher.
        rungBase: state.rungBase + (state.marks.some((mark) => isDueMark(state, mark)) ? 1 : 0),
        due: { ...state.due, current: dated(event.due, event) },
      };
    case 'look-back-planned': {
      const due = event.promised ? dated(event.due, event) : termed(event.due, event, event.cause);
      const planned: PlannedLookBack = { n: event.n, due, cause: event.cause, source: event.source };
      // What is kept up for long has one review at a time: the next one comes sooner. One that comes no sooner keeps its
      // date, and what it may be overdue by.
      if (state.status === 'sustained') return { ...state, cadence: state.cadence?.due.day === event.due ? { ...planned, due: state.cadence.due } : planned };
      // An archived case is taken up again until this look-back has passed.
      return { ...state, status: 'closed', lookBacks: [...state.lookBacks, planned], lookBacksPlanned: Math.max(state.lookBacksPlanned, event.n) };
    }
    case 'look-back-recorded':
      return {
        ...state,
        lookBacks: state.lookBacks.filter((planned) => planned.n !== event.n),
        cadence: state.cadence !== null && event.next !== null ? onInterval(event.n + 1, termed(event.next, event, 'cadence')) : state.cadence,
      };
    case 'reopened':
      return {
        ...state,
        ...atRest,
        status: 'rectifying',
        cycle: event.cycle,
        rungBase: state.rungBase + 1,
        due: { ...state.due, current: termed(event.due, event, 'reopen-due') },
        measures: [],
        lookBacks: [],
        cadence: null,
        // In the new cycle what waits is asked for anew: letters of the old one are not written again.
        handOver: state.handOver && { ...state.handOver, sign: anew(state.handOver.sign, event) },
        amendment: state.amendment && { ...state.amendment, decide: state.amendment.decide && anew(state.amendment.decide, event) },
        publication: askedBy(state.publication, (date) => anew(date, event)),
        marks: [],
        acknowledgements: [],
        progressAt: null,
        closedAt: null,
        ratings: { own: null, verified: null },
      };
    case 'archived':
      return { ...state, ...atRest, status: 'archived', lookBacks: [], cadence: null, handOver: null, amendment: null, publication: askedBy(state.publication, () => null), marks: [] };
    case 'withdrawn':
      return { ...state, ...atRest, status: 'withdrawn', extension: { ...state.extension, pending: null }, lookBacks: [], cadence: null, handOver: null, amendment: null, publication: askedBy(state.publication, () => null), marks: [] };
    case 'handed-to-units':
      return { ...state, ...atRest, status: 'withdrawn', common: { number: state.number, unit: null }, handOver: null, amendment: null, publication: askedBy(state.publication, () => null), marks: [] };
    case 'suspended':
      return { ...state, suspension: { since: event.at, until: dated(event.until, event), by: event.by, reason: event.reason, ground: event.ground ?? 'other' } };
    case 'resumed':
      return shifted({ ...state, suspension: null, suspendedDays: state.suspendedDays + event.shiftDays }, event);
    case 'hand-over-started': {
      const { from, reason } = event;
      return { ...state, handOver: { from, to: event.to.slice('person:'.length), reason, by: event.by, sign: termed(event.sign, event, 'hand-over'), signatures: [] } };
    }
    case 'hand-over-signed': {
      const signature = { side: event.side, ...signedBy(event), at: event.at, inStead: event.inStead };
      return { ...state, handOver: state.handOver && { ...state.handOver, signatures: [...state.handOver.signatures, signature] } };
    }
    case 'hand-over-cancelled':
      return { ...state, handOver: null };
    case 'handed-over': {
      const to = event.to.slice('person:'.length);
      return {
        ...state,
        parties: { ...state.parties, owner: event.to },
        handOver: null,
        measures: state.measures.map((measure) => (event.measures.includes(measure.id) ? { ...measure, owner: to } : measure)),
        proposal: state.proposal && { ...state.proposal, measures: passedOn(state.proposal.measures, event.from, event.to) },
      };
    }
    case 'measures-passed': {
      const [from, to] = [`person:${event.from}` as const, `person:${event.to}` as const];
      return { ...state, measures: passedOn(state.measures, from, to), proposal: state.proposal && { ...state.proposal, measures: passedOn(state.proposal.measures, from, to) } };
    }
    case 'reminded':
      return state;
    case 'calendar-taken':
      return underRules(state, { days: event.days }, event.moves, event);
    case 'policy-adopted':
      return underRules(state, { policy: upcastPolicy(event.policy) }, event.moves, event);
    case 'acknowledged':
      return { ...state, acknowledgements: [...state.acknowledgements, { step: event.step, person: event.by, roles: event.roles, at: event.at }].slice(-KEPT_ACKNOWLEDGEMENTS) };
    case 'fell-due':
      return { ...state, marks: marked(state.marks, event) };
    case 'rung-opened':
      return { ...state, marks: climbed(state.marks, event) };
    default:
      return recorded(state, event);
  }
};
