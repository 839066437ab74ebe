/** Tables for a terminal, where a Chinese character takes two places. */

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
/** Joins and marks that take no place, and control characters that a terminal must not get to see. */
const NARROW = /[\p{Mn}\p{Me}\u200b-\u200f\ufeff]/u;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** How many places a text takes. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const sign of text) width += NARROW.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
  return width;
};

/** Cut to `places` at most, with an ellipsis where something was cut. */
export const cut = (text: string, places: number): string => {
  if (widthOf(text) <= places) return text;
  let kept = '';
  let width = 0;
  for (const sign of text) {
    width += widthOf(sign);
    if (width > places - 1) break;
    kept += sign;
  }
  return `${kept}…`;
};

export type TableColumn<T> = { readonly head: string; readonly value: (row: T) => string | number | null; readonly max?: number };

/** Aligned lines with a head and a rule; numbers stand to the right. */
export const table = <T>(rows: readonly T[], columns: readonly TableColumn<T>[]): string => {
  const cells = rows.map((row) =>
    columns.map(({ value, max }) => {
      const raw = value(row);
      return { text: cut(String(raw ?? '').replace(CONTROL, ' '), max ?? 60), right: typeof raw === 'number' };
    }),
  );
  const widths = columns.map(({ head }, at) => Math.max(widthOf(head), ...cells.map((row) => widthOf(row[at]?.text ?? ''))));
  const pad = (text: string, at: number, right: boolean): string => {
    const gap = ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
    return right ? `${gap}${text}` : `${text}${gap}`;
  };
  const line = (row: readonly { text: string; right: boolean }[]): string =>
    row
      .map(({ text, right }, at) => pad(text, at, right))
      .join('  ')
      .trimEnd();
  const head = line(columns.map((column) => ({ text: column.head, right: false })));
  return [head, widths.map((width) => '─'.repeat(width)).join('  '), ...(cells.length === 0 ? ['（没有 / none）'] : cells.map(line))].join('\n');
};
