import { deadlinesOf, type Deadline } from '../../domain/deadlines.ts';
import { issueIdOf, type IssueState } from '../../domain/issue.ts';
import type { PartyRef } from '../../domain/party.ts';
import type { DeadlineKind } from '../../domain/policy-schema.ts';
import { seatOf } from '../../domain/seats.ts';
import { debtorOf } from '../../domain/rollup.ts';
import type { Day, Instant } from '../../domain/time.ts';
import { DEADLINE_NAMES } from '../../domain/words.ts';

/** A date in somebody's calendar. `uid` stays with what is owed when its day moves; `sequence` grows with every move. */
export type FeedEntry = { readonly uid: string; readonly sequence: number; readonly day: Day; readonly since: Instant; readonly summary: string; readonly description: string };

export type FeedPerson = { /** `person:<id>` and every post held. */ readonly refs: readonly PartyRef[]; readonly titles: boolean };

/** Whose date it is: whoever owes it; what the unit owes is its leaders' date, too. */
const OF_THE_UNIT: readonly DeadlineKind[] = ['accept', 'plan', 'due'];
const concerns = (state: IssueState, deadline: Deadline, refs: readonly PartyRef[]): boolean => {
  const debtors = [debtorOf(state, deadline), ...(OF_THE_UNIT.includes(deadline.kind) ? [seatOf(state, 'leader'), seatOf(state, 'head')] : []), ...(deadline.kind === 'look-back' || deadline.kind === 'cadence' ? reviewers(state) : [])];
  return debtors.some((party) => party !== null && refs.includes(party));
};
const reviewers = (state: IssueState): readonly (PartyRef | null)[] => state.policy.lookBack.reviewers.map((role) => seatOf(state, role));

/** What an address outside must not tell is left out of it: numbers and dates only, unless titles were asked for. */
const entryOf = (state: IssueState, deadline: Deadline, title: string, titles: boolean): FeedEntry => {
  const { kind, date, subject } = deadline;
  const what = kind === 'measure' ? `${DEADLINE_NAMES.measure.zh}${subject ?? ''}` : kind === 'look-back' ? `${DEADLINE_NAMES['look-back'].zh}第${subject ?? '1'}次` : DEADLINE_NAMES[kind].zh;
  return {
    uid: `${issueIdOf(state).replaceAll('/', '.')}.${state.cycle}.${kind}${subject === null ? '' : `.${subject}`}@huitoukan`,
    // The number of the event that set the date: it only grows.
    sequence: date.set,
    day: date.day,
    since: date.since,
    summary: `${what}：第${state.number}号`,
    description: [title, ...(titles ? [state.title] : []), `${date.day}为期限最后一日`].join('\n'),
  };
};

/** Everything that a person owes or answers for, by day. Pure: the same states, the same entries. `titles`: of the rounds by id. */
export const feedEntries = (states: readonly IssueState[], { refs, titles }: FeedPerson, rounds: ReadonlyMap<string, string>): readonly FeedEntry[] =>
  states
    .flatMap((state) => deadlinesOf(state).filter((deadline) => concerns(state, deadline, refs)).map((deadline) => entryOf(state, deadline, rounds.get(state.round) ?? state.round, titles)))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.uid < b.uid ? -1 : 1));
