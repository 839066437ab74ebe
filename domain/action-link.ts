import { DAY_MS, type Instant } from './time.ts';

/** How long a link in a mail opens anything: as long as a reminder is repeated at all, and not for whoever finds the mailbox next year. */
export const ACTION_LINK_MS = 30 * DAY_MS;

/** What is known of a link when somebody comes by it. */
export type LinkFacts = {
  readonly expiresAt: Instant;
  /** The cycle of the issue that it was made in. */
  readonly cycle: number;
  /** When the person confirmed this notice, by whatever road. */
  readonly confirmedAt: Instant | null;
  /** Its issue or round as it is now; null: there is none any more. */
  readonly subject: { readonly cycle: number; readonly over: boolean } | null;
};

/** `confirmed`: done already. `past`: the case has ended or begun another cycle, so that there is nothing left to confirm. */
export type LinkStanding = 'open' | 'confirmed' | 'expired' | 'past';

/** May it still confirm what it was made for? What is done already is said first: nobody has to worry about a link that expired since. */
export const standingOfLink = ({ expiresAt, cycle, confirmedAt, subject }: LinkFacts, now: Instant): LinkStanding => {
  if (confirmedAt !== null) return 'confirmed';
  if (subject === null || subject.over || subject.cycle !== cycle) return 'past';
  return now < expiresAt ? 'open' : 'expired';
};
