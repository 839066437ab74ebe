import { lookBackOverdueSince, hasSlippedMeasure, overdueSince } from '../../domain/deadlines.ts';
import { isHandedOut, type IssueState } from '../../domain/issue.ts';
import type { IssueCell, OutcomeCell } from '../../ledger/counts.ts';
import type { OutcomeCounts } from '../outcome-counts.ts';
import { tally, type RoundCounts, type Share } from '../round-counts.ts';
import type { Standing } from '../standing.ts';

/** Every number that a report prints. The text has no other source of numbers. */
export type Figures = {
  /** Issues that count: all but the withdrawn. */
  readonly counted: number;
  readonly withdrawn: number;
  readonly aspects: number;
  readonly standing: Readonly<Record<Standing, Share>>;
  /** Unfinished in all, extended ones included. */
  readonly unfinished: number;
  readonly measures: { readonly total: number; readonly done: number };
  readonly overdue: number;
  readonly outcomes: OutcomeCounts;
  /** Issues not told of in the public version, and those told of; nobody withheld where it is not public. */
  readonly withheld: number;
  readonly shown: number;
};

const cellOf = (state: IssueState): IssueCell => ({
  status: state.status,
  kind: state.kind,
  overdue: overdueSince(state) !== null,
  suspended: state.suspension !== null,
  extended: state.extension.granted > 0,
  measureSlipped: hasSlippedMeasure(state),
  own: state.ratings.own,
  verified: state.ratings.verified,
  lookBackOverdue: lookBackOverdueSince(state) !== null,
  common: state.common?.number ?? null,
  unit: state.common?.unit ?? null,
  count: 1,
});

const outcomesOf = (state: IssueState): readonly OutcomeCell[] =>
  state.status === 'withdrawn' ? [] : state.outcomes.filter((one) => !one.reversed).map(({ kind, form, sanction, count, fen }) => ({ kind, form, sanction, count, fen: fen ?? 0 }));

/** The counts of a round out of its issues' states: the arithmetic of `round show`, on any day of the past, too. */
export const countsOf = (round: string, states: readonly IssueState[]): RoundCounts => 
  tally(round, states.filter((state) => !isHandedOut(state)).map(cellOf), [], {}, states.flatMap(outcomesOf));

/** How one issue, or the parts of a common one, counts in a report; null where it does not. */
export const standingOf = (states: readonly IssueState[]): Standing | null => {
  const { standing } = countsOf('', states);
  return (Object.keys(standing) as Standing[]).find((one) => standing[one].count === 1) ?? null;
};

/**
 * The one function that computes what a report prints. `isShown`: which issues it tells of one by one.
 * @throws Refusal COUNTS_DO_NOT_ADD_UP
 */
export const figuresOf = (round: string, states: readonly IssueState[], isShown: (state: IssueState) => boolean): Figures => {
  const { counted, withdrawn, standing, marks, outcomes } = countsOf(round, states);
  const counting = states.filter((state) => state.status !== 'withdrawn');
  const measures = counting.flatMap((state) => state.measures);
  // A common issue is one issue, shown where none of its parts is withheld.
  const issues = [...Map.groupBy(counting, (state) => state.common?.number ?? state.number).values()];
  const shown = issues.filter((parts) => parts.every(isShown)).length;
  return {
    counted,
    withdrawn,
    aspects: new Set(counting.map((state) => state.category)).size,
    standing,
    unfinished: standing.open.count + standing.extended.count,
    measures: { total: measures.length, done: measures.filter((measure) => measure.done).length },
    overdue: marks.overdue,
    outcomes,
    withheld: counted - shown,
    shown,
  };
};
