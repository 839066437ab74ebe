import { deadlinesOf, overdueSince } from './deadlines.ts';
import type { IssueState } from './issue.ts';
import { reminderDay, remindersOf, rungAt, rungsOf } from './ladder.ts';
import { waitsForDecision } from './obligations.ts';
import type { Light } from './policy-schema.ts';
import type { Day } from './time.ts';

/**
 * From which day the due date, or after closure the next look-back, shows which light, ascending. Lights follow from dates
 * alone, so that a list can show them for any day without waking anything.
 */
export const lightSchedule = (state: IssueState): readonly { readonly from: Day; readonly light: Light }[] => {
  const owed = deadlinesOf(state);
  const due = owed.find(({ kind }) => kind === 'due') ?? owed.find(({ kind }) => kind === 'look-back' || kind === 'cadence');
  if (due === undefined) return [];
  const opened = state.marks.find((mark) => mark.deadline === due.key)?.rungs.length ?? 0;
  return [
    ...remindersOf(state, due).map((step) => ({ from: reminderDay(state, due, step), light: step.light })),
    ...rungsOf(state, due).flatMap((step, index) => {
      // A rung that waits for the answer to an extension shows its light when it opens, not before.
      if (waitsForDecision(state, due) && index >= opened) return [];
      const rung = rungAt(state, due, index);
      return rung === null ? [] : [{ from: rung.day, light: step.light }];
    }),
  ];
};

/** The light of a day: the last one that has come on; null while none has. */
export const lightOn = (schedule: ReturnType<typeof lightSchedule>, day: Day): Light | null =>
  schedule.findLast((entry) => entry.from <= day)?.light ?? null;

/** The light that an issue shows on a day: red from the day after the due date on, before that what has come on. */
export const lightOf = (state: IssueState, day: Day): Light | null => (overdueSince(state) === null ? lightOn(lightSchedule(state), day) : 'red');
