import type { DayTable } from '../day-table.ts';
import { sliceDayTable } from '../day-table.ts';
import type { OpenCommand } from '../command-schema.ts';
import type { EventBody } from '../events.ts';
import type { Policy, Term } from '../policy-schema.ts';
import { addTerm } from '../term.ts';
import { dayOf, type Instant } from '../time.ts';

/** Where an issue came in without a due date, its kind's term of the policy runs from the feedback date. */
export const open = (command: OpenCommand, policy: Policy, table: DayTable, now: Instant): EventBody => {
  const day = dayOf(now);
  const days = sliceDayTable(table, command.feedback);
  const { round, number, title, category, kind, standing, parties, feedback, common, splitFrom } = command;
  return {
    type: 'opened',
    round,
    number,
    title,
    category,
    kind,
    standing,
    parties,
    feedback,
    policy,
    days,
    accept: standing === 'assigned' ? addTerm(days, day, policy.terms.accept) : null,
    due: command.due?.day ?? addTerm(days, feedback, policy.terms.due[kind]),
    words: command.due?.words ?? null,
    ...dueBy(command.due),
    // Adopted as done: nobody of us has looked yet, so the look-backs run from today.
    lookBacks: standing === 'closed' ? policy.lookBack.after.map((term) => addTerm(days, day, term)) : [],
    cadence: standing === 'sustained' ? addTerm(days, day, policy.sustained.cadence) : null,
    ...(common === undefined ? {} : { common }),
    ...(splitFrom === undefined ? {} : { splitFrom }),
  };
};

/** A promised day never moves by itself; what was counted is counted anew when the rules change. */
const dueBy = (due: OpenCommand['due']): { readonly dueBy?: 'policy' | Term } => {
  if (due === null) return { dueBy: 'policy' };
  return due.term === undefined ? {} : { dueBy: due.term };
};
