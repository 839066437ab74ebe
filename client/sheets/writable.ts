/** Excel takes 32,767 characters a cell; what is longer is cut and says so. */
const CELL_LIMIT = 32_000;
/** XML 1.0 has no control characters; reports that came through old systems do. */
const NOT_IN_XML = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;
/** `_x0041_` is how a workbook writes a sign by its number; a text that has it by chance says so with another (ECMA-376, 22.4.2.4). */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** A text as a cell of a workbook can hold it. */
export const writable = (text: string): string => {
  const kept = text.toWellFormed().replace(NOT_IN_XML, '').replace(ESCAPE, '_x005F_');
  return kept.length > CELL_LIMIT ? `${kept.slice(0, CELL_LIMIT)}……（下略）` : kept;
};
