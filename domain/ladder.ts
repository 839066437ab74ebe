import type { Dated } from './counted.ts';
import { addWorkingDays, workingDayOnOrAfter, workingDayOnOrBefore } from './day-table.ts';
import type { Deadline } from './deadlines.ts';
import type { IssueState } from './issue.ts';
import { issueIdOf } from './issue.ts';
import type { LadderStep, Role } from './policy-schema.ts';
import { addDays, dayOf, MINUTE_MS, startOfDay, type Day, type Instant } from './time.ts';

/** What the ladder needs to know of a case: an issue, or a round seen as one (`round/deadlines.ts`). */
export type Chased = Pick<IssueState, 'round' | 'number' | 'policy' | 'days' | 'parties' | 'marks' | 'rungBase' | 'cycle' | 'measures' | 'acknowledgements' | 'progressAt' | 'rules' | 'handOver' | 'extension' | 'amendment' | 'publication'>;

/** When notices may go out: the two parts of a case that say so. */
export type DeliveryHours = Pick<IssueState, 'policy' | 'days'>;

export const ladderOf = (state: Chased, deadline: Deadline): readonly LadderStep[] => state.policy.ladders[deadline.kind];

const ownLadder = (state: Chased, deadline: Deadline): readonly LadderStep[] | undefined => state.marks.find((mark) => mark.deadline === deadline.key)?.ladder;

/** Steps that change the state when they are reached: each opens a rung with its letter. */
export const rungsOf = (state: Chased, deadline: Deadline): readonly LadderStep[] =>
  ownLadder(state, deadline) ?? ladderOf(state, deadline).filter((step) => step.offset >= 1);

/** Steps before or on the day: reminders planned ahead, which change nothing. */
export const remindersOf = (state: Chased, deadline: Deadline): readonly LadderStep[] =>
  ladderOf(state, deadline).filter((step) => step.offset < 1);

/**
 * Wakes come at night, between 00:05 and 05:00, spread by the issue's id: ten thousand issues due on one day are no storm,
 * and there are hours to catch up before the letters go out in the morning (design §4).
 */
const WINDOW_MINUTES = 295;
export const wakeAt = (state: Chased, day: Day): Instant => startOfDay(day) + (5 + (hash(issueIdOf(state)) % WINDOW_MINUTES)) * MINUTE_MS;

/** FNV-1a, 32 bits: the same number for the same text, for ever; any stable spread will do. */
export const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
};

/**
 * The day from which steps after a deadline are counted. A date that was already past when it was set (an adopted
 * promise) is overdue at once, but its ladder starts then: nobody gets five letters on the first morning.
 */
export const anchorOf = (date: Dated): Day => {
  const dayBefore = addDays(dayOf(date.since), -1);
  return date.day > dayBefore ? date.day : dayBefore;
};

const offsetDay = (state: Chased, from: Day, step: LadderStep): Day =>
  step.unit === 'working-day' ? addWorkingDays(state.days, from, step.offset) : addDays(from, step.offset);

/** When a step after a deadline opens, for a ladder that has stood still for so many days. */
export const rungDay = (state: Chased, { date }: Deadline, step: LadderStep, pausedDays: number): Day => addDays(offsetDay(state, anchorOf(date), step), pausedDays);

const CHASE = 'chase-';
export type Rung = { readonly step: LadderStep; readonly day: Day };

/**
 * The `index`th rung of a deadline (from 0) and the day on which it opens: first the policy's steps, then the chase, for
 * ever. The chase counts from the rung that opened before it, so that a long outage is not made up for by a heap of
 * letters. Only a suspension has an end of its own.
 */
export const rungAt = (state: Chased, deadline: Deadline, index: number): Rung | null => {
  const mark = state.marks.find((candidate) => candidate.deadline === deadline.key);
  const steps = rungsOf(state, deadline);
  const step = steps[index];
  if (step !== undefined) return { step, day: rungDay(state, deadline, step, mark?.pausedDays ?? 0) };
  if (deadline.kind === 'suspension') return null;
  const { everyDays, audience, notice } = state.policy.chase;
  const before = mark?.rungs[index - 1];
  const from = dayOf(before?.at ?? mark?.fellDue ?? deadline.date.since);
  const pausedSince = (mark?.pausedDays ?? 0) - (before?.pausedDays ?? 0);
  // Chased before its policy changed: the count goes on.
  const round = index - steps.length + 1 + (mark?.ladder ?? []).filter((one) => one.id.startsWith(CHASE)).length;
  return {
    step: { id: `${CHASE}${round}`, offset: 1, unit: 'calendar-day', audience, light: 'red', notice, acknowledge: false },
    day: addDays(from, everyDays + pausedSince),
  };
};

/** The day on which a reminder goes out: moved to the working day before where it would fall on a holiday, never after. */
export const reminderDay = (state: Chased, deadline: Deadline, step: LadderStep): Day => {
  const day = offsetDay(state, deadline.date.day, step);
  return state.policy.delivery.workingDaysOnly ? workingDayOnOrBefore(state.days, day) : day;
};

/** `08:30` as ms after midnight. */
export const clock = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE_MS;

/** The start of delivery on a day, or on the first working day after it. */
export const opensOn = (state: DeliveryHours, day: Day): Instant => {
  const { opens, workingDaysOnly } = state.policy.delivery;
  return startOfDay(workingDaysOnly ? workingDayOnOrAfter(state.days, day) : day) + clock(opens);
};

/** Quiet hours gate delivery, never the duty: the first instant from `at` on at which a notice may go out. */
export const gate = (state: DeliveryHours, at: Instant): Instant => {
  const day = dayOf(at);
  const opening = opensOn(state, day);
  if (at <= opening) return opening;
  return at < startOfDay(day) + clock(state.policy.delivery.closes) ? at : opensOn(state, addDays(day, 1));
};

/** The level that has to answer the extension asked for; nobody where none is. */
export const askedLevel = (state: Pick<IssueState, 'extension'>): readonly Role[] => {
  const { pending } = state.extension;
  const level = pending?.levels[pending.endorsers.length];
  return level === undefined ? [] : [level];
};

/**
 * Who hears of a step. Whoever is asked for an answer is always told that it is late.
 * After a rebound the whole ladder starts one rung higher: a step also tells those whom the step
 * above it would have told.
 */
export const audienceOf = (state: Chased, deadline: Deadline, step: LadderStep): readonly Role[] => {
  if (deadline.kind === 'extension' && state.policy.extension.tellAsked) return [...new Set([...askedLevel(state), ...step.audience])];
  if (deadline.kind === 'amendment') return [...new Set([...(state.amendment?.approvers ?? []), ...step.audience])];
  if (deadline.kind === 'withholding') return [...new Set([...state.policy.publication.approvers, ...step.audience])];
  // A ladder of its own names its audience in full.
  if (deadline.kind !== 'due' || state.rungBase === 0 || (step.offset >= 1 && ownLadder(state, deadline) !== undefined)) return step.audience;
  const ladder = ladderOf(state, deadline);
  const at = ladder.indexOf(step);
  // The chase stands above the ladder already.
  if (at === -1) return step.audience;
  const higher = ladder[Math.min(at + state.rungBase, ladder.length - 1)];
  return [...new Set([...step.audience, ...(higher?.audience ?? [])])];
};
