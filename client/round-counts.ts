import { percentOf } from '../domain/percent.ts';
import { isOpenWork, type Rating, type Status } from '../domain/issue.ts';
import type { IssueKind } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { countEventCells, countIssueCells, countOutcomeCells, type EventCell, type IssueCell, type OutcomeCell } from '../ledger/counts.ts';
import type { DeliveryState } from '../domain/delivery-states.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { countDeliveries } from '../ledger/delivery-lists.ts';
import { countedOnce, type CommonCounts } from './common-counts.ts';
import { countLineage, type LineageCell } from '../ledger/lineage.ts';
import { outcomeCounts, type OutcomeCounts } from './outcome-counts.ts';
import { standingOf, type Standing } from './standing.ts';

/** A number with its share of the issues that count, in per cent with two digits, as reports print it (453/471 = 96.18). */
export type Share = { readonly count: number; readonly percent: number };

/**
 * The counts of a round. Every issue that counts (all but the withdrawn) stands in exactly one of `standing`: done,
 * sustained, extended (open, but with an extension granted and in time), open. Published reports count extended and
 * sustained ones apart from closed ones, so does this.
 */
export type RoundCounts = {
  readonly round: string;
  readonly total: number;
  readonly withdrawn: number;
  readonly counted: number;
  readonly standing: Readonly<Record<Standing, Share>>;
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly byKind: Readonly<Record<IssueKind, { readonly total: number; readonly done: number }>>;
  /** Marks beside a status; an issue can bear several. */
  readonly marks: { readonly overdue: number; readonly suspended: number; readonly measureSlipped: number; readonly lookBackOverdue: number };
  readonly happened: {
    readonly everOverdue: number;
    readonly returned: Tally;
    readonly extensions: { readonly requested: number; readonly late: number; readonly granted: number; readonly refused: number };
    readonly lookBacks: { readonly held: number; readonly partly: number; readonly rebounded: number; readonly total: number };
    readonly reopened: { readonly afterLookBack: number; readonly byDecision: number };
    /** By ground. */
    readonly suspensions: Readonly<Record<string, number>>;
    /** Corrected and withdrawn ones apart; each was approved where the policy asks for it. */
    readonly amended: { readonly corrected: number; readonly withdrawn: number };
    readonly handedOver: number;
    readonly rungs: Readonly<Record<string, number>>;
  };
  /** Dual rating: what the unit says of its work and what the verifiers found, and how often they differ. */
  readonly ratings: {
    readonly own: Readonly<Record<Rating, number>>;
    readonly verified: Readonly<Record<Rating, number>>;
    readonly both: number;
    readonly alike: number;
    readonly foundLess: number;
    readonly foundMore: number;
  };
  readonly outcomes: OutcomeCounts;
  /** Findings that go back to earlier ones, and what was proposed and decided of it. */
  readonly lineage: LineageCell;
  /** 共性问题: counted once above; here their parts, unit by unit. */
  readonly common: CommonCounts;
  readonly deliveries: Partial<Record<DeliveryState, number>>;
};
type Tally = { readonly times: number; readonly issues: number };

const STATUSES: readonly Status[] = ['assigned', 'planning', 'rectifying', 'verifying', 'closed', 'sustained', 'archived', 'withdrawn'];
const KINDS: readonly IssueKind[] = ['immediate', 'dated', 'sustained'];
/** From best to worst. */
const RATINGS: readonly Rating[] = ['done', 'largely', 'partly', 'not'];
const STANDINGS: readonly Standing[] = ['done', 'sustained', 'extended', 'open'];

const ratingsOf = (issues: readonly IssueCell[]): RoundCounts['ratings'] => {
  const count = (which: (cell: IssueCell) => boolean): number => sum(issues.filter((cell) => cell.status !== 'withdrawn' && which(cell)).map((cell) => cell.count));
  const each = (side: 'own' | 'verified'): Record<Rating, number> => Object.fromEntries(RATINGS.map((rating) => [rating, count((cell) => cell[side] === rating)])) as Record<Rating, number>;
  // How much worse the verifiers found it than the unit itself; below 0: better.
  const worse = (cell: IssueCell): number => (cell.own === null || cell.verified === null ? Number.NaN : RATINGS.indexOf(cell.verified) - RATINGS.indexOf(cell.own));
  return {
    own: each('own'),
    verified: each('verified'),
    both: count((cell) => !Number.isNaN(worse(cell))),
    alike: count((cell) => worse(cell) === 0),
    foundLess: count((cell) => worse(cell) > 0),
    foundMore: count((cell) => worse(cell) < 0),
  };
};

const NO_LINEAGE: LineageCell = { linked: 0, kinds: { 'not-fixed': 0, rebounded: 0, repeated: 0 }, proposals: { open: 0, confirmed: 0, rejected: 0 } };

/** The counts out of the cells: pure, so that published arithmetic can be put to it. */
export const tally = (
  round: string,
  cells: readonly IssueCell[],
  events: readonly EventCell[],
  deliveries: RoundCounts['deliveries'],
  outcomes: readonly OutcomeCell[] = [],
  lineage: LineageCell = NO_LINEAGE,
): RoundCounts => {
  const { issues, common } = countedOnce(cells);
  const count = (which: (cell: IssueCell) => boolean): number => issues.filter(which).reduce((sum, cell) => sum + cell.count, 0);
  const times = (type: string, detail?: string): number => events.filter((cell) => cell.type === type && (detail === undefined || cell.detail === detail)).reduce((sum, cell) => sum + cell.count, 0);
  const touched = (type: string, detail: string | null): number => events.find((cell) => cell.type === type && cell.detail === detail)?.issues ?? 0;
  const total = count(() => true);
  const counted = count((cell) => cell.status !== 'withdrawn');
  const share = (standing: Standing): Share => {
    const number = count((cell) => standingOf(cell) === standing);
    return { count: number, percent: percentOf(number, counted) };
  };
  const counts: RoundCounts = {
    round,
    total,
    withdrawn: total - counted,
    counted,
    standing: { done: share('done'), sustained: share('sustained'), extended: share('extended'), open: share('open') },
    byStatus: Object.fromEntries(STATUSES.map((status) => [status, count((cell) => cell.status === status)])) as Record<Status, number>,
    byKind: Object.fromEntries(
      KINDS.map((kind) => [kind, { total: count((cell) => cell.kind === kind), done: count((cell) => cell.kind === kind && standingOf(cell) === 'done') }]),
    ) as RoundCounts['byKind'],
    marks: { overdue: count((cell) => cell.overdue), suspended: count((cell) => cell.suspended), measureSlipped: count((cell) => cell.measureSlipped), lookBackOverdue: count((cell) => cell.lookBackOverdue) },
    happened: {
      everOverdue: touched('fell-due', 'due'),
      returned: { times: times('returned'), issues: touched('returned', null) },
      extensions: { requested: times('extension-requested'), late: times('extension-requested', 'late'), granted: times('extension-granted'), refused: times('extension-refused') },
      lookBacks: {
        held: times('look-back-recorded', 'held'),
        partly: times('look-back-recorded', 'partly'),
        rebounded: times('look-back-recorded', 'rebounded'),
        total: times('look-back-recorded'),
      },
      reopened: { afterLookBack: times('reopened', 'look-back'), byDecision: times('reopened', 'decision') },
      suspensions: Object.fromEntries(events.filter((cell) => cell.type === 'suspended').map((cell) => [cell.detail ?? 'other', cell.count])),
      amended: { corrected: times('corrected'), withdrawn: times('withdrawn') },
      handedOver: times('handed-over'),
      rungs: Object.fromEntries(events.filter((cell) => cell.type === 'rung-opened').map((cell) => [cell.detail ?? '', cell.count])),
    },
    ratings: ratingsOf(issues),
    outcomes: outcomeCounts(outcomes),
    lineage,
    common,
    deliveries,
  };
  countsAddUp(counts, count((cell) => cell.overdue && !isOpenWork(cell.status)));
  return counts;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Says no to counts that contradict themselves: a report that does not add up must never leave the house.
 * @throws Refusal COUNTS_DO_NOT_ADD_UP
 */
export const countsAddUp = (counts: RoundCounts, overdueAtRest = 0): void => {
  const { standing, byStatus, byKind, happened, ratings, outcomes, lineage, common } = counts;
  const demand = (what: string, left: number, right: number): void => {
    if (left === right) return;
    refuse('COUNTS_DO_NOT_ADD_UP', `统计数对不上：${what}（${left} ≠ ${right}）`, `the counts do not add up: ${what} (${left} ≠ ${right})`, { what, left, right });
  };
  demand('total = counted + withdrawn', counts.total, counts.counted + counts.withdrawn);
  demand('counted = done + sustained + extended + open', counts.counted, sum(STANDINGS.map((one) => standing[one].count)));
  demand('total = sum of statuses', counts.total, sum(STATUSES.map((status) => byStatus[status])));
  demand('total = sum of kinds', counts.total, sum(KINDS.map((kind) => byKind[kind].total)));
  demand('done = closed + archived', standing.done.count, byStatus.closed + byStatus.archived);
  demand('sustained = status sustained', standing.sustained.count, byStatus.sustained);
  demand('look-backs = held + partly + rebounded', happened.lookBacks.total, happened.lookBacks.held + happened.lookBacks.partly + happened.lookBacks.rebounded);
  demand('reopened after a look-back = not held', happened.reopened.afterLookBack, happened.lookBacks.partly + happened.lookBacks.rebounded);
  demand('rated by both = alike + less + more', ratings.both, ratings.alike + ratings.foundLess + ratings.foundMore);
  demand('workflows = issues, each common one in its parts', common.workflows, counts.total - common.issues + common.parts);
  demand('parts = sum of units', common.parts, sum(common.units.map((unit) => unit.parts)));
  for (const unit of common.units) demand(`parts of ${unit.unit}`, unit.parts, unit.withdrawn + sum(STANDINGS.map((one) => unit[one])));
  const { persons, forms, sanctions } = outcomes.accountability;
  demand('persons held to account = sum of forms', persons, sum(Object.values(forms)));
  demand('persons held to account = sum of sanctions', persons, sum(Object.values(sanctions)));
  demand('overdue among settled issues = 0', overdueAtRest, 0);
  demand('no more kinds of a link than linked issues have', Math.max(lineage.linked, ...Object.values(lineage.kinds)), lineage.linked);
  for (const one of STANDINGS) demand(`percent of ${one}`, standing[one].percent, percentOf(standing[one].count, counts.counted));
};

/** The counts of a round as the ledger has them now, checked. */
export const roundCounts = async (db: LedgerDatabase, round: string): Promise<RoundCounts> => {
  const [issues, events, deliveries, outcomes, lineage] = await Promise.all([countIssueCells(db, round), countEventCells(db, round), countDeliveries(db, round), countOutcomeCells(db, round), countLineage(db, round)]);
  return tally(round, issues, events, deliveries, outcomes, lineage);
};
