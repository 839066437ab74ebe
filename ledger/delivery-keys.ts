import { createHash } from 'node:crypto';

/** What makes a delivery one and the same, however often it is planned or tried. */
export type DeliveryKey = {
  readonly issueId: string;
  readonly cycle: number;
  readonly step: string;
  readonly recipient: string;
  readonly channel: string;
};

/** The recipient of a notice for which no post in the chain is held by anybody. */
export const NOBODY = 'nobody';

/** Bundles belong to no issue. */
export const BUNDLE_ISSUE = 'bundle';

/** The row's id, out of its key alone: every process and every attempt finds the same. 160 bits do not collide. */
export const deliveryId = (key: DeliveryKey): string =>
  createHash('sha256')
    .update(JSON.stringify([key.issueId, key.cycle, key.step, key.recipient, key.channel]))
    .digest('hex')
    .slice(0, 40);

/** Every attempt carries the same Message-ID, so that a recipient's server or mailbox can drop a second copy. */
export const messageIdOf = (id: string): string => `<${id}@huitoukan.local>`;

/** The step of a bundle: the same reminders make the same bundle, hence the same Message-ID, in every attempt. */
export const bundleStep = (childIds: readonly string[]): string =>
  `bundle:${createHash('sha256').update([...childIds].sort().join('\n')).digest('hex').slice(0, 16)}`;
