import { dayOf, type Instant } from '../domain/time.ts';
import type { DeputyOf } from './absences.ts';
import { NOBODY } from './delivery-keys.ts';
import type { DeliveryReason } from './delivery-reasons.ts';
import type { Recipient, Resolver } from './delivery-recipients.ts';

/** A row that has come due, with what its issue says now; of a round's own notice, what the round says. */
export type DueRow = {
  readonly id: string;
  readonly issue_id: string;
  readonly cycle: number;
  readonly recipient: string;
  readonly parties: readonly string[];
  readonly topic: string;
  readonly origin: string;
  /** For whom the recipient stands in, where he is a deputy. */
  readonly on_behalf_of: string | null;
  readonly issue_status: string | null;
  readonly issue_cycle: number | null;
};

/** Send it; or do not, and why; `instead`: who holds the post now, perhaps nobody. */
export type Verdict = (
  | { readonly verdict: 'send'; readonly to: Recipient & { readonly email: string } }
  | { readonly verdict: 'suppress'; readonly reason: DeliveryReason; readonly instead?: readonly Recipient[] }
) &
  StandIn;

/** `principal`: for whom the recipient reads it. `deputy`: who acts for the recipient, on leave today; he gets it as information. */
export type StandIn = { readonly principal?: Recipient; readonly deputy?: Recipient };

export type RecheckOptions = {
  /** Only mail needs an address. */
  readonly byMail: boolean;
  /** Who stands in for a person today. */
  readonly deputyOf: DeputyOf;
};

// One mailbox, nothing that could add a recipient, a header or an SMTP command. Deliberately stricter than RFC 5321.
const ADDRESS = /^[^\s<>@,;:"()[\]\\\p{Cc}]{1,64}@[^\s<>@,;:"()[\]\\\p{Cc}]{1,255}$/u;

/** Topics that stay due when work is over: everything else is silent after closure. */
const AFTER_WORK: Readonly<Record<string, readonly string[]>> = {
  closed: ['look-back', 'suspension', 'hand-over', 'amendment', 'withholding'],
  sustained: ['cadence', 'suspension', 'hand-over', 'amendment', 'withholding'],
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
 * A row is planned weeks ahead; people leave meanwhile, or are on leave: then a deputy is told, too.
 */
export const recheck = (row: DueRow, resolve: Resolver, now: Instant, { byMail, deputyOf }: RecheckOptions): Verdict => {
  const over = isOver(row);
  if (over !== null) return { verdict: 'suppress', reason: over };
  const day = dayOf(now);
  const holders = resolve(row.parties, day);
  if (holders.length === 0 && row.recipient === NOBODY) return { verdict: 'suppress', reason: 'nobody_in_post' };
  const holder = holders.find((one) => one.id === (row.on_behalf_of ?? row.recipient));
  const person = (id: string | null): Recipient | undefined => (id === null ? undefined : resolve([`person:${id}`], day)[0]);
  // A deputy stays told also where the leave has ended meanwhile: the person on leave had it as information only.
  const reader = row.on_behalf_of === null ? holder : person(row.recipient);
  if (holder === undefined || reader === undefined) {
    return { verdict: 'suppress', reason: row.recipient === NOBODY ? 'replaced' : 'left_post', instead: holders };
  }
  const deputy = row.on_behalf_of === null ? person(deputyOf(holder.id)) : undefined;
  const standIn: StandIn = { ...(reader === holder ? {} : { principal: holder }), ...(deputy === undefined ? {} : { deputy }) };
  if (!byMail) return { verdict: 'send', to: { ...reader, email: '' }, ...standIn };
  if (reader.email === null || reader.email.trim() === '') return { verdict: 'suppress', reason: 'no_address', ...standIn };
  const email = reader.email.trim();
  return ADDRESS.test(email) ? { verdict: 'send', to: { ...reader, email }, ...standIn } : { verdict: 'suppress', reason: 'bad_address', ...standIn };
};
