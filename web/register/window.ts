/** Every row of the register is so high, whatever is in it: the place of each is known without looking. In CSS pixels, as in page.css. */
export const ROW_PX = 49;
/** Rows above and below what is in sight, so that a scroll does not show what is not there yet. */
const AROUND = 8;
/** The window moves by so many rows: not each row that is scrolled past is a new page. */
const STEP = 4;

/** The rows that are in the page, `from` up to but without `to`, when `top` px of so many rows are scrolled away and `height` px are in sight. */
export const windowOf = (top: number, height: number, count: number): { readonly from: number; readonly to: number } => {
  const inSight = Math.min(Math.max(Math.floor(top / ROW_PX), 0), count);
  const from = Math.max(0, Math.floor((inSight - AROUND) / STEP) * STEP);
  const to = Math.min(count, Math.ceil((inSight + Math.ceil(height / ROW_PX) + AROUND) / STEP) * STEP);
  return { from: Math.min(from, to), to };
};
