import type { Dated } from './counted.ts';
import type { MeasureFact, PlanChange } from './issue.ts';
import type { Measure } from './issue.ts';
import type { PartyRef } from './party.ts';
import type { Day } from './time.ts';

/** What becomes of the measures of a plan when something happens to it; who may make it happen stands in `acts/`. */

/** A measure as it begins. */
export const measureOf = ({ id, text, owner, supporting, evidence }: MeasureFact, due: Dated): Measure => ({
  id,
  text,
  owner,
  supporting: supporting ?? [],
  due,
  evidence: evidence ?? { pieces: 0, kinds: [] },
  done: false,
});

/** What the old owner still had to do is the new one's. */
export const passedOn = (measures: readonly Measure[], from: PartyRef | null, to: PartyRef): readonly Measure[] =>
  measures.map((measure) => (!measure.done && from === `person:${measure.owner}` ? { ...measure, owner: to.slice('person:'.length) } : measure));

/** The plan after an approved revision. A date that does not move keeps its identity, and with it its reminders and its ladder. */
export const withChanges = (measures: readonly Measure[], changes: readonly PlanChange[], dated: (day: Day) => Dated): readonly Measure[] =>
  changes.reduce<readonly Measure[]>((plan, { id, before, after }) => {
    if (after === null) return plan.filter((measure) => measure.id !== id);
    if (before === null) return [...plan, measureOf(after, dated(after.due))];
    return plan.map((measure) => (measure.id === id ? measureOf(after, after.due === before.due ? measure.due : dated(after.due)) : measure));
  }, measures);
