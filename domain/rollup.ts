import { deadlinesOf, type Deadline } from './deadlines.ts';
import { keptHands } from './deputies.ts';
import type { EventType, IssueEvent } from './events.ts';
import { fold } from './evolve.ts';
import { isEnded, type IssueState, type Status } from './issue.ts';
import { type Hands, type PartyRef, SYSTEM } from './party.ts';
import type { DeadlineKind } from './policy-schema.ts';
import { seatOf } from './seats.ts';
import { dayOf, daysBetween, type Day, type Instant } from './time.ts';

/** What people do without moving a case: confirming a notice, mending its words. */
export const NO_MOVES: readonly EventType[] = ['acknowledged', 'corrected'];

/** Did somebody move the case? What falls due by itself moves nothing, and neither does its opening. */
const isMove = (event: Pick<IssueEvent, 'type' | 'by'>): boolean => event.by !== SYSTEM && event.type !== 'opened' && !NO_MOVES.includes(event.type);

type IssueRef = { readonly number: string; readonly title: string };
/** Somebody's duty with its date; `days` past it, 0 while it is not. */
export type OwedDuty = IssueRef & { readonly what: DeadlineKind; readonly day: Day; readonly days: number; readonly who: PartyRef | null };

export type WeeklyRollup = {
  readonly open: number;
  /** `before` (for an issue opened meanwhile: as it was opened) and `after` are equal where work was done and the status stayed. */
  readonly moved: readonly (IssueRef & { readonly before: Status; readonly after: Status; readonly moves: number } & Hands)[];
  readonly still: readonly (IssueRef & { readonly days: number; readonly who: PartyRef | null })[];
  readonly late: readonly OwedDuty[];
  /** Who is late with how much, the most first. */
  readonly people: readonly { readonly who: PartyRef | null; readonly count: number }[];
};

export type MonthlyTasks = { readonly open: number; readonly due: readonly OwedDuty[]; readonly late: readonly OwedDuty[] };

/** An issue's whole history, oldest first, and the state that it makes. */
export type IssueStory = { readonly state: IssueState; readonly events: readonly IssueEvent[] };

/** The stories of histories as the ledger keeps them, those of one round in the order of their numbers. */
export const storiesOf = (histories: Iterable<readonly IssueEvent[]>): readonly IssueStory[] =>
  [...histories]
    .flatMap((events) => {
      const state = fold(events);
      return state === null ? [] : [{ state, events }];
    })
    .toSorted((a, b) => a.state.number.localeCompare(b.state.number, 'en', { numeric: true }));

/** The stories as they stood at an instant. */
export const asOf = (stories: readonly IssueStory[], at: Instant): readonly IssueStory[] => storiesOf(stories.map(({ events }) => events.filter((event) => event.at <= at)));

/** Who owes what falls due: the doer, or whose decision is waited for. */
export const debtorOf = (state: IssueState, deadline: Deadline): PartyRef | null => {
  switch (deadline.kind) {
    case 'accept':
    case 'plan':
    case 'due':
      return seatOf(state, 'owner');
    case 'measure': {
      const measure = state.measures.find((one) => one.id === deadline.subject);
      return measure === undefined ? seatOf(state, 'owner') : `person:${measure.owner}`;
    }
    case 'extension': {
      const pending = state.extension.pending;
      const level = pending?.levels[pending.endorsers.length];
      return level === undefined ? seatOf(state, 'supervision') : seatOf(state, level);
    }
    case 'amendment':
      return seatOf(state, state.amendment?.approvers[0] ?? 'supervision');
    case 'withholding':
      return seatOf(state, state.policy.publication.approvers[0] ?? 'supervision');
    case 'verify': {
      const { chain } = state.policy.closure;
      const signed = state.submission?.signatures.map((one) => one.role) ?? [];
      const next = chain.find((role) => !signed.includes(role));
      return seatOf(state, next ?? 'supervision');
    }
    case 'look-back':
    case 'cadence':
      return seatOf(state, state.policy.lookBack.reviewers[0] ?? 'team');
    default:
      return seatOf(state, 'supervision');
  }
};

const refOf = ({ number, title }: IssueState): IssueRef => ({ number, title });
const isOpen = ({ status }: IssueState): boolean => status === 'assigned' || status === 'planning' || status === 'rectifying' || status === 'verifying';

const dutiesOf = (state: IssueState, today: Day): OwedDuty[] =>
  deadlinesOf(state).map((deadline) => ({
    ...refOf(state),
    what: deadline.kind,
    day: deadline.date.day,
    // The last day itself is still in time.
    days: Math.max(0, daysBetween(deadline.date.day, today)),
    who: debtorOf(state, deadline),
  }));

const byDay = (a: OwedDuty, b: OwedDuty): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);
const lateOf = (stories: readonly IssueStory[], today: Day): OwedDuty[] => stories.flatMap(({ state }) => dutiesOf(state, today)).filter((duty) => duty.days > 0).toSorted(byDay);

const movesOf = ({ events }: IssueStory, from: Instant, to: Instant): readonly IssueEvent[] => events.filter((event) => event.at > from && event.at <= to && isMove(event));
const lastMoveAt = ({ state, events }: IssueStory): Instant => events.findLast(isMove)?.at ?? state.openedAt;

/** What moved after `from` and up to `to`, what did not, and who is late at `to`. Suspended issues stand still by decision. */
export const weeklyRollup = (stories: readonly IssueStory[], from: Instant, to: Instant): WeeklyRollup => {
  const today = dayOf(to);
  const moved = stories.flatMap(({ state, events }) => {
    const moves = movesOf({ state, events }, from, to);
    const last = moves.at(-1);
    if (last === undefined) return [];
    const before = fold(events.filter((event) => event.at <= from)) ?? fold(events.slice(0, 1));
    return [{ ...refOf(state), before: before?.status ?? state.status, after: state.status, moves: moves.length, ...keptHands(last) }];
  });
  const still = stories
    .filter((story) => isOpen(story.state) && story.state.suspension === null && movesOf(story, from, to).length === 0)
    .map((story) => ({ ...refOf(story.state), days: daysBetween(dayOf(lastMoveAt(story)), today), who: seatOf(story.state, 'owner') }));
  const late = lateOf(stories, today);
  const people = [...Map.groupBy(late, (duty) => duty.who)].map(([who, duties]) => ({ who, count: duties.length })).toSorted((a, b) => b.count - a.count);
  return { open: stories.filter(({ state }) => isOpen(state)).length, moved, still, late, people };
};

/** What falls due from the day of `now` to `last` (inclusive), and what is late already. */
export const monthlyTasks = (stories: readonly IssueStory[], now: Instant, last: Day): MonthlyTasks => {
  const today = dayOf(now);
  const due = stories
    .flatMap(({ state }) => dutiesOf(state, today))
    .filter((duty) => duty.days === 0 && duty.day <= last)
    .toSorted(byDay);
  return { open: stories.filter(({ state }) => !isEnded(state.status)).length, due, late: lateOf(stories, today) };
};

/** A roll-up that has nothing to say is not sent. */
export const isEmptyWeek = ({ moved, still, late }: WeeklyRollup): boolean => moved.length + still.length + late.length === 0;
export const isEmptyMonth = ({ due, late }: MonthlyTasks): boolean => due.length + late.length === 0;
