export const ROUND_TABS = ['overview', 'acts', 'gantt', 'common', 'lineage', 'rollups', 'papers', 'report', 'rehearsal', 'draws'] as const;
export type RoundTab = (typeof ROUND_TABS)[number];
/** Which part of the page stands in the address, so that a link leads to it. */
export const roundSearch = (given: Record<string, unknown>): { readonly tab?: RoundTab } => {
  const tab = ROUND_TABS.find((one) => one === given['tab']);
  return tab === undefined ? {} : { tab };
};
