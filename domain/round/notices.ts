import { isLargeMove } from '../counted.ts';
import { newsTo, noticesOfDeadlines, type News, type Notice } from '../notices.ts';
import type { Role } from '../policy-schema.ts';
import { seatsFrom } from '../seats.ts';
import { chasedRound, deadlinesOfRound } from './deadlines.ts';
import type { ChangedDuty, RoundEvent, RoundMove } from './events.ts';
import type { RoundState } from './state.ts';

/** Every ladder notice of the round's own deadlines now running, by the same rules as an issue's. */
export const roundLadderNotices = (state: RoundState): readonly Notice[] => noticesOfDeadlines(chasedRound(state), deadlinesOfRound(state));

const INSPECTORS: readonly Role[] = ['team', 'supervision'];

const HELD: Readonly<Record<RoundMove['what'] | ChangedDuty['what'], readonly Role[]>> = {
  'plan-due': ['head'],
  'report-due': ['head'],
  'concentrated-end': ['head', ...INSPECTORS],
  'round-plan': ['head'],
  'round-report': ['head'],
  'round-plan-review': INSPECTORS,
  'round-assessment': INSPECTORS,
  plan: ['head'],
  report: ['head'],
  assessment: INSPECTORS,
};

/** As for an issue: a move by a day is told to nobody. What is demanded from now on is. */
const toldOfMoves = (moves: readonly RoundMove[], owed: readonly ChangedDuty[]): News | null => {
  const news = [...moves.filter(isLargeMove).map(({ what, to }) => ({ what, day: to })), ...owed.flatMap(({ what, day }) => (day === null ? [] : [{ what, day }]))];
  const [first] = news.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return first === undefined ? null : { roles: [...new Set(news.flatMap(({ what }) => HELD[what]))], day: first.day };
};

/** Who is told of what happened to a round, beside the ladder. What is not demanded of a round is not announced either. */
const toldOf = (event: RoundEvent, state: RoundState): News | null => {
  switch (event.type) {
    case 'round-opened':
      return state.plan.due === null ? null : { roles: ['head'], day: state.plan.due.day };
    case 'milestone-reached':
      return event.milestone === 'concentrated-end' && state.policy.round.owes.length > 0 ? { roles: ['head', ...INSPECTORS], day: state.assessment.due?.day ?? null } : null;
    case 'round-plan-submitted':
      return { roles: INSPECTORS, day: event.review };
    case 'round-plan-returned':
      return { roles: ['head'], day: event.again, kind: 'urging', alone: true };
    case 'round-plan-bound':
      return { roles: ['head'], day: state.term.end };
    case 'round-report-submitted':
      return { roles: INSPECTORS };
    case 'round-assessed':
      return { roles: ['head', 'superior', 'supervision'] };
    case 'round-term-begun':
      return { roles: ['head', 'superior'], day: event.end, kind: 'urging', alone: true };
    case 'round-look-backs-forced':
      return { roles: INSPECTORS, day: event.by };
    case 'round-calendar-taken':
      return toldOfMoves(event.moves, []);
    case 'round-policy-adopted':
      return toldOfMoves(event.moves, event.owed);
    case 'round-closed':
      return state.policy.round.owes.length > 0 ? { roles: ['head', ...INSPECTORS] } : null;
    default:
      return null;
  }
};

/** What an event tells, given the state after it. */
export const roundEventNotices = (event: RoundEvent, state: RoundState): readonly Notice[] => {
  const news = toldOf(event, state);
  const round = chasedRound(state);
  return news === null ? [] : news.roles.map((role) => newsTo({ role, to: seatsFrom(state, role) }, news, event, round));
};
