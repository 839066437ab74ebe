import { median } from './stats.ts';
import type { Cost } from './cost.ts';

/** A line of the result. Ratios are ours : bare. */
export type Row = {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly bare: number | null;
  readonly ratio: number | null;
  readonly aim: Aim | null;
};
export type Aim = { readonly of: 'ours' | 'ratio'; readonly most?: number; readonly least?: number };

export type PhaseResult = {
  readonly rows: readonly Row[];
  /** What a reader has to know before quoting a figure. */
  readonly remarks: readonly string[];
  /** Every slice, for whoever wants to look closer. */
  readonly raw: unknown;
  readonly othersShare: number;
};

export const row = (what: string, unit: string, ours: number, bare: number | null, aim: Aim | null = null): Row => ({
  what,
  unit,
  ours,
  bare,
  ratio: bare === null || bare === 0 ? null : ours / bare,
  aim,
});

/** Medians over rounds of one figure. */
export const rowOf = <T>(what: string, unit: string, ours: readonly T[], bare: readonly T[], figure: (slice: T) => number, aim: Aim | null = null): Row =>
  row(what, unit, median(ours.map(figure)), bare.length === 0 ? null : median(bare.map(figure)), aim);

export const isMet = ({ ours, ratio, aim }: Row): boolean | null => {
  const value = aim?.of === 'ratio' ? ratio : ours;
  if (aim === null || value === null || Number.isNaN(value)) return null;
  return value <= (aim.most ?? Infinity) && value >= (aim.least ?? -Infinity);
};

export const othersShare = (slices: readonly { readonly cost: Cost }[]): number => median(slices.map((slice) => slice.cost.others));
