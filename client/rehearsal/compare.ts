import type { Rehearsal } from './summary.ts';

/** Deliveries that both, or only one of two rehearsals of the same round have. */
export type Comparison = { readonly same: number; readonly onlyRules: readonly string[]; readonly onlyEngine: readonly string[] };

/** What makes a delivery the same: subject (an issue, or the round itself), step and cycle, recipient, day. */
const keysOf = ({ notices }: Pick<Rehearsal, 'notices'>): ReadonlySet<string> => new Set(notices.map(({ issue, cycle, step, person, day }) => `${day} ${issue} ${step} (${cycle}) ${person}`));

/** The rules alone beside the engine. */
export const compareRehearsals = (rules: Pick<Rehearsal, 'notices'>, engine: Pick<Rehearsal, 'notices'>): Comparison => {
  const [ours, theirs] = [keysOf(rules), keysOf(engine)];
  return {
    same: [...ours].filter((key) => theirs.has(key)).length,
    onlyRules: [...ours].filter((key) => !theirs.has(key)).toSorted(),
    onlyEngine: [...theirs].filter((key) => !ours.has(key)).toSorted(),
  };
};
