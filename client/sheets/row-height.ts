import { widthOf } from '../commands/table.ts';
import { cellText, type CellValue } from './table.ts';

/** A line of 11 point, in points; and the highest row that Excel has. */
const LINE = 15;
const MOST = 409;

/**
 * How high a row has to be for its wrapped texts to be read (points). Given with the file: not every program works it out
 * when it opens one, and a finding of which only the first line shows is not printed.
 */
export const rowHeight = (values: readonly CellValue[], widths: readonly number[]): number => {
  const lines = values.map((value, column) =>
    cellText(value)
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / Math.max(1, (widths[column] ?? 10) - 1))), 0),
  );
  return Math.min(MOST, LINE * Math.max(1, ...lines) + 3);
};
