/** Tables with merged cells, laid out as a grid: a line for each row, its cells between bars. */

export type Cell = { readonly text: string; readonly columns: number; readonly rows: number };

/** More is no table of a report but a trap. */
const MOST_CELLS = 200_000;
const MOST_COLUMNS = 200;

/** Every cell in its column; where a merged cell goes on, the cell is empty, so that no words are doubled. */
const layOut = (rows: ReadonlyArray<readonly Cell[]>): string[][] => {
  const grid: string[][] = [];
  const taken = new Map<number, Set<number>>();
  let cells = 0;
  rows.forEach((row, at) => {
    const line: string[] = [];
    let column = 0;
    const isTaken = (where: number): boolean => taken.get(at)?.has(where) === true;
    for (const cell of row) {
      while (isTaken(column)) line[column++] = '';
      for (let across = 0; across < Math.min(cell.columns, MOST_COLUMNS - column); across += 1) {
        for (let down = 1; down < Math.min(cell.rows, rows.length - at) && cells < MOST_CELLS; down += 1, cells += 1)
          taken.set(at + down, (taken.get(at + down) ?? new Set()).add(column + across));
        line[column + across] = across === 0 ? cell.text : '';
      }
      column += Math.max(1, cell.columns);
    }
    while (isTaken(column)) line[column++] = '';
    grid.push(Array.from({ length: Math.min(line.length, MOST_COLUMNS) }, (_, index) => line[index] ?? ''));
  });
  return grid;
};

/** Header cells that reach over two or three rows: the rows are one header, the names of a column put together. */
const headerRows = (rows: ReadonlyArray<readonly Cell[]>): number => {
  const first = rows[0] ?? [];
  const deepest = first.reduce((most, cell) => Math.max(most, cell.rows), 1);
  return deepest <= 3 && deepest < rows.length && first.some((cell) => cell.columns > 1) && first.every((cell) => cell.text.length <= 16)
    ? deepest
    : 1;
};

/** Rows as lines, each with the number of its (first) row. */
export const linesOfTable = (rows: ReadonlyArray<readonly Cell[]>): Array<{ readonly text: string; readonly row: number }> => {
  const grid = layOut(rows);
  const depth = headerRows(rows);
  const head = grid.slice(0, depth);
  // A name over several columns stands before each of theirs: 责任 over 领导 and 单位.
  const spread = head.slice(0, -1).map((line, at) => {
    const source = rows[at] ?? [];
    return source.flatMap((cell) => Array.from({ length: Math.min(cell.columns, MOST_COLUMNS) }, () => cell.text)).slice(0, line.length);
  });
  const names = (grid[0] ?? []).map((_, column) => {
    const under = head.at(-1)?.[column] ?? '';
    const over = spread.map((line) => line[column] ?? '').join('');
    return under === '' ? over : depth > 1 && over !== under && under.length < 3 ? over + under : under;
  });
  const body = grid.slice(depth).map((line, at) => ({ line, row: at + depth + 1 }));
  return [{ line: names, row: 1 }, ...body]
    .filter(({ line }) => line.some((cell) => cell !== ''))
    .map(({ line, row }) => ({ text: line.length === 1 ? (line[0] ?? '') : `| ${line.join(' | ')} |`, row }));
};
