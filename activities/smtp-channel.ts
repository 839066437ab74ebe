import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Channel, OutgoingMessage, SendMoment, SendOutcome } from './channel.ts';
import { composeMail, type Sender } from './mail-message.ts';
import { classifyFailure, type SmtpPhase } from './smtp-classify.ts';
import { isLoginRefused, LOGIN_PAUSE_MS, NOT_ENCRYPTED, sessionHint, type SessionFailure } from './smtp-hints.ts';

export type SmtpSettings = {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte (465). `required`: STARTTLS or nothing. `opportunistic`: STARTTLS where offered. */
  readonly tls: 'implicit' | 'required' | 'opportunistic' | 'off';
  readonly auth?: { readonly user: string; readonly pass: string };
  /** PEM of the authority to trust, in place of the public ones. */
  readonly ca?: string;
  /** What we call ourselves in EHLO; the machine's name by default. */
  readonly clientName?: string;
  readonly from: Sender;
  readonly timeouts: SmtpTimeouts;
};

/** All in ms, all below the activity's own timeout, so that every attempt ends with an outcome that is recorded. */
export type SmtpTimeouts = {
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Without a byte from the server. */
  readonly idleMs: number;
  /** For the whole attempt: a server that drips a byte a minute never idles. */
  readonly totalMs: number;
};

/** RFC 5321 §4.5.3.2 asks for minutes; relays answer in seconds, and `uncertain` is safe where one is cut short. */
export const SMTP_TIMEOUTS: SmtpTimeouts = { connectMs: 10_000, greetingMs: 20_000, idleMs: 60_000, totalMs: 120_000 };

/**
 * E-mail over SMTP. One connection, one recipient and one transaction a message, no pool: nodemailer's pool sends again by
 * itself, its transport reads a small message to the end before MAIL is even answered. So this drives `SMTPConnection`
 * and gives it a stream of its own, of which the first read means "DATA was answered" and the end "the final dot may leave".
 */
export const createSmtpChannel = (settings: SmtpSettings, name = 'mail'): Channel => ({
  name,
  send: async (message, moment) => {
    const raw = await composeMail(message, settings.from);
    return await sendOnce(settings, message, raw, moment);
  },
});

const sendOnce = (settings: SmtpSettings, message: OutgoingMessage, raw: Buffer, { signal, handingOver }: SendMoment): Promise<SendOutcome> =>
  new Promise((resolve) => {
    let phase: SmtpPhase = 'session';
    let refusedByCaller = false;
    let done = false;
    const connection = new SMTPConnection(connectionOptions(settings));
    const finish = (outcome: SendOutcome): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(refusedByCaller ? { kind: 'not_handed_over' } : outcome);
      hangUp(connection, outcome);
    };
    // The phase is read in the callback itself: a moment later the streams are torn down and would tell another story.
    const fail = (error: Failure): void => finish(outcomeOf(phase, { code: error.code ?? null, response: error.response ?? null, message: error.message }));
    const onAbort = (): void => fail({ message: 'stopped' });
    const timer = setTimeout(() => fail({ message: 'took too long' }), settings.timeouts.totalMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) return onAbort();

    const body = oneShot(raw, async () => {
      phase = 'body';
      const may = await handingOver().catch(() => false);
      refusedByCaller = !may;
      return may && !done;
    });
    body.once('end', () => {
      phase = 'end';
    });
    const sendMessage = (): void => {
      phase = 'envelope';
      connection.send({ from: settings.from.address, to: [message.to.address] }, body, (error, info) => {
        if (error) return fail(error);
        // A yes to something that had not been sent to its end is no yes to the message.
        const whole = phase === 'end' && info !== undefined && /^2\d\d(?:[ -]|$)/.test(info.response);
        finish(whole ? { kind: 'accepted', response: info.response } : { kind: 'uncertain', reason: 'the server answered out of turn' });
      });
    };
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      if (settings.auth === undefined) return sendMessage();
      // Whoever sits in between can take the offer of encryption out; only `off` says that this is known.
      if (settings.tls !== 'off' && !connection.secure) return fail({ code: NOT_ENCRYPTED, message: 'the line is not encrypted' });
      connection.login({ credentials: settings.auth }, (refused) => (refused ? fail(refused) : sendMessage()));
    });
  });

/** A session that came to nothing says why, and a refused login is not tried again at once. */
const outcomeOf = (phase: SmtpPhase, failure: SessionFailure): SendOutcome => {
  const { code, response, message } = failure;
  // A socket's own message tells what is wrong with a certificate; its code does not.
  const outcome = classifyFailure({ phase, response, what: code === null || code === 'ESOCKET' ? message : code });
  if (phase !== 'session' || outcome.kind !== 'retry') return outcome;
  return { ...outcome, hint: sessionHint(failure), ...(isLoginRefused(failure) ? { pauseMs: LOGIN_PAUSE_MS } : {}) };
};

type Failure = Pick<Partial<NodemailerError>, 'response' | 'code'> & { readonly message: string };

const connectionOptions = ({ host, port, tls, ca, clientName, timeouts }: SmtpSettings) => ({
  host,
  port,
  secure: tls === 'implicit',
  requireTLS: tls === 'required',
  ignoreTLS: tls === 'off',
  ...(clientName === undefined ? {} : { name: clientName }),
  ...(ca === undefined ? {} : { tls: { ca } }),
  // Its own logger would write addresses.
  logger: false as const,
  dnsTimeout: timeouts.connectMs,
  connectionTimeout: timeouts.connectMs,
  greetingTimeout: timeouts.greetingMs,
  socketTimeout: timeouts.idleMs,
  socketCloseTimeout: 1000,
});

/** Small enough that the end of a large message stays here until the network has taken what comes before it. */
const PIECE_BYTES = 16 * 1024;

/** A message that is read only after `mayLeave`, asked once, has said yes; piece by piece, as fast as the network takes it. */
const oneShot = (raw: Buffer, mayLeave: () => Promise<boolean>): Readable => {
  let asked = false;
  let at = 0;
  return new Readable({
    highWaterMark: PIECE_BYTES,
    read() {
      const next = (): void => {
        this.push(at < raw.length ? raw.subarray(at, (at += PIECE_BYTES)) : null);
      };
      if (asked) return next();
      asked = true;
      void mayLeave().then((may) => (may ? next() : void this.destroy(new Error('not handed over'))));
    },
  });
};

/** Politely after a success; at once after anything else, so that a half-sent message is never completed. */
const hangUp = (connection: SMTPConnection, outcome: SendOutcome): void => {
  connection.removeAllListeners('error');
  connection.on('error', () => undefined);
  if (outcome.kind !== 'accepted') return connection.close();
  connection.quit();
  setTimeout(() => connection.close(), 1000).unref();
};
