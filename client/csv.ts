export type Cell = string | number | null;

/**
 * What a spreadsheet would take for a formula begins with an apostrophe (CSV has no types: OWASP, CSV injection). So does
 * what begins with one and would then look like that: whoever takes one off again has the text as it was.
 */
const csvCell = (value: Cell): string => {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** RFC 4180 with a byte order mark: without it Excel reads Chinese as something else. The first row is the head. */
export const csvText = (rows: readonly (readonly Cell[])[]): string => `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
