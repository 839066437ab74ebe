import type { DayTable } from './day-table.ts';
import type { Trigger } from './look-back-causes.ts';
import type { IssueKind, Policy, Term } from './policy-schema.ts';
import { addTerm } from './term.ts';
import { addDays, type Day, daysBetween, type Instant } from './time.ts';

/** The terms of a policy by which a date of a round can have been counted. */
export type RoundTermName = 'round-plan' | 'round-plan-review' | 'round-plan-again' | 'round-concentrated' | 'round-report' | 'round-second-term' | 'round-assessment';

/** The terms of a policy by which a date can have been counted, of an issue or of a round. */
export type TermName = RoundTermName | 'accept' | 'plan' | 'plan-review' | 'due' | 'return-due' | 'reopen-due' | 'extension' | 'verify' | 'look-back' | 'cadence' | 'hand-over' | 'amendment' | 'withholding' | Trigger;

/** Where a date came from: a term of the policy, or one of its own (as printed: "within 30 working days"), counted from a day. */
export type Counted = {
  readonly from: Day;
  readonly by: TermName | Term;
  /** Which look-back it is. */
  readonly n?: number;
  /** Days by which suspensions have moved it on since. */
  readonly shift?: number;
};

/**
 * A date that binds: the last day in time, since when it stands, and the event that set it (its identity). `counted`: by
 * which term it was reached, so that it can be counted anew when the rules change; a date without it was given as a day.
 */
export type Dated = { readonly day: Day; readonly since: Instant; readonly set: number; readonly counted?: Counted };

/** What dates are counted by. */
export type Rules = { readonly policy: Policy; readonly days: DayTable };

/** The term as a policy states it; undefined where it has none (it plans fewer look-backs). */
const termNamed = (policy: Policy, kind: IssueKind, { by, n }: Counted): Term | undefined => {
  if (typeof by === 'object') return by;
  switch (by) {
    case 'accept':
      return policy.terms.accept;
    case 'plan':
      return policy.terms.plan;
    case 'plan-review':
      return policy.terms.planReview;
    case 'due':
      return policy.terms.due[kind];
    case 'return-due':
      return policy.closure.returnDue;
    case 'reopen-due':
      return policy.lookBack.reopenDue;
    case 'extension':
      return policy.extension.decision;
    case 'verify':
      return policy.closure.verify;
    case 'look-back':
      return policy.lookBack.after[(n ?? 1) - 1];
    case 'cadence':
      return policy.sustained.cadence;
    case 'hand-over':
      return policy.handOver.sign;
    case 'amendment':
      return policy.amendment.decision ?? undefined;
    case 'withholding':
      return policy.publication.decision ?? undefined;
    case 'round-plan':
      return policy.terms.plan;
    case 'round-plan-review':
      return policy.round.planReview;
    case 'round-plan-again':
      return policy.round.planAgain;
    case 'round-concentrated':
      return policy.terms.concentrated;
    case 'round-report':
      return policy.terms.report;
    case 'round-second-term':
      return policy.round.assessment.secondTerm;
    case 'round-assessment':
      return policy.round.assessment.within;
    default:
      return policy.lookBack.triggers[by].within;
  }
};

/** The day to which a counted date comes under these rules, from its origin; null where they know no such term. */
export const recount = (counted: Counted, kind: IssueKind, { policy, days }: Rules): Day | null => {
  const term = termNamed(policy, kind, counted);
  return term === undefined ? null : addDays(addTerm(days, counted.from, term), counted.shift ?? 0);
};

/** A date that moves by a day keeps its name and its reminders, each sent once; further, it is another deadline and told. */
export const isLargeMove = ({ from, to }: { readonly from: Day; readonly to: Day }): boolean => Math.abs(daysBetween(from, to)) > 1;
