import type { IssueEvent } from './events.ts';
import type { OpenCommand } from './command-schema.ts';
import { isEnded, makePartNumber, type IssueState, type Rating, type Status } from './issue.ts';
import type { Light } from './policy-schema.ts';
import { refuse } from './refusal.ts';
import type { Day } from './time.ts';
import { seatsOfUnit, type UnitTree } from './units.ts';

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

/** How far it is, by where its parts stand. */
export const standingOfCommon = (parts: readonly Pick<Part, 'status'>[]): Pick<CommonIssue, 'status' | 'units' | 'closed' | 'sustained' | 'withdrawn'> => {
  const counted = parts.filter(({ status }) => status !== 'withdrawn');
  return {
    status: ORDER.find((status) => counted.some((part) => part.status === status)) ?? 'withdrawn',
    units: counted.length,
    closed: counted.filter(({ status }) => status === 'closed' || status === 'archived').length,
    sustained: counted.filter(({ status }) => status === 'sustained').length,
    withdrawn: parts.length - counted.length,
  };
};

/** The common issue of these parts: a projection, never a second truth. */
export const commonIssueOf = (parts: readonly Part[]): CommonIssue => {
  const counted = parts.filter(({ status }) => status !== 'withdrawn');
  const open = counted.filter(({ status }) => !isSettled(status));
  const days = (of: readonly Part[]): Day[] => of.map(({ due }) => due).toSorted();
  const some = (mark: 'overdue' | 'suspended' | 'measureSlipped' | 'lookBackOverdue'): boolean => counted.some((part) => part[mark]);
  return {
    ...standingOfCommon(parts),
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
  };
};

/** Where a common issue stands as a whole: only these moments are recorded of it. */
export type CommonPhase = 'open' | 'closed' | 'withdrawn';
export const phaseOfCommon = ({ units, status }: Pick<CommonIssue, 'units' | 'status'>): CommonPhase => (units === 0 ? 'withdrawn' : isSettled(status) ? 'closed' : 'open');

/** What it says, and under which heading. */
export type Wording = { readonly title: string; readonly category: string };

/** What a step of one part means for the whole. */
export type CommonEvent =
  | { readonly type: 'unit-joined'; readonly unit: string }
  | { readonly type: 'unit-left'; readonly unit: string; readonly reason: string }
  | { readonly type: 'common-closed'; readonly unit: string; readonly units: number; readonly sustained: number }
  /** A part that was finished is open again, or a unit joined that has still to do it. */
  | { readonly type: 'common-reopened'; readonly unit: string; readonly reason: string | null }
  | { readonly type: 'common-withdrawn'; readonly unit: string }
  /** The last of its parts has the new wording; until then the old one stood. */
  | ({ readonly type: 'common-reworded'; readonly unit: string } & Wording);

/** How one part moved: it joined, left with a reason, or was reopened with one. */
export type PartMove = { readonly unit: string; readonly joined: boolean; readonly left: string | null; readonly reopened: string | null };

/** Which moments of a part can move the whole. */
const MOVING: readonly IssueEvent['type'][] = ['opened', 'closed', 'sustained', 'reopened', 'archived', 'withdrawn', 'look-back-planned', 'corrected'];

/** The moment of a step that can move the whole; undefined where none can. */
export const movingEvent = (events: readonly IssueEvent[]): IssueEvent | undefined => events.findLast(({ type }) => MOVING.includes(type));

/** What a step of a part means for the whole. */
export const partMoveOf = (unit: string, events: readonly IssueEvent[]): PartMove => {
  const reasonOf = (type: 'withdrawn' | 'reopened'): string | null => {
    const found = events.findLast((event) => event.type === type);
    return found !== undefined && 'reason' in found ? found.reason : null;
  };
  return { unit, joined: events.some(({ type }) => type === 'opened'), left: reasonOf('withdrawn'), reopened: reasonOf('reopened') };
};

/**
 * What is recorded of the common issue when one of its parts has moved: who joined or left, and the moment at which the last
 * one closed or a first one came back. `before`: null where there was none yet.
 */
export const commonEventsOf = (before: CommonPhase | null, move: PartMove, after: Pick<CommonIssue, 'units' | 'status' | 'sustained'>): readonly CommonEvent[] => {
  const { unit, joined, left, reopened } = move;
  const membership: readonly CommonEvent[] = [...(joined ? [{ type: 'unit-joined' as const, unit }] : []), ...(left === null ? [] : [{ type: 'unit-left' as const, unit, reason: left }])];
  const phase = phaseOfCommon(after);
  if (phase === (before ?? 'open')) return membership;
  if (phase === 'closed') return [...membership, { type: 'common-closed', unit, units: after.units, sustained: after.sustained }];
  return [...membership, phase === 'open' ? { type: 'common-reopened', unit, reason: reopened } : { type: 'common-withdrawn', unit }];
};

type Worded = Wording & Pick<Part, 'unit' | 'status'>;
const saysTheSame = (one: Wording, other: Wording): boolean => one.title === other.title && one.category === other.category;

/**
 * The whole is reworded once all of its parts are that can still be corrected; one that is archived keeps its words. Until the
 * last of them is approved the old wording stands, and units that are added have that.
 */
export const rewordedBy = (unit: string, before: Wording, parts: readonly Worded[]): readonly CommonEvent[] => {
  const [first, ...others] = parts.filter(({ status }) => !isEnded(status));
  if (first === undefined || saysTheSame(first, before) || !others.every((part) => saysTheSame(part, first))) return [];
  return [{ type: 'common-reworded', unit, title: first.title, category: first.category }];
};

/**
 * The parts that wait for the approval of one and the same new wording, so that whoever decides does so on one text.
 * @throws Refusal NO_AMENDMENT, COMMON_WORDINGS_DIFFER
 */
export const partsToReword = (parts: readonly IssueState[]): readonly IssueState[] => {
  const waiting = parts.filter(({ amendment, numbering }) => amendment?.kind === 'correct' && amendment.numbering.corrected === numbering.corrected && amendment.numbering.split.join() === numbering.split.join());
  const wanted = waiting.flatMap(({ amendment }) => amendment ?? []);
  const [first] = wanted;
  if (first === undefined) return refuse('NO_AMENDMENT', '没有待批的更正申请', 'no correction is waiting for approval');
  const other = wanted.find((one) => !saysTheSame(one, first));
  if (other !== undefined) refuse('COMMON_WORDINGS_DIFFER', `各单位待批的文字不一致（“${first.title}”与“${other.title}”），请逐件审批`, `the parts wait for different wordings ("${first.title}" and "${other.title}"); decide them one by one`);
  return waiting;
};

/** As `idSchema` has it. */
const LONGEST_NUMBER = 64;

/** The number of a unit's part. @throws Refusal PART_NUMBER */
export const partNumber = (common: string, unit: string): string => {
  const number = makePartNumber(common, unit);
  if (number.length > LONGEST_NUMBER) refuse('PART_NUMBER', `编号“${number}”过长`, `the number "${number}" is too long`, { number });
  return number;
};

/**
 * A finding that comes in with several responsible units, as a part for each: words, date and standing are the finding's; head
 * and superior are the unit's; its owner is for the unit to name.
 */
export const inParts = (draft: OpenCommand, units: readonly string[], tree: UnitTree): readonly OpenCommand[] =>
  units.map((unit) => {
    const { head, superior } = seatsOfUnit(tree, unit);
    const parties = { ...draft.parties, owner: null, leader: null, head: head ?? draft.parties.head, superior: superior ?? draft.parties.superior };
    return { ...draft, number: partNumber(draft.number, unit), parties, common: { number: draft.number, unit } };
  });

/** How many issues these are, as a report counts them: the parts of a common issue are one. */
export const issuesAmong = (drafts: readonly { readonly number: string; readonly common?: { readonly number: string } | undefined }[]): number => new Set(drafts.map(({ number, common }) => common?.number ?? number)).size;
