import type { Mark } from './issue.ts';
import type { DeadlineKind } from './policy-schema.ts';
import type { Instant } from './time.ts';

/** What falls due leaves marks, on an issue as on a round. */

/** A deadline was missed. */
export const marked = (marks: readonly Mark[], { deadline, kind, at }: { readonly deadline: string; readonly kind: DeadlineKind; readonly at: Instant }): readonly Mark[] => [
  ...marks,
  { deadline, kind, fellDue: at, pausedDays: 0, wentOnAt: null, rungs: [] },
];

/** The next rung of a missed deadline's ladder opened. */
export const climbed = (marks: readonly Mark[], { deadline, step, at }: { readonly deadline: string; readonly step: string; readonly at: Instant }): readonly Mark[] =>
  marks.map((mark) => (mark.deadline === deadline ? { ...mark, rungs: [...mark.rungs, { step, at, pausedDays: mark.pausedDays }] } : mark));
