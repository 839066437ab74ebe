/** Pieces of text on a page, as a PDF places them, put together to lines as the eye reads them. */

/** One piece of text; lengths in points, y counted upwards from the foot of the page. */
export type Piece = { readonly text: string; readonly x: number; readonly y: number; readonly width: number; readonly size: number };
export type PageLine = {
  readonly text: string;
  readonly page: number;
  /** Number of the line on its page, from 1. */
  readonly line: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** Where the page has columns, the line is a row of them. */
  readonly columns: boolean;
};

const HAN = /[\p{Script=Han}，。；：、！？”’）》】“‘（《【]/u;

const joined = (pieces: readonly Piece[]): { text: string; columns: boolean } => {
  let [text, end, columns] = ['', Number.NaN, false];
  for (const piece of pieces) {
    const gap = piece.x - end;
    const em = Math.max(piece.size, 1);
    if (text !== '' && !Number.isNaN(gap)) {
      // A wide gap is a new column; a space between two Chinese signs is only their setting.
      if (gap > em * 1.8 && piece.text.trim() !== '') {
        text = `${text.trimEnd()} | `;
        columns = true;
      } else if (gap > em * 0.25 && !(HAN.test(text.at(-1) ?? '') && HAN.test(piece.text[0] ?? ''))) text += ' ';
    }
    text += piece.text;
    if (piece.text.trim() !== '' || Number.isNaN(end)) end = piece.x + piece.width;
  }
  return { text: text.replace(/\s+/g, ' ').trim(), columns };
};

/** The lines of one page from top to bottom. */
export const linesOfPage = (pieces: readonly Piece[], page: number): PageLine[] => {
  const rows: Piece[][] = [];
  for (const piece of pieces.filter((one) => one.text !== '').toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    const first = row?.[0];
    // Raised signs stand on the line of the larger ones.
    if (row !== undefined && first !== undefined && first.y - piece.y < Math.max(first.size, piece.size) * 0.5) row.push(piece);
    else rows.push([piece]);
  }
  return rows
    .map((row) => row.toSorted((a, b) => a.x - b.x))
    .flatMap((row) => {
      const words = row.filter((piece) => piece.text.trim() !== '');
      const [first] = words;
      if (first === undefined) return [];
      const { text, columns } = joined(row);
      const size = Math.max(...words.map((piece) => piece.size));
      return [{ text, columns, page, left: first.x, right: Math.max(...words.map((piece) => piece.x + piece.width)), y: first.y, size }];
    })
    .map((line, at) => ({ ...line, line: at + 1 }));
};
