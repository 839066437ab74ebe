import { commonIssueOf, type Part } from '../domain/common.ts';
import type { IssueCell } from '../ledger/counts.ts';
import { standingOf, type Standing } from './standing.ts';

/** The parts that one unit has of a round's common issues; every one stands in exactly one of these columns. */
export type UnitCounts = Readonly<Record<Standing, number>> & { readonly unit: string; readonly parts: number; readonly withdrawn: number; readonly overdue: number };

/**
 * A common issue counts once in the counts of its round, where the slowest of its parts stands, and by unit for each part.
 * The two are reconciled by `workflows`: all issues that have one of their own.
 */
export type CommonCounts = { readonly issues: number; readonly parts: number; readonly workflows: number; readonly units: readonly UnitCounts[] };

const sum = (cells: readonly IssueCell[]): number => cells.reduce((total, cell) => total + cell.count, 0);

/** As many parts as a cell counts; dates and lights are nothing that is counted. */
const partsIn = (cell: IssueCell): readonly Part[] => Array.from({ length: cell.count }, () => ({ ...cell, unit: cell.unit ?? '', due: '', light: null }));

/** The cells with every common issue put together out of its parts, and what was put together. Pure. */
export const countedOnce = (cells: readonly IssueCell[]): { readonly issues: readonly IssueCell[]; readonly common: CommonCounts } => {
  const parts = cells.filter((cell) => cell.common != null);
  const wholes = [...Map.groupBy(parts, (cell) => cell.common).values()].map((own): IssueCell => {
    const { status, overdue, suspended, extended, measureSlipped, own: rated, verified, lookBackOverdue } = commonIssueOf(own.flatMap(partsIn));
    return { status, kind: own[0]?.kind ?? 'dated', overdue, suspended, extended, measureSlipped, own: rated, verified, lookBackOverdue, count: 1 };
  });
  const units = [...Map.groupBy(parts, (cell) => cell.unit ?? '')].map(([unit, own]) => unitCounts(unit, own));
  return {
    issues: [...cells.filter((cell) => cell.common == null), ...wholes],
    common: { issues: wholes.length, parts: sum(parts), workflows: sum(cells), units: units.toSorted((a, b) => (a.unit < b.unit ? -1 : 1)) },
  };
};

const unitCounts = (unit: string, cells: readonly IssueCell[]): UnitCounts => {
  const standing = (wanted: Standing | null): number => sum(cells.filter((cell) => standingOf(cell) === wanted));
  return {
    unit,
    parts: sum(cells),
    withdrawn: standing(null),
    done: standing('done'),
    sustained: standing('sustained'),
    extended: standing('extended'),
    open: standing('open'),
    overdue: sum(cells.filter((cell) => cell.overdue)),
  };
};
