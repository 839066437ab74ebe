import type { ActOf } from './command-schema.ts';
import type { Status } from './issue.ts';
import type { Trigger } from './look-back-causes.ts';
import type { Policy } from './policy-schema.ts';
import { startOfDay, type Day, type Instant } from './time.ts';

/**
 * What happens elsewhere and calls for a look-back here: a new head of the unit (新官理旧账), an issue of the same category
 * that rebounds next door, a poor grade of the round. Pure: the ledger brings the facts, the policy says what they call for.
 */

/** A case that is done, as the register has it. `unit`: the post of its head. */
export type DoneCase = {
  readonly issue: string;
  readonly round: string;
  readonly unit: string | null;
  readonly category: string;
  readonly status: Status;
  readonly closedAt: Instant;
  readonly lookBack: Pick<Policy['lookBack'], 'triggers' | 'neighbours'>;
};

/** `source` names the fact for people and programs, and tells it from others of its kind. */
export type Fact =
  | { readonly cause: 'neighbour'; readonly source: string; readonly issue: string; readonly unit: string | null; readonly category: string; readonly at: Instant }
  | { readonly cause: 'new-head'; readonly source: string; readonly unit: string; readonly from: Day }
  | { readonly cause: 'grade'; readonly source: string; readonly round: string; readonly at: Instant };

export type LookBackCall = { readonly issue: string; readonly cause: Trigger; readonly source: string; readonly mode: 'propose' | 'plan' };

/** When the fact came about: what was closed only afterwards was closed with it known. */
const since = (fact: Fact): Instant => (fact.cause === 'new-head' ? startOfDay(fact.from) : fact.at);

const concerns = (fact: Fact, one: DoneCase): boolean => {
  if (one.closedAt >= since(fact)) return false;
  if (fact.cause === 'grade') return fact.round === one.round;
  if (fact.cause === 'new-head') return fact.unit === one.unit;
  // Without a category everything would be next door to everything.
  if (fact.issue === one.issue || fact.category === '' || fact.category !== one.category) return false;
  return one.lookBack.neighbours === 'everywhere' || (fact.unit !== null && fact.unit === one.unit);
};

/** The look-backs that these facts call for, by the policy of each case. */
export const callsFor = (cases: readonly DoneCase[], facts: readonly Fact[]): readonly LookBackCall[] =>
  facts.flatMap((fact) =>
    cases.flatMap((one): readonly LookBackCall[] => {
      const { mode, archived } = one.lookBack.triggers[fact.cause];
      if (mode === 'off' || (one.status === 'archived' && !archived) || !concerns(fact, one)) return [];
      return [{ issue: one.issue, cause: fact.cause, source: fact.source, mode }];
    }),
  );

/**
 * The act by which a call is followed. `by`: the day that the assessment set; where it went by before anybody followed, the
 * policy's own term counts, so that a late answer is not refused for ever.
 */
export const planFor = ({ cause, source, by }: Pick<LookBackCall, 'cause' | 'source'> & { readonly by: Day | null }, today: Day): ActOf<'plan-look-back'> => ({ type: 'plan-look-back', cause, source, ...(by !== null && by > today ? { by } : {}) });
