import type { Rating, Status } from './issue.ts';
import type { Light } from './policy-schema.ts';
import type { Day } from './time.ts';

/**
 * 共性问题: one finding of a round, one wording, many units. Every unit's part is an issue of its own with its own workflow; the
 * common issue has none. What it is follows from its parts alone, so nobody can close it past one of them.
 */

/** What the common issue needs to know of a part; a row of the register says it all. */
export type Part = {
  readonly unit: string;
  readonly status: Status;
  readonly due: Day;
  readonly light: Light | null;
  readonly overdue: boolean;
  readonly suspended: boolean;
  readonly extended: boolean;
  readonly measureSlipped: boolean;
  readonly lookBackOverdue: boolean;
  readonly own: Rating | null;
  readonly verified: Rating | null;
};

/** Seen as one issue, with how far its units are. Withdrawn parts fall out of everything but `withdrawn`. */
export type CommonIssue = Omit<Part, 'unit' | 'due'> & {
  /** By when all of it is due: the latest date of its parts; null where none is left. */
  readonly due: Day | null;
  /** The earliest date of a part that is not finished; null where all are. */
  readonly nextDue: Day | null;
  readonly units: number;
  /** `4 of 9 units closed`: closed or archived. */
  readonly closed: number;
  readonly sustained: number;
  readonly withdrawn: number;
};

/** From the least advanced to the most. A common issue stands where the slowest of its parts stands. */
const ORDER: readonly Status[] = ['assigned', 'planning', 'rectifying', 'verifying', 'sustained', 'closed', 'archived'];
const LIGHTS: readonly Light[] = ['green', 'blue', 'yellow', 'red'];
/** From best to worst. */
const RATINGS: readonly Rating[] = ['done', 'largely', 'partly', 'not'];

/** Nothing is owed of the work itself any more: closed, kept up for long, or archived. */
const isSettled = (status: Status): boolean => ORDER.indexOf(status) >= ORDER.indexOf('sustained');

const last = <T>(order: readonly T[], values: readonly T[]): T | null => order.findLast((one) => values.includes(one)) ?? null;
/** A rating of the whole is there once every part has one; it is the worst of them. */
const worst = (ratings: readonly (Rating | null)[]): Rating | null => {
  const given = ratings.filter((rating) => rating !== null);
  return given.length < ratings.length ? null : last(RATINGS, given);
};

/** The common issue of these parts: a projection, never a second truth. */
export const commonIssueOf = (parts: readonly Part[]): CommonIssue => {
  const counted = parts.filter(({ status }) => status !== 'withdrawn');
  const open = counted.filter(({ status }) => !isSettled(status));
  const days = (of: readonly Part[]): Day[] => of.map(({ due }) => due).toSorted();
  const some = (mark: 'overdue' | 'suspended' | 'measureSlipped' | 'lookBackOverdue'): boolean => counted.some((part) => part[mark]);
  return {
    status: ORDER.find((status) => counted.some((part) => part.status === status)) ?? 'withdrawn',
    due: days(counted).at(-1) ?? null,
    nextDue: days(open)[0] ?? null,
    light: last(LIGHTS, counted.flatMap(({ light }) => light ?? [])),
    overdue: some('overdue'),
    suspended: some('suspended'),
    // Counted apart as extended only where nothing else of it is open.
    extended: open.length > 0 && open.every(({ extended }) => extended),
    measureSlipped: some('measureSlipped'),
    lookBackOverdue: some('lookBackOverdue'),
    own: worst(counted.map(({ own }) => own)),
    verified: worst(counted.map(({ verified }) => verified)),
    units: counted.length,
    closed: counted.filter(({ status }) => status === 'closed' || status === 'archived').length,
    sustained: counted.filter(({ status }) => status === 'sustained').length,
    withdrawn: parts.length - counted.length,
  };
};

/** Where a common issue stands as a whole: only these moments are recorded of it. */
export type CommonPhase = 'open' | 'closed' | 'withdrawn';
export const phaseOfCommon = ({ units, status }: Pick<CommonIssue, 'units' | 'status'>): CommonPhase => (units === 0 ? 'withdrawn' : isSettled(status) ? 'closed' : 'open');

/** What a step of one part means for the whole. */
export type CommonEvent =
  | { readonly type: 'unit-joined'; readonly unit: string }
  | { readonly type: 'unit-left'; readonly unit: string; readonly reason: string }
  | { readonly type: 'common-closed'; readonly unit: string; readonly units: number; readonly sustained: number }
  /** A part that was finished is open again, or a unit joined that has still to do it. */
  | { readonly type: 'common-reopened'; readonly unit: string; readonly reason: string | null }
  | { readonly type: 'common-withdrawn'; readonly unit: string };

/** How one part moved: it joined, left with a reason, or was reopened with one. */
export type PartMove = { readonly unit: string; readonly joined: boolean; readonly left: string | null; readonly reopened: string | null };

/**
 * What is recorded of the common issue when one of its parts has moved: who joined or left, and the moment at which the last
 * one closed or a first one came back. `before`: null where there was none yet.
 */
export const commonEventsOf = (before: CommonPhase | null, move: PartMove, after: CommonIssue): readonly CommonEvent[] => {
  const { unit, joined, left, reopened } = move;
  const membership: readonly CommonEvent[] = [...(joined ? [{ type: 'unit-joined' as const, unit }] : []), ...(left === null ? [] : [{ type: 'unit-left' as const, unit, reason: left }])];
  const phase = phaseOfCommon(after);
  if (phase === (before ?? 'open')) return membership;
  if (phase === 'closed') return [...membership, { type: 'common-closed', unit, units: after.units, sustained: after.sustained }];
  return [...membership, phase === 'open' ? { type: 'common-reopened', unit, reason: reopened } : { type: 'common-withdrawn', unit }];
};

/** How many issues these are, as a report counts them: the parts of a common issue are one. */
export const issuesAmong = (drafts: readonly { readonly number: string; readonly common?: { readonly number: string } | undefined }[]): number => new Set(drafts.map(({ number, common }) => common?.number ?? number)).size;
