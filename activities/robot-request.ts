import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { SendMoment } from './channel.ts';

/** All in ms, below the activity's own timeout. */
export type RobotTimeouts = {
  readonly connectMs: number;
  /** For the whole attempt. */
  readonly totalMs: number;
};

export const ROBOT_TIMEOUTS: RobotTimeouts = { connectMs: 10_000, totalMs: 30_000 };

/** What some requests need besides: headers of their own, and a say in which addresses a name may stand for. */
export type RequestExtras = { readonly headers?: Readonly<Record<string, string>>; readonly lookup?: LookupFunction };

/** More than any robot ever answers. */
const ANSWER_MAX_BYTES = 64 * 1024;

/** How far one request came. `unsent`: its last byte had not left; `unanswered`: it had, and no whole answer came. */
export type RequestEnd =
  | { readonly end: 'answered'; readonly status: number; readonly body: string }
  | { readonly end: 'unsent'; readonly what: string }
  | { readonly end: 'unanswered'; readonly what: string }
  | { readonly end: 'not_handed_over' };

/**
 * One POST of JSON on a connection of its own. Nothing of the request leaves before `handingOver` has said yes, which is asked
 * when the connection (with TLS) stands; `finish` of the request is when its last byte was given to the network. Redirects are
 * answers like any other: never followed. Never throws; what it tells contains no part of the address.
 */
export const postJson = (url: URL, body: string, { signal, handingOver }: SendMoment, timeouts: RobotTimeouts, { headers, lookup }: RequestExtras = {}): Promise<RequestEnd> =>
  new Promise((resolve) => {
    let phase: 'unsent' | 'unanswered' = 'unsent';
    let done = false;
    const bytes = Buffer.from(body);
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      // No pool: an idle connection that the other side is just closing would make an innocent message uncertain.
      agent: false,
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length, 'User-Agent': 'huitoukan', ...headers },
      ...(lookup === undefined ? {} : { lookup }),
    });
    const finish = (end: RequestEnd): void => {
      if (done) return;
      done = true;
      clearTimeout(connecting);
      clearTimeout(total);
      signal.removeEventListener('abort', onAbort);
      resolve(end);
      request.destroy();
    };
    const fail = (what: string): void => finish({ end: phase, what });
    const onAbort = (): void => fail('stopped');
    const connecting = setTimeout(() => fail('no connection in time'), timeouts.connectMs);
    const total = setTimeout(() => fail('took too long'), timeouts.totalMs);
    signal.addEventListener('abort', onAbort, { once: true });
    // Codes only: messages can name the address, and that holds the key.
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'connection failed'));
    if (signal.aborted) return onAbort();

    const handOver = async (): Promise<void> => {
      clearTimeout(connecting);
      const may = await handingOver().catch(() => false);
      if (done) return;
      if (!may) return finish({ end: 'not_handed_over' });
      request.end(bytes);
    };
    request.once('socket', (socket) => void socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => void handOver()));
    request.once('finish', () => {
      phase = 'unanswered';
    });
    request.once('response', (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > ANSWER_MAX_BYTES) return fail('the answer is too long');
        pieces.push(piece);
      });
      response.once('end', () => {
        // A yes to something that had not been sent to its end is no yes to the message, and a no may be about its half.
        if (phase === 'unsent') fail(`HTTP ${response.statusCode ?? 0} before the end was sent`);
        else finish({ end: 'answered', status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString('utf8') });
      });
      response.once('close', () => fail('the answer broke off'));
      response.once('error', () => fail('the answer broke off'));
    });
  });
