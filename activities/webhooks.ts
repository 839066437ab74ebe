import { createHmac } from 'node:crypto';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { claimCalls, settleCall, type CallOutcome, type ClaimedCall } from '../ledger/webhooks.ts';
import type { retryDelayMs } from './retry-delays.ts';
import { postJson, type RequestEnd, type RobotTimeouts } from './robot-request.ts';
import { refusalCode, type WebhookGuard } from './webhook-guard.ts';

export type WebhookSettings = {
  readonly guard: WebhookGuard;
  /** The signing key of a hook: out of the installation's own secret, so that no table holds it. */
  readonly keyOf: (webhook: string) => Uint8Array;
  readonly timeouts?: RobotTimeouts;
};

const TIMEOUTS: RobotTimeouts = { connectMs: 5_000, totalMs: 15_000 };
/** Above the longest go: each call at its longest. */
const LEASE_MS = 200_000;
/** Of one hook in one go; the next go follows at once. */
const PER_HOOK = 10;
/** A pass ends after this (real ms): mails must not wait for a slow hook. */
const PASS_MS = 20_000;

/** Of a hook's key, as its owner keeps it (Standard Webhooks). */
export const secretInWords = (key: Uint8Array): string => `whsec_${Buffer.from(key).toString('base64')}`;

type Told = Pick<ClaimedCall, 'type' | 'at' | 'subject' | 'round' | 'seq' | 'cycle'>;

/** What is told: ids, a number and a kind; whoever may know more asks the API for it. */
export const bodyOf = ({ type, at, subject, round, seq, cycle }: Told): string => JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: { subject, round, seq, cycle } });

/** The three headers of Standard Webhooks; the time is that of the attempt, in seconds of the process's clock. */
const signedHeaders = (key: Uint8Array, id: string, body: string, wallNow: number): Record<string, string> => {
  const timestamp = String(Math.floor(wallNow / 1000));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}` };
};

type Call = Told & { readonly id: string; readonly webhook: string; readonly url: string };

/** One signed POST. Nothing else of the address is followed: a redirect is a failure like any other. */
export const callWebhook = async ({ guard, keyOf, timeouts = TIMEOUTS }: WebhookSettings, call: Call, wallNow: number, signal: AbortSignal): Promise<RequestEnd> => {
  let url: URL;
  try {
    url = guard.demandUrl(call.url);
  } catch (error) {
    return { end: 'unsent', what: refusalCode(error) };
  }
  const body = bodyOf(call);
  return await postJson(url, body, { signal, handingOver: async () => true }, timeouts, { headers: signedHeaders(keyOf(call.webhook), call.id, body, wallNow), lookup: guard.lookup });
};

/** What an answer means: 2xx is yes, 410 is never again, everything else is later. */
export const outcomeOf = (end: RequestEnd, again: (why: 'deferred' | 'unreachable') => Instant | null): CallOutcome => {
  if (end.end === 'answered' && end.status >= 200 && end.status < 300) return { kind: 'accepted', response: `HTTP ${end.status}` };
  if (end.end === 'answered' && end.status === 410) return { kind: 'gone', response: 'HTTP 410' };
  const response = end.end === 'answered' ? `HTTP ${end.status}` : end.end === 'not_handed_over' ? 'stopped' : end.what;
  const at = again(end.end === 'answered' ? 'deferred' : 'unreachable');
  return at === null ? { kind: 'rejected', response } : { kind: 'again', at, response };
};

export type WebhookPass = {
  readonly db: LedgerDatabase;
  readonly webhooks: WebhookSettings;
  readonly signal: AbortSignal;
  /** The duty clock, going on. */
  readonly dutyNow: () => Instant;
  readonly wall: () => number;
  readonly retryDelayMs: typeof retryDelayMs;
};

/** Tells every hook what is due, hooks side by side, each in the order of events; one that fails is left alone for a while. */
export const callWebhooks = async ({ db, webhooks, signal, dutyNow, wall, retryDelayMs: delay }: WebhookPass): Promise<void> => {
  const until = wall() + PASS_MS;
  while (!signal.aborted && wall() < until) {
    const claimed = await claimCalls(db, { now: dutyNow(), wallNow: wall(), leaseMs: LEASE_MS, perHook: PER_HOOK });
    if (claimed.length === 0) return;
    await Promise.all([...Map.groupBy(claimed, ({ webhook }) => webhook).values()].map(async (calls) => {
      let failed = false;
      for (const call of calls) {
        // One that did not answer is not asked the same again: the rest waits with it.
        const outcome: CallOutcome = failed ? { kind: 'waits' } : outcomeOf(await callWebhook(webhooks, call, wall(), signal), (why) => inTime(delay(call.attempt, why), dutyNow()));
        failed ||= outcome.kind !== 'accepted';
        await settleCall(db, call, outcome, dutyNow());
        if (outcome.kind === 'gone') return;
      }
    }));
  }
};

const inTime = (delayMs: number | null, now: Instant): Instant | null => (delayMs === null ? null : now + delayMs);
