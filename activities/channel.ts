import type { Instant } from '../domain/time.ts';
import type { RateLimit } from '../domain/token-bucket.ts';
import type { NoticeLine } from './notice-text.ts';

/** What goes out, in the form that every channel can use. */
export type OutgoingMessage = {
  readonly deliveryId: string;
  /** The deliveries that it tells of: itself, or those of a bundle. */
  readonly notices: readonly string[];
  /** The same in every attempt. */
  readonly messageId: string;
  /** `address` is empty where no mail is meant. */
  readonly to: { readonly person: string; readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same, notice by notice, for channels whose messages are short. */
  readonly lines: readonly NoticeLine[];
  /** The duty clock's time of this attempt, for the message's date. */
  readonly at: Instant;
};

/**
 * What a channel knows afterwards. `retry` only where the other side certainly did not take it: it said so (`deferred`, or
 * `service` when it turned us away as such), or it cannot have got the end of it (`unreachable`). Whatever is left is
 * `uncertain`. `not_handed_over`: the caller's own last check said no. `pauseMs`: nothing more over this channel for so long.
 */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly response: string }
  | { readonly kind: 'retry'; readonly class: RetryClass; readonly response: string; readonly pauseMs?: number; readonly hint?: Hint }
  | { readonly kind: 'rejected'; readonly response: string; readonly hint?: Hint }
  | { readonly kind: 'uncertain'; readonly reason: string }
  | { readonly kind: 'not_handed_over' };

/** What an answer means and what to do about it, for whoever set the channel up. */
export type Hint = { readonly zh: string; readonly en: string };

export type RetryClass = 'deferred' | 'service' | 'unreachable';

export type SendMoment = {
  /** Gives up as soon as possible; the outcome is still told honestly. */
  readonly signal: AbortSignal;
  /**
   * Called once, right before the first byte of the message leaves: the caller records that it is being handed over.
   * When it answers false or throws, nothing may leave.
   */
  readonly handingOver: () => Promise<boolean>;
};

/**
 * A way to reach people. The next one is a file of its own that makes a `Channel`, and an entry where the worker lists its
 * channels; deliveries name it in their `channel` column. One call is one attempt: a channel never retries by itself, and
 * never throws for what the other side does.
 */
export type Channel = {
  readonly name: string;
  readonly send: (message: OutgoingMessage, moment: SendMoment) => Promise<SendOutcome>;
  /** A chat robot beside mail: what it may send, and how long it may try before mail steps in. Absent: mail itself. */
  readonly robot?: { readonly limits: readonly RateLimit[]; readonly patienceMs: number };
};
