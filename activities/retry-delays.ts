import { HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import type { RetryClass } from './channel.ts';

/**
 * How long to wait after a temporary refusal. Greylisting lets through what comes back after 5 to 15 minutes, so the
 * first steps lie there; a server that cannot be reached (often our own relay, restarting) is asked again sooner.
 */
const DELAYS_MS: Readonly<Record<RetryClass, readonly number[]>> = {
  deferred: [5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE_MS),
  service: [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE_MS),
  unreachable: [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE_MS),
};
const LONGEST_MS = 2 * HOUR_MS;

/** RFC 5321 §4.5.4.1: do not give up before four or five days. 64 attempts at these delays are a little over five. */
export const MAX_ATTEMPTS = 64;

/** The wait (ms) after attempt number `attempt` (from 1); null: give up, and say so. */
export const retryDelayMs = (attempt: number, why: RetryClass): number | null =>
  attempt >= MAX_ATTEMPTS ? null : (DELAYS_MS[why][attempt - 1] ?? LONGEST_MS);
