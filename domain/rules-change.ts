import { type Dated, isLargeMove, recount, type Rules } from './counted.ts';
import { mapDates } from './dates.ts';
import { runningDeadlines, type Deadline } from './deadlines.ts';
import type { MovedDate } from './events.ts';
import type { IssueState, Mark } from './issue.ts';
import { audienceOf, rungAt, rungDay, rungsOf, type Chased } from './ladder.ts';
import { ladderNotices, reminderName } from './notices.ts';
import { waitsForDecision } from './obligations.ts';
import type { LadderStep } from './policy-schema.ts';
import { dayOf, type Day, type Instant } from './time.ts';

/**
 * Rules that change under way: next year's table of days arrives, or an issue is moved to another policy. What changes is
 * what comes, never what was: a date that was missed stays missed, a rung that opened stays open, nobody becomes late, is
 * reminded of the past, or hears of the same step twice.
 */

/** Where the duty clock stands: on the day the suspension began, while there is one. */
const clockDay = (state: IssueState, today: Day): Day => (state.suspension === null ? today : dayOf(state.suspension.since));

/**
 * The dates of an issue that other rules put on another day, counted anew from where each began. Promised dates (given as
 * days) never move, nor what fell due already; and new rules make nobody late: a date that they put into the past stays.
 */
export const movedDates = (state: IssueState, rules: Rules, today: Day): readonly MovedDate[] => {
  const clock = clockDay(state, today);
  const missed = new Set(state.marks.map((mark) => mark.deadline));
  return runningDeadlines(state).flatMap(({ key, kind, date }) => {
    if (date.counted === undefined || missed.has(key) || date.day < clock) return [];
    // Not counted as this version counts (an older one set it): it stands as it was set.
    if (recount(date.counted, state.kind, state) !== date.day) return [];
    const to = recount(date.counted, state.kind, rules);
    return to === null || to === date.day || to <= clock ? [] : [{ deadline: key, kind, from: date.day, to }];
  });
};

/** The state under other rules: dates moved as the event says, reminders of the past left alone, opened rungs kept. */
export const underRules = (state: IssueState, rules: Partial<Rules>, moves: readonly MovedDate[], event: { readonly at: Instant; readonly seq: number }): IssueState => {
  const byKey = new Map(moves.map((move) => [move.deadline, move]));
  const moved = mapDates(state, (key, date) => {
    const move = byKey.get(key);
    return move === undefined ? date : movedTo(date, move, event);
  });
  const after: IssueState = { ...moved, ...rules, rules: { since: event.at, planned: plannedReminders(state) } };
  return rules.policy === undefined ? after : { ...after, marks: state.marks.map((mark) => {
    const deadline = runningDeadlines(state).find((one) => one.key === mark.deadline);
    const passed = deadline !== undefined && waitsForDecision(state, deadline) ? null : clockDay(state, dayOf(event.at));
    return keptMark(state, after, deadline, mark, passed);
  }) };
};

/** A date on its new day; a large move makes another deadline of it. */
export const movedTo = (date: Dated, move: Pick<MovedDate, 'from' | 'to'>, event: { readonly at: Instant; readonly seq: number }): Dated =>
  isLargeMove(move) ? { ...date, day: move.to, since: event.at, set: event.seq } : { ...date, day: move.to };

/** Which reminders the rules called for until now, and to whom: these alone may still be late (a mail server was away). */
const plannedReminders = (state: IssueState): readonly string[] =>
  [state, ...(state.suspension === null ? [] : [{ ...state, suspension: null }])].flatMap((one) => ladderNotices(one).filter((notice) => !notice.alone).map(reminderName));

/**
 * The ladder of what is overdue already: the rungs that opened, as they were, then those of the new policy still ahead.
 * `passed`: steps up to this day are not made up for; null where the ladder stands still.
 */
export const keptMark = (before: Chased, after: Chased, deadline: Deadline | undefined, mark: Mark, passed: Day | null): Mark => {
  if (deadline === undefined) return mark;
  const opened = mark.rungs.flatMap((_, index) => {
    const step = rungAt(before, deadline, index)?.step;
    return step === undefined ? [] : [{ ...step, audience: [...audienceOf(before, deadline, step)] }];
  });
  return { ...mark, ladder: [...opened, ...stepsAhead({ ...after, marks: [] }, deadline, mark, opened, passed)] };
};

const stepsAhead = (fresh: Chased, deadline: Deadline, mark: Mark, opened: readonly LadderStep[], passed: Day | null): readonly LadderStep[] =>
  rungsOf(fresh, deadline)
    .filter((step) => !opened.some((one) => one.id === step.id))
    .filter((step) => passed === null || rungDay(fresh, deadline, step, mark.pausedDays) > passed)
    .map((step) => ({ ...step, audience: [...audienceOf(fresh, deadline, step)] }));
