import type { Act, ActOf, ActType } from './command-schema.ts';
import { isEnded, type IssueState } from './issue.ts';
import { TRIGGERS } from './look-back-causes.ts';
import { ladderNotices } from './notices.ts';
import type { PersonId } from './party.ts';
import { WITHHOLDING_GROUNDS } from './publication.ts';
import { addDays, dayOf, type Day, type Instant } from './time.ts';

const reason = '—';
/** A successor whom no issue can have already. */
const SOMEBODY = '*';
const NOBODY = 'nobody';
/** An issue of another round than any that there is. */
const ELSEWHERE = 'issue/*/*';

type Probe<T extends ActType> = (state: IssueState, today: Day, person: PersonId) => readonly ActOf<T>[];

const later = (a: Day, b: Day): Day => (a > b ? a : b);
const measureDay = (state: IssueState, today: Day): Day => later(state.due.current.day, addDays(today, 1));
const withReason = <T extends ActType>(type: T): Probe<T> => () => [{ type, reason } as unknown as ActOf<T>];
const bare = <T extends ActType>(type: T): Probe<T> => () => [{ type } as unknown as ActOf<T>];

/**
 * The least that an act can say, in the forms that the rules tell apart: where one of them is taken, the act is possible.
 * What it says means nothing; nobody sends it.
 */
const PROBES: { readonly [T in ActType]: Probe<T> } = {
  assign: (_state, _today, person) => [{ type: 'assign', owner: `person:${person}` }],
  accept: bare('accept'),
  'propose-plan': (state, today, person) => [{ type: 'propose-plan', measures: [{ id: 'm1', text: reason, owner: person, due: measureDay(state, today) }] }],
  'approve-plan': bare('approve-plan'),
  'return-plan': withReason('return-plan'),
  'propose-revision': (state, today, person) => [
    { type: 'propose-revision', add: [{ id: `new-${state.seq}`, text: reason, owner: person, due: measureDay(state, today) }], reason },
    ...state.measures.filter((one) => !one.done).map(({ id }) => ({ type: 'propose-revision' as const, change: [{ id, owner: SOMEBODY }], reason })),
  ],
  'approve-revision': bare('approve-revision'),
  'refuse-revision': withReason('refuse-revision'),
  'report-progress': () => [{ type: 'report-progress', note: reason }],
  'add-evidence': () => [{ type: 'add-evidence', sha256: '0'.repeat(64), name: reason, size: 1 }],
  'request-extension': (state, today) => [{ type: 'request-extension', to: addDays(later(state.due.current.day, today), 1), reason }],
  'grant-extension': bare('grant-extension'),
  'refuse-extension': withReason('refuse-extension'),
  'submit-for-closure': () => [{ type: 'submit-for-closure', rating: 'done', summary: reason }],
  'record-site-check': (_state, today) => [{ type: 'record-site-check', on: today, seen: reason }],
  sign: () => [{ type: 'sign', rating: 'done', note: reason }],
  return: withReason('return'),
  'plan-look-back': () => TRIGGERS.map((cause) => ({ type: 'plan-look-back', cause, source: reason })),
  // Before its window opens only a rebound can be recorded.
  'record-look-back': (state) =>
    (['held', 'rebounded'] as const).map((result) => ({ type: 'record-look-back', result, findings: reason, how: reason, asked: { count: state.policy.lookBack.askAtLeast, confirmed: 0 } })),
  reopen: withReason('reopen'),
  archive: withReason('archive'),
  suspend: (_state, today) => [{ type: 'suspend', until: addDays(today, 1), ground: 'other', reason }],
  resume: withReason('resume'),
  'hand-over': (_state, _today, person) => [SOMEBODY, person].map((to) => ({ type: 'hand-over', to, reason })),
  'sign-hand-over': bare('sign-hand-over'),
  'cancel-hand-over': withReason('cancel-hand-over'),
  'pass-measures': (state, _today, person) => {
    const owners = [...state.measures, ...(state.proposal?.measures ?? [])].map(({ owner }) => owner);
    // Nobody's: refused for want of measures, or for who asks.
    return [...new Set([...owners, NOBODY])].flatMap((from) => [SOMEBODY, person].map((to) => ({ type: 'pass-measures', from, to, reason })));
  },
  correct: (state) => [{ type: 'correct', title: `${state.title}${reason}`, reason }],
  'hand-to-units': () => [{ type: 'hand-to-units', units: ['a', 'b'], reason }],
  withdraw: withReason('withdraw'),
  'approve-amendment': bare('approve-amendment'),
  'refuse-amendment': withReason('refuse-amendment'),
  'propose-withholding': () => WITHHOLDING_GROUNDS.map((ground) => ({ type: 'propose-withholding', ground, reason })),
  'approve-withholding': bare('approve-withholding'),
  'refuse-withholding': withReason('refuse-withholding'),
  'lift-withholding': withReason('lift-withholding'),
  // Another finding of another round; where the list is full, still another kind for one that stands there.
  link: ({ lineage }) => [ELSEWHERE, ...lineage.slice(0, 1).map((one) => one.issue)].flatMap((issue) => (['not-fixed', 'rebounded', 'repeated'] as const).map((kind) => ({ type: 'link', issue, kind }))),
  unlink: ({ lineage }) => [{ type: 'unlink', issue: lineage[0]?.issue ?? ELSEWHERE, reason }],
  'reject-link': () => [{ type: 'reject-link', issue: ELSEWHERE, reason }],
  remind: () => [{ type: 'remind', note: reason }],
  'record-outcome': () => [{ type: 'record-outcome', kind: 'rule', count: 1, source: reason }],
  'reverse-outcome': (state) => [{ type: 'reverse-outcome', entry: state.outcomes.find((one) => !one.reversed)?.entry ?? state.outcomes[0]?.entry ?? 1, reason }],
  'take-calendar': ({ days }) => [{ type: 'take-calendar', days: { ...days, years: [...days.years] } }],
  'adopt-policy': ({ policy }) => [{ type: 'adopt-policy', policy, reason }],
  acknowledge: (state) => stepsToConfirm(state).map((step) => ({ type: 'acknowledge', step })),
};

/** Steps of the ladder that ask to be confirmed, and what an ended case cannot be asked. */
const stepsToConfirm = (state: IssueState): readonly string[] =>
  isEnded(state.status) ? [] : [...new Set(ladderNotices(state).flatMap((notice) => (notice.acknowledge ? [notice.step.replace(/(#\d+:[^:]+):r\d+$/, '$1')] : [])))];

/** Forms of an act to try the rules with; none where there is nothing that it could speak of. */
export const minimalActs = (state: IssueState, type: ActType, now: Instant, person: PersonId): readonly Act[] => PROBES[type](state, dayOf(now), person);
