type Chosen = {
  readonly id: string;
  readonly on: boolean;
  /** With the shift key: where the choice before this one was made; all between go with it. */
  readonly from: string | null;
};

/** What is selected after a row was chosen or let go, `ids` being the rows in their order. */
export const selectionAfter = (ids: readonly string[], selected: readonly string[], { id, on, from }: Chosen): readonly string[] => {
  const [start, end] = [ids.indexOf(from ?? id), ids.indexOf(id)];
  const touched = start < 0 || end < 0 ? [id] : ids.slice(Math.min(start, end), Math.max(start, end) + 1);
  return on ? [...new Set([...selected, ...touched])] : selected.filter((one) => !touched.includes(one));
};
