import { Context } from '@temporalio/activity';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { claimDue, type ClaimedMail } from '../ledger/delivery-claims.ts';
import { nextDeliveryAt } from '../ledger/delivery-lists.ts';
import { recordHandOver, recoverLapsed, releaseMail, settleMail, type MailOutcome } from '../ledger/delivery-outcomes.ts';
import type { Channel, OutgoingMessage, SendOutcome } from './channel.ts';
import { closedRoundsAt } from './delivery-hours.ts';
import { writeMail } from './notice-text.ts';
import { retryDelayMs } from './retry-delays.ts';

export type DispatchSettings = {
  readonly concurrency: number;
  readonly peoplePerClaim: number;
  /** How long a claim lasts (real ms): longer than the mails ahead of it in this process take. */
  readonly claimLeaseMs: number;
  /** How long one handing over may take (real ms): above the channel's own total timeout. */
  readonly sendLeaseMs: number;
  /** When to send once more what is uncertain: late enough for a server to have finished with the first copy. */
  readonly resendAfterMs: number;
  /** One pass ends after this (real ms), so that the activity ends well below its timeout. */
  readonly passMs: number;
  readonly retryDelayMs: typeof retryDelayMs;
};

export const DISPATCH_SETTINGS: DispatchSettings = {
  concurrency: 20,
  peoplePerClaim: 40,
  claimLeaseMs: 5 * 60_000,
  sendLeaseMs: 150_000,
  resendAfterMs: 5 * 60_000,
  passMs: 4 * 60_000,
  retryDelayMs,
};

export type DispatchDeps = {
  readonly db: LedgerDatabase;
  readonly channels: readonly Channel[];
  readonly settings?: Partial<DispatchSettings>;
  /** The process's clock, for leases alone. */
  readonly wallClock?: () => number;
};

export type DispatchResult = {
  /** Mails that were accepted in this pass. */
  readonly sent: number;
  /** Mails that were not: to be tried again, rejected or uncertain. */
  readonly failed: number;
  /** When to come back (duty clock); null: nothing is planned. */
  readonly nextAt: Instant | null;
};

// A server that does not answer twenty times in a row will not answer the next thousand either.
const UNREACHABLE_LIMIT = 20;

/**
 * One pass: takes over from processes that died, then claims and hands over everything that is due at `now` (duty clock),
 * over every channel. Safe to run in several processes at once, and to be killed at any point.
 */
export const dispatchDue = async (deps: DispatchDeps, { now, signal }: { readonly now: Instant; readonly signal: AbortSignal }): Promise<DispatchResult> => {
  const settings = { ...DISPATCH_SETTINGS, ...deps.settings };
  const wall = deps.wallClock ?? Date.now;
  const started = wall();
  const dutyNow = (): Instant => now + (wall() - started);
  await recoverLapsed(deps.db, { now, wallNow: started, resendAt: now + settings.resendAfterMs });
  const closed = await closedRoundsAt(deps.db, now);
  const closedRounds = closed.map((round) => round.id);
  const pass: Pass = { deps, settings, signal, wall, dutyNow, closedRounds, endsAt: started + settings.passMs, sent: 0, failed: 0, unreachable: 0 };
  for (const channel of deps.channels) await drain(pass, channel, now);
  const next = [await nextDeliveryAt(deps.db, closedRounds), ...closed.map((round) => round.opensAt)].filter((at) => at !== null);
  const nextAt = next.length === 0 ? null : Math.min(...next);
  const backOff = pass.unreachable >= UNREACHABLE_LIMIT ? now + (settings.retryDelayMs(1, 'unreachable') ?? 0) : 0;
  return { sent: pass.sent, failed: pass.failed, nextAt: nextAt === null ? null : Math.max(nextAt, backOff) };
};

type Pass = {
  readonly deps: DispatchDeps;
  readonly settings: DispatchSettings;
  readonly signal: AbortSignal;
  readonly wall: () => number;
  readonly dutyNow: () => Instant;
  readonly closedRounds: readonly string[];
  readonly endsAt: number;
  sent: number;
  failed: number;
  unreachable: number;
};

/** Claims a few people at a time, and claims more as soon as the last mail of these has found its place: slow ones hold up nobody. */
const drain = async (pass: Pass, channel: Channel, now: Instant): Promise<void> => {
  const { deps, settings, signal } = pass;
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  const mayGoOn = (): boolean => errors.length === 0 && !signal.aborted && pass.wall() < pass.endsAt && pass.unreachable < UNREACHABLE_LIMIT;
  const start = (work: Promise<void>): void => {
    // Caught here: a rejected promise that nobody awaits at the moment would end the process.
    const job = work.catch((error: unknown) => void errors.push(error)).finally(() => running.delete(job));
    running.add(job);
  };
  try {
    while (mayGoOn()) {
      const { found, mails } = await claimDue(deps.db, {
        now,
        wallNow: pass.wall(),
        leaseMs: settings.claimLeaseMs,
        limit: settings.peoplePerClaim,
        channel: channel.name,
        closedRounds: pass.closedRounds,
      });
      if (found === 0) break;
      for (const mail of mails) {
        while (running.size >= settings.concurrency) await Promise.race(running);
        start(mayGoOn() ? deliver(pass, channel, mail) : releaseMail(deps.db, mail, pass.dutyNow()));
      }
    }
  } finally {
    await Promise.all(running);
  }
  if (errors.length > 0) throw errors[0];
};

/** One mail, one attempt. */
const deliver = async (pass: Pass, channel: Channel, mail: ClaimedMail): Promise<void> => {
  const { deps, settings, signal } = pass;
  const leaseUntil = (): number => pass.wall() + settings.sendLeaseMs;
  const handingOver = (): Promise<boolean> => recordHandOver(deps.db, mail, leaseUntil());
  const sending = channel.send(messageOf(mail, pass.dutyNow()), { signal, handingOver });
  const outcome = await sending.catch((error: unknown): SendOutcome => ({ kind: 'uncertain', reason: `channel failed: ${String(error)}` }));
  pass.unreachable = outcome.kind === 'retry' && outcome.class !== 'deferred' ? pass.unreachable + 1 : 0;
  if (outcome.kind === 'not_handed_over') return await releaseMail(deps.db, mail, pass.dutyNow());
  if (outcome.kind === 'accepted') pass.sent += 1;
  else pass.failed += 1;
  await persist(() => settleMail(deps.db, mail, toRecord(outcome, mail, settings, pass.dutyNow()), pass.dutyNow()), leaseUntil(), pass.wall);
};

const messageOf = (mail: ClaimedMail, at: Instant): OutgoingMessage => ({
  deliveryId: mail.id,
  messageId: mail.messageId,
  notices: mail.items.map((item) => item.deliveryId),
  to: { name: mail.to.name, address: mail.to.email },
  at,
  ...writeMail(mail, at),
});

// A reply is text of a stranger's making: enough of it to understand, no more.
const clip = (text: string): string => text.slice(0, 500);

const toRecord = (outcome: Exclude<SendOutcome, { kind: 'not_handed_over' }>, mail: ClaimedMail, settings: DispatchSettings, now: Instant): MailOutcome => {
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'accepted', response: clip(outcome.response) };
    case 'rejected':
      return { kind: 'rejected', reason: 'refused', response: clip(outcome.response) };
    case 'uncertain':
      return { kind: 'uncertain', at: now + settings.resendAfterMs, reason: 'line_broke', response: clip(outcome.reason) };
    case 'retry': {
      const delay = settings.retryDelayMs(mail.attempt, outcome.class);
      const response = clip(outcome.response);
      if (delay === null) return { kind: 'rejected', reason: 'gave_up', response };
      return { kind: 'again', at: now + delay, reason: outcome.class === 'deferred' ? 'try_later' : 'unreachable', response };
    }
  }
};

/**
 * An answer that is known must not be lost because the ledger is restarting: what stays unwritten becomes uncertain and is
 * sent again. So this insists for as long as the lease lasts.
 */
const persist = async (write: () => Promise<unknown>, until: number, wall: () => number): Promise<void> => {
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (wall() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
};

const HEARTBEAT_MS = 2_000;

/** The dispatcher's activity. Heartbeats, so that a dead worker is noticed in seconds; stops handing over when cancelled. */
export const createDispatchActivities = (deps: DispatchDeps) => ({
  dispatchDue: async ({ now }: { readonly now: Instant }): Promise<DispatchResult> => {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
    try {
      // A retry after an outage carries the `now` of its first attempt: the time lost since then has passed.
      const waitedMs = Math.max(0, Date.now() - context.info.scheduledTimestampMs);
      return await dispatchDue(deps, { now: now + waitedMs, signal: context.cancellationSignal });
    } finally {
      clearInterval(beat);
    }
  },
});

export type DispatchActivities = ReturnType<typeof createDispatchActivities>;
