import { dayOf, type Instant } from '../domain/time.ts';
import { NOBODY } from './delivery-keys.ts';
import type { DeliveryReason } from './delivery-reasons.ts';
import type { Recipient, Resolver } from './delivery-recipients.ts';

/** A row that has come due, with what its issue says now. */
export type DueRow = {
  readonly id: string;
  readonly issue_id: string;
  readonly cycle: number;
  readonly recipient: string;
  readonly parties: readonly string[];
  readonly topic: string;
  readonly origin: string;
  readonly issue_status: string | null;
  readonly issue_cycle: number | null;
};

/** Send it; or do not, and why; `instead`: who holds the post now, perhaps nobody. */
export type Verdict =
  | { readonly verdict: 'send'; readonly to: Recipient & { readonly email: string } }
  | { readonly verdict: 'suppress'; readonly reason: DeliveryReason; readonly instead?: readonly Recipient[] };

// One mailbox, nothing that could add a recipient, a header or an SMTP command. Deliberately stricter than RFC 5321.
const ADDRESS = /^[^\s<>@,;:"()[\]\\\p{Cc}]{1,64}@[^\s<>@,;:"()[\]\\\p{Cc}]{1,255}$/u;

/** Topics that stay due when work is over: everything else is silent after closure. */
const AFTER_WORK: Readonly<Record<string, readonly string[]>> = {
  closed: ['look-back', 'suspension', 'hand-over'],
  sustained: ['cadence', 'suspension', 'hand-over'],
  archived: [],
  withdrawn: [],
};

const isOver = (row: DueRow): DeliveryReason | null => {
  if (row.origin !== 'ladder') return null;
  if (row.issue_status === null) return 'issue_ended';
  if (row.issue_cycle !== row.cycle) return 'cycle_over';
  const allowed = AFTER_WORK[row.issue_status];
  return allowed === undefined || allowed.includes(row.topic) ? null : 'issue_ended';
};

/**
 * The last look before sending, in the transaction that claims the row: still called for, and still the right person?
 * A row is planned weeks ahead; people leave meanwhile. Only mail needs an address.
 */
export const recheck = (row: DueRow, resolve: Resolver, now: Instant, { byMail }: { readonly byMail: boolean }): Verdict => {
  const over = isOver(row);
  if (over !== null) return { verdict: 'suppress', reason: over };
  const holders = resolve(row.parties, dayOf(now));
  if (holders.length === 0 && row.recipient === NOBODY) return { verdict: 'suppress', reason: 'nobody_in_post' };
  const holder = holders.find((one) => one.id === row.recipient);
  if (holder === undefined) {
    return { verdict: 'suppress', reason: row.recipient === NOBODY ? 'replaced' : 'left_post', instead: holders };
  }
  if (!byMail) return { verdict: 'send', to: { ...holder, email: '' } };
  if (holder.email === null || holder.email.trim() === '') return { verdict: 'suppress', reason: 'no_address' };
  const email = holder.email.trim();
  return ADDRESS.test(email) ? { verdict: 'send', to: { ...holder, email } } : { verdict: 'suppress', reason: 'bad_address' };
};
