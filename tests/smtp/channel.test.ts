import { afterEach, describe, expect, test } from 'vitest';
import type { OutgoingMessage, SendOutcome } from '../../activities/channel.ts';
import { createSmtpChannel } from '../../activities/smtp-channel.ts';
import { FAULTS, POSITIONS, startFaultServer, type Fault, type FaultServer, type Plan, type Position } from './fault-server.ts';

const HINT = 250;
const TIMEOUTS = { connectMs: HINT, greetingMs: HINT, idleMs: HINT, totalMs: 2_000 };

const message = (text: string): OutgoingMessage => ({
  deliveryId: 'd1',
  notices: ['d1'],
  messageId: '<d1@huitoukan.local>',
  to: { person: 'p-owner', name: '张三', address: 'owner@example.com' },
  lines: [],
  subject: '【提醒】第1号',
  text,
  html: '<p>hi</p>',
  at: Date.UTC(2026, 2, 2, 1),
});

let server: FaultServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const send = async (plan: Plan | null, text = '请于3月31日前完成整改', handingOver = () => Promise.resolve(true)): Promise<SendOutcome> => {
  server = await startFaultServer(plan);
  const from = { name: '督查室', address: 'noreply@example.com' };
  const channel = createSmtpChannel({ host: '127.0.0.1', port: server.port, tls: 'off', from, timeouts: TIMEOUTS });
  return await channel.send(message(text), { signal: new AbortController().signal, handingOver });
};

type Class = 'accepted' | 'deferred' | 'service' | 'unreachable' | 'rejected' | 'uncertain' | 'not_handed_over';
const classOf = (outcome: SendOutcome): Class => (outcome.kind === 'retry' ? outcome.class : outcome.kind);

/**
 * What a sender can know after each fault, position by position; one column a fault, in the order of FAULTS. A small
 * message is in the network's buffers before the server has read a byte of it: from the body on, silence is uncertain.
 */
const EXPECTED: Readonly<Record<Position, readonly Class[]>> = {
  //        cut            stall          421         451         550         garbage
  banner: ['unreachable', 'unreachable', 'service', 'service', 'service', 'service'],
  // A server that knows no EHLO is greeted again with HELO, and that works here.
  ehlo: ['unreachable', 'unreachable', 'service', 'accepted', 'accepted', 'accepted'],
  mail: ['unreachable', 'unreachable', 'deferred', 'deferred', 'rejected', 'unreachable'],
  rcpt: ['unreachable', 'unreachable', 'deferred', 'deferred', 'rejected', 'unreachable'],
  data: ['unreachable', 'unreachable', 'deferred', 'deferred', 'rejected', 'unreachable'],
  body: ['uncertain', 'uncertain', 'deferred', 'deferred', 'rejected', 'uncertain'],
  dot: ['uncertain', 'uncertain', 'deferred', 'deferred', 'rejected', 'uncertain'],
  end: ['uncertain', 'uncertain', 'deferred', 'deferred', 'rejected', 'uncertain'],
  half: ['uncertain', 'uncertain', 'uncertain', 'uncertain', 'uncertain', 'uncertain'],
  done: ['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted'],
};

const CASES = POSITIONS.flatMap((at) => FAULTS.map((fault, column): [Position, Fault, Class] => [at, fault, EXPECTED[at][column] ?? 'uncertain']));

describe('what is known after a fault', () => {
  test('without a fault: accepted, with the server’s words', async () => {
    expect(await send(null)).toEqual({ kind: 'accepted', response: '250 2.0.0 queued' });
    expect(server?.taken).toMatchObject([{ messageId: '<d1@huitoukan.local>', recipient: 'owner@example.com' }]);
  });

  test.each(CASES)('%s: %s -> %s', async (at, fault, expected) => {
    expect(classOf(await send({ at, fault, times: 1 }))).toBe(expected);
  });

  test.each([
    ['2', 'uncertain'],
    ['250-one more line\r\n', 'uncertain'],
    ['4', 'uncertain'],
    ['45', 'uncertain'],
    // The code is whole: refused, whatever the rest would have said.
    ['451 4.3', 'deferred'],
    ['550 no', 'rejected'],
  ] as const)('half a reply %j, then cut -> %s', async (half, expected) => {
    expect(classOf(await send({ at: 'half', fault: 'cut', times: 1, half }))).toBe(expected);
  });

  // What the stream's end is for: the dot was still here when the line broke.
  test.each(['cut', 'stall'] as const)('a large body that did not leave: %s -> unreachable', async (fault) => {
    const large = '整改'.repeat(6_000_000);
    expect(classOf(await send({ at: 'body', fault, times: 1, deaf: true }, large))).toBe('unreachable');
    expect(server?.taken).toEqual([]);
  });
});

describe('the last check before the first byte', () => {
  test('said no: nothing leaves', async () => {
    expect(await send(null, 'x', () => Promise.resolve(false))).toEqual({ kind: 'not_handed_over' });
    expect(server?.taken).toEqual([]);
  });

  test('could not be made: nothing leaves', async () => {
    expect(await send(null, 'x', () => Promise.reject(new Error('the ledger is down')))).toEqual({ kind: 'not_handed_over' });
    expect(server?.taken).toEqual([]);
  });

  test('is asked after DATA was answered, and only then', async () => {
    let asked = false;
    const ask = (): Promise<boolean> => Promise.resolve((asked = true));
    await send({ at: 'data', fault: '451', times: 1 }, 'x', ask);
    expect(asked).toBe(false);
  });
});

test('nothing listens: unreachable', async () => {
  server = await startFaultServer(null);
  const { port } = server;
  await server.close();
  const from = { name: '', address: 'noreply@example.com' };
  const channel = createSmtpChannel({ host: '127.0.0.1', port, tls: 'off', from, timeouts: TIMEOUTS });
  const outcome = await channel.send(message('x'), { signal: new AbortController().signal, handingOver: () => Promise.resolve(true) });
  expect(classOf(outcome)).toBe('unreachable');
});

test('stopped while the server thinks: uncertain once the end has left, else not', async () => {
  for (const [at, expected] of [
    ['rcpt', 'unreachable'],
    ['end', 'uncertain'],
  ] as const) {
    const stalling = await startFaultServer({ at, fault: 'stall', times: 1 });
    const stop = new AbortController();
    const from = { name: '', address: 'noreply@example.com' };
    const slow = { ...TIMEOUTS, idleMs: 10_000, totalMs: 10_000 };
    const channel = createSmtpChannel({ host: '127.0.0.1', port: stalling.port, tls: 'off', from, timeouts: slow });
    setTimeout(() => stop.abort(), 300);
    expect(classOf(await channel.send(message('x'), { signal: stop.signal, handingOver: () => Promise.resolve(true) }))).toBe(expected);
    await stalling.close();
  }
});
