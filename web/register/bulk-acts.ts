/** What can be done with many issues of the register at once. */
export const BULK_ACTS = ['accept', 'assign', 'remind'] as const;
export type BulkAct = (typeof BULK_ACTS)[number];
