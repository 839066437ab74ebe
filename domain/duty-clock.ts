import type { Counted, Dated, TermName } from './counted.ts';
import { mapDates } from './dates.ts';
import type { EventOf, IssueEvent } from './events.ts';
import type { IssueState, Mark } from './issue.ts';
import { anchorOf } from './ladder.ts';
import { addDays, dayOf, daysBetween, type Day, type Instant } from './time.ts';

/** What moves when the duty clock stood still: dates that had not fallen due, and ladders that had begun. */

/** A day as of the event that sets it. */
export const dated = (day: Day, event: IssueEvent, counted?: Counted): Dated => ({ day, since: event.at, set: event.seq, ...(counted === undefined ? {} : { counted }) });
/** A date that the policy's term reaches from the day of the event. */
export const termed = (day: Day, event: IssueEvent, by: TermName): Dated => dated(day, event, { from: dayOf(event.at), by });

const paused = (mark: Mark, days: number, at: Instant): Mark => ({ ...mark, pausedDays: mark.pausedDays + Math.max(0, days), wentOnAt: at });
/**
 * Asked for in time, an extension holds the ladder from the due day until the answer, however late we woke, and whether
 * or not the issue was suspended meanwhile: those days are not counted twice. Answered during a suspension, the wait ends
 * where that began; its days are added when it ends.
 */
export const waited = (state: IssueState, mark: Mark, at: Instant): Mark => ({
  ...mark,
  pausedDays: Math.max(mark.pausedDays, daysBetween(addDays(anchorOf(state.due.current), 1), dayOf(state.suspension?.since ?? at))),
  wentOnAt: at,
});

/** The duty clock stood still for so many days: what had not fallen due yet moves on by as many. */
export const shifted = (state: IssueState, event: EventOf<'resumed'>): IssueState => {
  const missed = new Set(state.marks.map((mark) => mark.deadline));
  const move = (key: string, date: Dated): Dated =>
    event.shiftDays === 0 || missed.has(key) ? date : dated(addDays(date.day, event.shiftDays), event, later(date.counted, event.shiftDays));
  return mapDates({ ...state, marks: state.marks.map((mark) => paused(mark, event.shiftDays, event.at)) }, move);
};

const later = (counted: Counted | undefined, days: number): Counted | undefined => counted && { ...counted, shift: (counted.shift ?? 0) + days };
