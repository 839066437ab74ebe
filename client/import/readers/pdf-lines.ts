/** Pieces of text on a page, as a PDF places them, put together to lines as the eye reads them. */

import { inReadingOrder, type Piece } from './pdf-gutter.ts';

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

/** Between Chinese signs and figures a word processor leaves a little room that nobody typed. */
const isSetting = (before: string, after: string): boolean => (HAN.test(before) && /[\p{Script=Han}\w]/u.test(after)) || (HAN.test(after) && /\w/.test(before));
/** In parts of the size; a typed space is at least a quarter as wide as a Chinese sign. */
const [TYPED_SPACE, WORD_GAP, COLUMN_GAP] = [0.24, 0.3, 1.8];

const joined = (pieces: readonly Piece[]): { text: string; columns: boolean } => {
  let [text, end, columns] = ['', Number.NaN, false];
  pieces.forEach((piece, at) => {
    const em = Math.max(piece.size, 1);
    const gap = piece.x - end;
    const [before, after] = [text.at(-1) ?? '', piece.text[0] ?? ''];
    if (piece.text.trim() === '') {
      // Room that was only set is left to the gap before the next piece, which is narrow, too.
      if (piece.width >= em * TYPED_SPACE || !isSetting(before, pieces[at + 1]?.text[0] ?? '')) text += ' ';
      else end = piece.x + piece.width;
      return;
    }
    if (text !== '' && gap > em * COLUMN_GAP) {
      text = `${text.trimEnd()} | `;
      columns = true;
    } else if (text !== '' && gap > em * WORD_GAP && !(HAN.test(before) && HAN.test(after))) text += ' ';
    text += piece.text;
    end = piece.x + piece.width;
  });
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
  return inReadingOrder(rows.map((row) => row.toSorted((a, b) => a.x - b.x)))
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
