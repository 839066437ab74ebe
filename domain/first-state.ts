import type { Dated } from './counted.ts';
import { dated, termed } from './duty-clock.ts';
import type { EventOf, IssueEvent } from './events.ts';
import type { IssueState, PlannedLookBack } from './issue.ts';
import { PUBLISHED } from './publication.ts';
import { dayOf, type Day } from './time.ts';
import { upcastPolicy } from './upcast.ts';

export const onInterval = (n: number, due: Dated): PlannedLookBack => ({ n, due, cause: 'interval', source: null });
export const planLookBacks = (days: readonly Day[], event: IssueEvent): Pick<IssueState, 'lookBacks' | 'lookBacksPlanned'> => ({
  lookBacks: days.map((day, at) => onInterval(at + 1, dated(day, event, { from: dayOf(event.at), by: 'look-back', n: at + 1 }))),
  lookBacksPlanned: days.length,
});

/** The state in which an issue begins, or comes in from a published report. */
export const opened = (event: EventOf<'opened'>): IssueState => {
  const finished = event.standing === 'closed' || event.standing === 'sustained';
  return {
    schemaVersion: 1,
    round: event.round,
    number: event.number,
    title: event.title,
    category: event.category,
    kind: event.kind,
    common: event.common ?? null,
    policy: upcastPolicy(event.policy),
    days: event.days,
    parties: event.parties,
    status: event.standing,
    cycle: 1,
    term: 1,
    lineage: [],
    unrelated: [],
    rungBase: 0,
    seq: event.seq,
    openedAt: event.at,
    feedback: event.feedback,
    accept: event.accept === null ? null : termed(event.accept, event, 'accept'),
    acceptedAt: event.standing === 'assigned' ? null : event.at,
    planBy: null,
    proposal: null,
    measures: [],
    revision: null,
    due: { original: event.due, words: event.words, current: dated(event.due, event, event.dueBy && { from: event.feedback, by: event.dueBy === 'policy' ? 'due' : event.dueBy }) },
    extension: { pending: null, granted: 0, refused: 0, totalDays: 0 },
    submission: null,
    returns: 0,
    hands: [],
    signers: [],
    evidence: [],
    ...planLookBacks(event.lookBacks, event),
    cadence: event.cadence === null ? null : onInterval(1, termed(event.cadence, event, 'cadence')),
    handOver: null,
    suspension: null,
    suspendedDays: 0,
    numbering: { corrected: null, split: [] },
    amendment: null,
    publication: PUBLISHED,
    marks: [],
    acknowledgements: [],
    progressAt: null,
    rules: null,
    ratings: { own: finished ? 'done' : null, verified: null },
    closedAt: finished ? event.at : null,
    outcomes: [],
  };
};
