/** Pages set in two columns of running text: the room between them is found, and the left one read before the right one. */

/** One piece of text; lengths in points, y counted upwards from the foot of the page. */
export type Piece = { readonly text: string; readonly x: number; readonly y: number; readonly width: number; readonly size: number };
type Row = readonly Piece[];
/** Fewer lines side by side are an accident. */
const FEWEST = 3;
/** In parts of the size of the signs. */
const [NARROWEST, RAGGED] = [1, 1.6];

const endOf = (piece: Piece): number => piece.x + piece.width;
const wordsOf = (row: Row): Piece[] => row.filter((piece) => piece.text.trim() !== '');
type Gap = { readonly from: number; readonly to: number };

const gapsOf = (row: Row): Gap[] => {
  const words = wordsOf(row);
  return words.flatMap((piece, at) => {
    const before = words[at - 1];
    const gap = before === undefined ? null : { from: endOf(before), to: piece.x };
    return gap !== null && gap.to - gap.from > piece.size * NARROWEST ? [gap] : [];
  });
};

/** Paragraphs fill their lines or are indented at their first; cells of a table do neither. */
const isText = (halves: readonly Row[], size: number): boolean => {
  const ends = halves.map((half) => Math.max(...half.map(endOf))).toSorted((a, b) => a - b);
  const starts = halves.map((half) => Math.min(...half.map((piece) => piece.x))).toSorted((a, b) => a - b);
  const share = (test: boolean[]): number => test.filter(Boolean).length / Math.max(1, halves.length);
  const edge = ends[Math.floor(ends.length * 0.9)] ?? 0;
  const left = starts[Math.floor(starts.length * 0.1)] ?? 0;
  const filled = share(ends.map((end) => end >= edge - size * RAGGED));
  const flush = share(starts.map((start) => Math.abs(start - left) < size * 0.5));
  const indented = share(starts.map((start) => start > left + size * 1.2 && start < left + size * 2.8));
  return filled >= 0.55 || (filled >= 0.25 && indented >= 0.1 && flush >= 0.1 && flush + indented >= 0.9);
};

/** Where the page is parted, or null where its lines run over its whole width. */
const gutterOf = (rows: readonly Row[]): number | null => {
  const gaps = rows.map(gapsOf);
  const size = rows[0]?.[0]?.size ?? 1;
  const middles = gaps.flat().map((gap) => (gap.from + gap.to) / 2);
  const parted = (x: number): number => gaps.filter((row) => row.some((gap) => gap.from < x && x < gap.to)).length;
  const [at] = [...new Set(middles.map(Math.round))].toSorted((a, b) => parted(b) - parted(a));
  if (at === undefined) return null;
  const both = rows.filter((_, row) => gaps[row]?.some((gap) => gap.from < at && at < gap.to) === true);
  // More gaps in a line are more columns: a table.
  const tabular = both.filter((row) => gapsOf(row).length > 1).length;
  const crossing = rows.filter((row) => wordsOf(row).some((piece) => piece.x < at && endOf(piece) > at)).length;
  if (both.length < FEWEST || crossing > rows.length * 0.3 || tabular > both.length * 0.15) return null;
  // The last page's right column may be short: the left one is judged by all of its lines.
  const half = (left: boolean): Row[] =>
    rows.map((row) => wordsOf(row).filter((piece) => (left ? endOf(piece) <= at : piece.x >= at))).filter((row) => row.length > 0);
  return isText(half(true), size) && isText(half(false), size) ? at : null;
};

/**
 * The rows of a page in the order in which they are read. Where there are two columns, each row is cut in two, and the right half is
 * moved over the left one, so that all lines have the same edges; what runs over both columns stays where it is.
 */
export const inReadingOrder = (rows: readonly Row[]): Row[] => {
  const gutter = gutterOf(rows);
  if (gutter === null) return [...rows];
  const isParted = (row: Row): boolean => gapsOf(row).some((gap) => gap.from < gutter && gutter < gap.to);
  const parts = (row: Row): [Piece[], Piece[]] => [row.filter((piece) => piece.x < gutter), row.filter((piece) => piece.x >= gutter)];
  const parted = rows.filter(isParted).map((row) => parts(wordsOf(row)));
  const shift = Math.min(...parted.map(([, right]) => right[0]?.x ?? Infinity)) - Math.min(...parted.map(([left]) => left[0]?.x ?? Infinity));
  const [ordered, aside]: [Row[], Row[]] = [[], []];
  for (const row of rows) {
    const [left, right] = parts(row);
    // A title or a page number stands across both.
    const across = wordsOf(left).length > 0 && !isParted(row) && (wordsOf(right).length > 0 || wordsOf(left).some((piece) => endOf(piece) > gutter));
    if (across) ordered.push(...aside.splice(0), row);
    else {
      if (wordsOf(left).length > 0) ordered.push(left);
      if (wordsOf(right).length > 0) aside.push(right.map((piece) => ({ ...piece, x: piece.x - shift })));
    }
  }
  return [...ordered, ...aside];
};
