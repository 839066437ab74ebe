import { isMet, type PhaseResult, type Row } from './rows.ts';
import type { PhaseName } from './options.ts';

/** Wide characters take two columns of a terminal. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1), 0);
const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));
const padStart = (text: string, to: number): string => ' '.repeat(Math.max(0, to - width(text))) + text;

const number = (value: number | null): string => {
  if (value === null) return '-';
  if (Number.isNaN(value)) return '?';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

const aimOf = (row: Row): string => {
  const { aim } = row;
  if (aim === null) return '';
  const bound = aim.most === undefined ? `>= ${aim.least}` : `<= ${aim.most}`;
  const value = aim.of === 'ratio' ? row.ratio : row.ours;
  const met = isMet(row);
  if (met === null || value === null) return bound;
  const off = aim.most === undefined ? value / (aim.least ?? 1) : value / aim.most;
  return `${bound}${aim.of === 'ratio' ? ' (ratio)' : ` ${row.unit}`} ${met ? 'met / 达标' : `MISSED by ${Math.abs((off - 1) * 100).toFixed(0)} % / 未达标`}`;
};

const COLUMNS = [52, 8, 11, 11] as const;

const line = ([what, ratio, ours, bare]: readonly [string, string, string, string], aim: string): string =>
  `${pad(what, COLUMNS[0])}${padStart(ratio, COLUMNS[1])}${padStart(ours, COLUMNS[2])}${padStart(bare, COLUMNS[3])}   ${aim}`.trimEnd();

/** Others at work for more than this share of the machine: the figures say little. */
const NOISE = 0.15;

/** The table for people: ratios first, since the machine's own speed drops out of them. */
export const phaseInWords = (title: string, { rows, remarks, othersShare }: PhaseResult): string =>
  [
    '',
    title,
    line(['', 'ratio', 'ours', 'bare'], 'aim'),
    ...rows.map((row) => line([row.what, number(row.ratio), `${number(row.ours)} ${row.unit}`.trim(), row.bare === null ? '-' : `${number(row.bare)} ${row.unit}`.trim()], aimOf(row))),
    ...remarks.map((remark) => `  * ${remark}`),
    ...(othersShare > NOISE ? [`  ! Others used ${(othersShare * 100).toFixed(0)} % of the machine meanwhile: wall-clock figures and ratios below 1.5 mean little. / 测量期间机器繁忙，结果仅供参考。`] : []),
  ].join('\n');

export type Report = { readonly phase: PhaseName; readonly title: string; readonly result: PhaseResult };

export const missedAims = (reports: readonly Report[]): string => {
  const judged = reports.flatMap(({ result }) => result.rows).filter((row) => isMet(row) !== null);
  const missed = judged.filter((row) => isMet(row) === false);
  if (judged.length === 0) return '';
  const list = missed.map((row) => `  - ${row.what.trim()}: ${aimOf(row)}`);
  return [`\n${judged.length - missed.length} of ${judged.length} aims met / 达标 ${judged.length - missed.length} 项，共 ${judged.length} 项`, ...list].join('\n');
};
