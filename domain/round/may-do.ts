import type { Context } from '../acts/context.ts';
import { ofRefusals, refusalIn } from '../may-do.ts';
import type { RefusalText } from '../refusal.ts';
import { addDays, dayOf, type Day } from '../time.ts';
import type { RoundAct, RoundActType } from './act-schema.ts';
import { decideRound } from './decide.ts';
import { roundLadderNotices } from './notices.ts';
import { ROUND_PERMISSIONS } from './permissions.ts';
import type { RoundState } from './state.ts';

const text = '—';
/** No round has a number like it. */
const NUMBER = '*';
const NOBODY = { owner: null, leader: null, head: null, superior: null } as const;

type Probe<T extends RoundActType> = (state: RoundState, today: Day) => readonly Extract<RoundAct, { type: T }>[];

/** The least that an act on a round can say, in the forms that the rules tell apart; nobody sends it. */
const PROBES: { readonly [T in RoundActType]: Probe<T> } = {
  'submit-plan': () => [{ type: 'submit-plan', summary: text, documents: [] }],
  'review-plan': () => [{ type: 'review-plan', grade: 'good', note: text, sendBack: false }],
  'submit-report': () => [{ type: 'submit-report', summary: text, documents: [] }],
  // Full points earn the best grade.
  assess: ({ policy: { round } }) => {
    const { grades, indicators } = round.assessment;
    return [{ type: 'assess', grade: grades[0]?.id ?? '', note: text, points: Object.fromEntries(indicators.map(({ id, points }) => [id, points])) }];
  },
  'record-outcome': () => [{ type: 'record-outcome', kind: 'rule', count: 1, source: text }],
  'reverse-outcome': ({ outcomes }) => [{ type: 'reverse-outcome', entry: outcomes.find((one) => !one.reversed)?.entry ?? outcomes[0]?.entry ?? 1, reason: text }],
  'take-calendar': ({ days }) => [{ type: 'take-calendar', days: { ...days, years: [...days.years], rest: [...days.rest], work: [...days.work] } }],
  'adopt-policy': ({ policy }) => [{ type: 'adopt-policy', policy, reason: text }],
  acknowledge: (state) => [...new Set(roundLadderNotices(state).flatMap((notice) => (notice.acknowledge ? [notice.step] : [])))].map((step) => ({ type: 'acknowledge', step })),
  'split-off': (_state, today) => [{ type: 'split-off', from: NUMBER, number: NUMBER, title: text, category: '', kind: 'dated', parties: NOBODY, due: { day: addDays(today, 1), words: null }, reason: text }],
  'hand-out': () => [{ type: 'hand-out', number: NUMBER, title: text, category: '', kind: 'dated', reason: text, parts: [{ unit: NUMBER, parties: NOBODY, due: null }] }],
};

/** What a person may do with a round now, or why not. */
export type RoundPossibility = { readonly type: RoundActType; readonly refusal: RefusalText | null };

/** One act, tried in its forms. */
export const roundPossibility = (state: RoundState, type: RoundActType, context: Context): RoundPossibility => {
  const acts: readonly RoundAct[] = PROBES[type](state, dayOf(context.now));
  return { type, refusal: ofRefusals(acts.map((act) => refusalIn(() => decideRound(state, act, context), type === 'acknowledge'))) };
};

/** As `may-do.ts` for an issue: found by asking the very rules that decide when it is done. */
export const roundPossibilities = (state: RoundState, context: Context): readonly RoundPossibility[] => (Object.keys(ROUND_PERMISSIONS) as RoundActType[]).map((type) => roundPossibility(state, type, context));
