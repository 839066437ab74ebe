import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { Instant } from '../domain/time.ts';
import { recordChannel, restsUntil, takeTurn, type ChannelMarks } from '../ledger/channel-states.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import type { ClaimedMail } from '../ledger/claimed-mails.ts';
import { claimDue } from '../ledger/delivery-claims.ts';
import { nextDeliveryAt } from '../ledger/delivery-lists.ts';
import { NO_ROBOTS, type Roads, type Traveller } from '../ledger/delivery-roads.ts';
import { nextCallAt } from '../ledger/webhooks.ts';
import { recordHandOver, recoverLapsed, releaseMail, settleMail, type MailOutcome } from '../ledger/delivery-outcomes.ts';
import type { LinkMaker } from './action-links.ts';
import type { Channel, OutgoingMessage, SendMoment, SendOutcome } from './channel.ts';
import { closedRoundsAt } from './delivery-hours.ts';
import { inWords, messageOf } from './outgoing-message.ts';
import { retryDelayMs } from './retry-delays.ts';
import type { Templates } from './templates.ts';
import { callWebhooks, type WebhookSettings } from './webhooks.ts';

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
  /** A pass waits for a robot's turn until this long after its start (real ms): mail must not wait for a slow group. */
  readonly robotWaitMs: number;
  readonly retryDelayMs: typeof retryDelayMs;
};

export const DISPATCH_SETTINGS: DispatchSettings = {
  concurrency: 20,
  peoplePerClaim: 40,
  claimLeaseMs: 5 * 60_000,
  sendLeaseMs: 150_000,
  resendAfterMs: 5 * 60_000,
  passMs: 4 * 60_000,
  robotWaitMs: 20_000,
  retryDelayMs,
};

export type DispatchDeps = {
  readonly db: LedgerDatabase;
  /** Mail, and the robots beside it. */
  readonly channels: readonly Channel[];
  /** Which robot tells a notice; null, and without it: mail. */
  readonly chooseRobot?: (traveller: Traveller) => string | null;
  /** How notices are written; as shipped unless the unit has its own. */
  readonly templates?: Templates;
  /** With it every mail has links to the page, and to confirm what asks for it; people reach the page at a known address then. */
  readonly links?: LinkMaker;
  /** Other systems that are told; without it nobody is. */
  readonly webhooks?: WebhookSettings;
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
 * over every channel: mail first, which also finds out what a robot is to tell, then the robots side by side. Safe to run in
 * several processes at once, and to be killed at any point.
 */
export const dispatchDue = async (deps: DispatchDeps, { now, signal }: { readonly now: Instant; readonly signal: AbortSignal }): Promise<DispatchResult> => {
  const settings = { ...DISPATCH_SETTINGS, ...deps.settings };
  const wall = deps.wallClock ?? Date.now;
  const started = wall();
  const dutyNow = (): Instant => now + (wall() - started);
  await recoverLapsed(deps.db, { now, wallNow: started, resendAt: now + settings.resendAfterMs });
  const closed = await closedRoundsAt(deps.db, now);
  const closedRounds = closed.map((round) => round.id);
  const pass: Pass = { deps, settings, signal, wall, dutyNow, closedRounds, roads: roadsOf(deps), started, sent: 0, failed: 0, mailIsAway: false };
  for (const channel of deps.channels) if (channel.robot === undefined) await drain(pass, channel, now);
  const { db, webhooks } = deps;
  await allSettled([
    ...deps.channels.filter((channel) => channel.robot !== undefined).map((channel) => drain(pass, channel, now)),
    ...(webhooks === undefined ? [] : [callWebhooks({ db, webhooks, signal, dutyNow, wall, retryDelayMs: settings.retryDelayMs })]),
  ]);
  const next = [await nextDeliveryAt(db, closedRounds), webhooks === undefined ? null : await nextCallAt(db), ...closed.map((round) => round.opensAt)].filter((at) => at !== null);
  const nextAt = next.length === 0 ? null : Math.min(...next);
  const backOff = pass.mailIsAway ? now + (settings.retryDelayMs(1, 'unreachable') ?? 0) : 0;
  return { sent: pass.sent, failed: pass.failed, nextAt: nextAt === null ? null : Math.max(nextAt, backOff) };
};

type Pass = {
  readonly deps: DispatchDeps;
  readonly settings: DispatchSettings;
  readonly signal: AbortSignal;
  readonly wall: () => number;
  readonly dutyNow: () => Instant;
  readonly closedRounds: readonly string[];
  readonly roads: Roads;
  readonly started: number;
  sent: number;
  failed: number;
  mailIsAway: boolean;
};

/** What a pass learns of one channel. */
type Course = { unreachable: number; marks: ChannelMarks; restsUntil: number };

const roadsOf = ({ channels, chooseRobot }: DispatchDeps): Roads => {
  const robots = new Map(channels.flatMap(({ name, robot }) => (robot === undefined ? [] : [[name, robot] as const])));
  if (robots.size === 0 || chooseRobot === undefined) return NO_ROBOTS;
  return { robots: [...robots.keys()], choose: chooseRobot, patienceMs: (robot) => robots.get(robot)?.patienceMs ?? 0 };
};

/** Waits for all, whatever becomes of one; then its error counts. */
const allSettled = async (work: readonly Promise<void>[]): Promise<void> => {
  const failed = (await Promise.allSettled(work)).find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};

/** Claims a few people at a time, and claims more as soon as the last mail of these has found its place: slow ones hold up nobody. */
const drain = async (pass: Pass, channel: Channel, now: Instant): Promise<void> => {
  const { deps, settings, signal } = pass;
  const course: Course = { unreachable: 0, marks: { succeededAt: null, failed: null, pausedUntil: 0 }, restsUntil: await restsUntil(deps.db, channel.name) };
  const running = new Set<Promise<void>>();
  const errors: unknown[] = [];
  // A group reads its messages in order: one at a time.
  const concurrency = channel.robot === undefined ? settings.concurrency : 1;
  const mayGoOn = (): boolean => errors.length === 0 && !signal.aborted && pass.wall() < pass.started + settings.passMs && course.unreachable < UNREACHABLE_LIMIT;
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
        roads: pass.roads,
      });
      if (found === 0) break;
      for (const mail of mails) {
        while (running.size >= concurrency) await Promise.race(running);
        start(mayGoOn() ? deliver(pass, channel, mail, course) : releaseMail(deps.db, mail, pass.dutyNow()));
      }
    }
  } finally {
    await Promise.all(running);
    if (channel.robot === undefined && course.unreachable >= UNREACHABLE_LIMIT) pass.mailIsAway = true;
    if (course.marks.succeededAt !== null || course.marks.failed !== null) await recordChannel(deps.db, channel.name, course.marks);
  }
  if (errors.length > 0) throw errors[0];
};

/** One mail, one attempt. */
const deliver = async (pass: Pass, channel: Channel, mail: ClaimedMail, course: Course): Promise<void> => {
  const { deps, settings, signal } = pass;
  const waitMs = await waitForTurn(pass, channel, course);
  if (waitMs > 0) return await releaseMail(deps.db, mail, pass.dutyNow(), pass.dutyNow() + waitMs);
  const leaseUntil = (): number => pass.wall() + settings.sendLeaseMs;
  const handingOver = (): Promise<boolean> => recordHandOver(deps.db, mail, leaseUntil());
  const words = inWords(mail, pass.dutyNow(), deps.templates);
  const outcome = 'kind' in words ? words : await send(channel, await messageOf(deps.db, mail, words, linksOver(channel, deps), pass.dutyNow()), { signal, handingOver });
  course.unreachable = outcome.kind === 'retry' && outcome.class !== 'deferred' ? course.unreachable + 1 : 0;
  await mark(pass, channel, course, outcome);
  if (outcome.kind === 'not_handed_over') return await releaseMail(deps.db, mail, pass.dutyNow());
  if (outcome.kind === 'accepted') pass.sent += 1;
  else pass.failed += 1;
  await persist(() => settleMail(deps.db, mail, toRecord(outcome, mail, channel, settings, pass.dutyNow()), pass.dutyNow()), leaseUntil(), pass.wall);
};

// A group reads what its robot says: a link that confirms in one person's name has no place there.
const linksOver = ({ robot }: Channel, { links }: DispatchDeps): LinkMaker | undefined => (robot === undefined ? links : undefined);

const send = async (channel: Channel, message: OutgoingMessage, moment: SendMoment): Promise<SendOutcome> =>
  await channel.send(message, moment).catch((error: unknown): SendOutcome => ({ kind: 'uncertain', reason: `channel failed: ${String(error)}` }));

/** Answers how long it still has to wait (ms) when that is too long for this pass; 0: it is its turn. */
const waitForTurn = async ({ deps, settings, signal, wall, started }: Pass, { name, robot }: Channel, course: Course): Promise<number> => {
  if (robot === undefined) return Math.max(0, course.restsUntil - wall());
  for (;;) {
    // Once one has to wait for the next pass, so do all behind it.
    const waitMs = course.restsUntil > wall() ? course.restsUntil - wall() : await takeTurn(deps.db, name, robot.limits, wall());
    if (waitMs === 0) return 0;
    if (signal.aborted || wall() + waitMs > started + settings.robotWaitMs) {
      course.restsUntil = wall() + waitMs;
      return waitMs;
    }
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
};

// A robot that turns everything away, or is not there, is asked again after this, not once for every notice.
const ROBOT_PAUSE_MS = 60_000;

/** Notes for the record how the channel fares. A pause counts at once: the next message is already waiting for its turn. */
const mark = async ({ deps, wall }: Pass, channel: Channel, course: Course, outcome: SendOutcome): Promise<void> => {
  if (outcome.kind === 'not_handed_over') return;
  if (outcome.kind === 'accepted') {
    course.marks = { ...course.marks, succeededAt: wall() };
    return;
  }
  const what = clip(outcome.kind === 'uncertain' ? outcome.reason : outcome.response);
  const failed = { at: wall(), class: outcome.kind === 'retry' ? outcome.class : outcome.kind, what };
  const pauseMs = outcome.kind === 'retry' ? (outcome.pauseMs ?? (channel.robot !== undefined && outcome.class !== 'deferred' ? ROBOT_PAUSE_MS : 0)) : 0;
  course.marks = { ...course.marks, failed, pausedUntil: pauseMs === 0 ? 0 : wall() + pauseMs };
  if (pauseMs === 0) return;
  course.restsUntil = wall() + pauseMs;
  await recordChannel(deps.db, channel.name, course.marks);
};

// A reply is text of a stranger's making: enough of it to understand, no more.
const clip = (text: string): string => text.slice(0, 500);

const toRecord = (
  outcome: Exclude<SendOutcome, { kind: 'not_handed_over' }>,
  mail: ClaimedMail,
  channel: Channel,
  settings: DispatchSettings,
  now: Instant,
): MailOutcome => {
  const isRobot = channel.robot !== undefined;
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'accepted', response: clip(outcome.response) };
    case 'rejected':
      return isRobot ? { kind: 'by_mail', response: clip(outcome.response) } : { kind: 'rejected', reason: 'refused', response: clip(outcome.response) };
    case 'uncertain':
      return { kind: 'uncertain', at: now + settings.resendAfterMs, reason: 'line_broke', response: clip(outcome.reason) };
    case 'retry': {
      const delay = settings.retryDelayMs(mail.tries, outcome.class);
      const response = clip(outcome.response);
      if (delay === null) return isRobot ? { kind: 'by_mail', response } : { kind: 'rejected', reason: 'gave_up', response };
      return { kind: 'again', at: now + Math.max(delay, outcome.pauseMs ?? 0), reason: outcome.class === 'deferred' ? 'try_later' : 'unreachable', response };
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
