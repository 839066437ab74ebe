/** What becomes of a notice on its way to one person, in the order of its life. */
export const DELIVERY_STATES = ['planned', 'claimed', 'handed_over', 'accepted', 'rejected', 'uncertain', 'suppressed', 'bundled', 'withdrawn'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What did not reach anybody for certain. */
export const TROUBLED_STATES: readonly DeliveryState[] = ['rejected', 'uncertain', 'suppressed'];
