import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RobotKind } from '../../activities/robot-provider.ts';
import { postJson } from '../../activities/robot-request.ts';
import { classOf, message, robotOf, sendOver, TIMEOUTS, type Class } from './kit.ts';
import { KEY, startRobotServer, type RobotFault, type RobotServer, type RobotServerOptions } from './robot-server.ts';

const KINDS: readonly RobotKind[] = ['wecom', 'dingtalk', 'feishu'];
const SECRET = 'SECabcdefgh12345678';

let server: RobotServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const serve = async (options: RobotServerOptions): Promise<RobotServer> => (server = await startRobotServer(options));
const faulty = async (kind: RobotKind, fault: RobotFault): Promise<{ class: Class; taken: number }> => {
  const { webhook, posted } = await serve({ kind, faults: [fault] });
  return { class: classOf(await sendOver(robotOf({ kind, webhook }))), taken: posted.length };
};
const reply = (status: number, body: string | object, headers?: Record<string, string>): RobotFault => ({ at: 'reply', status, body: typeof body === 'string' ? body : JSON.stringify(body), ...(headers === undefined ? {} : { headers }) });

/** What is known after each fault; the same for every vendor. `taken`: what stands in the group then. */
const FAULTS: readonly (readonly [string, RobotFault, Class, number])[] = [
  ['cut when it has the request', { at: 'request', do: 'cut' }, 'uncertain', 0],
  ['silent when it has the request', { at: 'request', do: 'stall' }, 'uncertain', 0],
  ['cut when it is posted', { at: 'taken', do: 'cut' }, 'uncertain', 1],
  ['silent when it is posted', { at: 'taken', do: 'stall' }, 'uncertain', 1],
  ['half an answer', { at: 'half', bytes: 9 }, 'uncertain', 1],
  ['all of an answer but its last sign', { at: 'half', bytes: 22 }, 'uncertain', 1],
  ['an empty answer', reply(200, ''), 'uncertain', 0],
  ['garbage', reply(200, '<html>ok</html>'), 'uncertain', 0],
  ['JSON that is no object', reply(200, '0'), 'uncertain', 0],
  ['an object without a code', reply(200, { errmsg: 'ok', msg: 'success' }), 'uncertain', 0],
  ['a code that is nothing', reply(200, { errcode: null, code: '' }), 'uncertain', 0],
  ['a code that is half', reply(200, { errcode: 0.5 }), 'uncertain', 0],
  ['codes that do not agree', reply(200, { code: 0, StatusCode: 19001 }), 'uncertain', 0],
  ['an answer without end', reply(200, 'x'.repeat(100_000)), 'uncertain', 0],
  ['success with a bad status', reply(500, { errcode: 0, code: 0 }), 'uncertain', 0],
  ['429', reply(429, ''), 'deferred', 0],
  ['408', reply(408, ''), 'service', 0],
  ['503', reply(503, 'busy'), 'service', 0],
  ['500', reply(500, 'oops'), 'uncertain', 0],
  ['502', reply(502, 'bad gateway'), 'uncertain', 0],
  ['504', reply(504, 'gateway timeout'), 'uncertain', 0],
  ['403 of a gateway', reply(403, 'forbidden'), 'rejected', 0],
  ['404', reply(404, 'nothing here'), 'rejected', 0],
  ['413', reply(413, 'too large'), 'rejected', 0],
  ['a redirect', reply(302, '', { Location: 'https://elsewhere.example/' }), 'rejected', 0],
  ['a redirect that keeps the method', reply(307, '', { Location: 'http://127.0.0.1:9/' }), 'rejected', 0],
  ['a code nobody knows', reply(200, { errcode: 987_654, code: 987_654 }), 'rejected', 0],
  ['a firewall that says not now', reply(200, { status: 1111, wait: 5, source: 'x5', punish: 'deny' }), 'deferred', 0],
];

describe.each(KINDS)('%s: what is known', (kind) => {
  test.each(FAULTS)('%s', async (_name, fault, expected, taken) => {
    const end = await faulty(kind, fault);
    // A firewall's form is known of one vendor only; elsewhere it is a refusal like any other.
    const known = fault.at === 'reply' && fault.body.includes('punish') && kind !== 'dingtalk' ? 'rejected' : expected;
    expect(end).toEqual({ class: known, taken });
  });

  test('without a fault: accepted, by the words of the body', async () => {
    const { webhook, posted } = await serve({ kind });
    expect(await sendOver(robotOf({ kind, webhook }))).toMatchObject({ kind: 'accepted', response: expect.stringContaining('HTTP 200') as string });
    expect(posted).toHaveLength(1);
    expect(posted[0]?.text).toContain('张三：【提醒】第12号');
  });

  test('cut when connecting: the small request may have left already, and nobody has it', async () => {
    const end = await faulty(kind, { at: 'connect', do: 'cut' });
    expect(['unreachable', 'uncertain']).toContain(end.class);
    expect(end.taken).toBe(0);
  });

  test('nobody listens: unreachable, nothing handed over', async () => {
    const { webhook, close } = await serve({ kind });
    await close();
    let asked = false;
    const outcome = await sendOver(robotOf({ kind, webhook }), undefined, () => Promise.resolve((asked = true)));
    expect({ class: classOf(outcome), asked }).toEqual({ class: 'unreachable', asked: false });
  });

  test('the last check said no, or could not be made: no byte leaves', async () => {
    const { webhook, requests } = await serve({ kind });
    expect(await sendOver(robotOf({ kind, webhook }), undefined, () => Promise.resolve(false))).toEqual({ kind: 'not_handed_over' });
    expect(await sendOver(robotOf({ kind, webhook }), undefined, () => Promise.reject(new Error('the ledger is down')))).toEqual({ kind: 'not_handed_over' });
    expect(requests()).toBe(0);
  });

  test('a wrong key is refused for good, and is not in what is kept of the answer', async () => {
    const { webhook } = await serve({ kind });
    const outcome = await sendOver(robotOf({ kind, webhook: webhook.replace(KEY, 'wr0ng-key-9876543210') }));
    expect(classOf(outcome)).toBe('rejected');
    expect(JSON.stringify(outcome)).not.toContain('wr0ng-key');
    expect(outcome).toHaveProperty('hint.zh');
  });
});

/** Codes as the vendors document them. */
const CODES: readonly (readonly [RobotKind, number, Class])[] = [
  ['wecom', -1, 'deferred'],
  ['wecom', 45009, 'deferred'],
  ['wecom', 45033, 'deferred'],
  ['wecom', 93000, 'rejected'],
  ['wecom', 93008, 'rejected'],
  ['wecom', 60020, 'rejected'],
  ['wecom', 40058, 'rejected'],
  ['dingtalk', -1, 'deferred'],
  ['dingtalk', 130101, 'deferred'],
  ['dingtalk', 410100, 'deferred'],
  ['dingtalk', 310000, 'rejected'],
  ['dingtalk', 300005, 'rejected'],
  ['dingtalk', 400102, 'rejected'],
  ['dingtalk', 430104, 'rejected'],
  ['feishu', 11232, 'deferred'],
  ['feishu', 99991400, 'deferred'],
  ['feishu', 9499, 'rejected'],
  ['feishu', 19001, 'rejected'],
  ['feishu', 19021, 'rejected'],
  ['feishu', 19022, 'rejected'],
  ['feishu', 19024, 'rejected'],
];
test.each(CODES)('%s code %d -> %s', async (kind, code, expected) => {
  const body = kind === 'feishu' ? { code, msg: 'no' } : { errcode: code, errmsg: 'no' };
  expect(await faulty(kind, reply(200, body))).toEqual({ class: expected, taken: 0 });
});

test('the old form of an answer, with StatusCode alone, counts', async () => {
  expect((await faulty('feishu', reply(200, { StatusCode: 0, StatusMessage: 'success' }))).class).toBe('accepted');
  expect((await faulty('feishu', reply(200, { StatusCode: 19024, StatusMessage: 'no' }))).class).toBe('rejected');
});

describe('signatures and keywords', () => {
  test.each(['dingtalk', 'feishu'] as const)('%s: signed right; wrong secret and wrong clock refused', async (kind) => {
    const { webhook } = await serve({ kind, secret: SECRET });
    expect(classOf(await sendOver(robotOf({ kind, webhook, secret: SECRET })))).toBe('accepted');
    expect(classOf(await sendOver(robotOf({ kind, webhook, secret: 'SECwrong-wrong' })))).toBe('rejected');
    expect(classOf(await sendOver(robotOf({ kind, webhook })))).toBe('rejected');
    expect(classOf(await sendOver(robotOf({ kind, webhook, secret: SECRET }, {}, () => Date.now() - 2 * 3_600_000)))).toBe('rejected');
  });

  test.each(['dingtalk', 'feishu'] as const)('%s: the keyword is in every message once it is set', async (kind) => {
    const { webhook } = await serve({ kind, keyword: '巡察整改' });
    expect(classOf(await sendOver(robotOf({ kind, webhook })))).toBe('rejected');
    expect(classOf(await sendOver(robotOf({ kind, webhook, keyword: '巡察整改' })))).toBe('accepted');
  });
});

describe('who is called', () => {
  test.each([
    ['wecom', { mobile: '13800001111' }, ['13800001111']],
    ['wecom', { userId: 'zhangsan' }, ['zhangsan']],
    ['wecom', {}, []],
    ['dingtalk', { mobile: '13800001111' }, ['13800001111']],
    ['dingtalk', { userId: 'zhangsan' }, ['zhangsan']],
    ['feishu', { userId: 'ou_123' }, ['ou_123']],
    // They know no mobile numbers: the name stands there all the same.
    ['feishu', { mobile: '13800001111' }, []],
  ] as const)('%s, known by %o', async (kind, person, called) => {
    const { webhook, posted } = await serve({ kind });
    await sendOver(robotOf({ kind, webhook }, { 'p-owner': person }));
    expect(posted[0]?.called).toEqual(called);
    expect(posted[0]?.text).toContain('张三');
  });
});

test.each(KINDS)('%s: stopped while the service thinks: uncertain', async (kind) => {
  const { webhook } = await serve({ kind, faults: [{ at: 'taken', do: 'stall' }] });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 150);
  expect(classOf(await robotOf({ kind, webhook }).send(message(), { signal: stop.signal, handingOver: () => Promise.resolve(true) }))).toBe('uncertain');
});

describe('a server that takes connections and reads nothing', () => {
  const sockets = new Set<Socket>();
  const deaf = createServer((socket) => void sockets.add(socket.pause().on('error', () => undefined)));
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    ({ port } = deaf.address() as AddressInfo);
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    deaf.close();
  });

  test('TLS that never begins: unreachable, nothing is handed over', async () => {
    let asked = false;
    const webhook = `https://127.0.0.1:${port}/robot/send?access_token=${KEY}`;
    const outcome = await sendOver(robotOf({ kind: 'dingtalk', webhook }), undefined, () => Promise.resolve((asked = true)));
    expect({ class: classOf(outcome), asked }).toEqual({ class: 'unreachable', asked: false });
  });

  // What `finish` is for: the end of the request was still here.
  test('a large request that did not leave is known not to have been sent', async () => {
    const moment = { signal: new AbortController().signal, handingOver: () => Promise.resolve(true) };
    const end = await postJson(new URL(`http://127.0.0.1:${port}/`), 'x'.repeat(30_000_000), moment, TIMEOUTS);
    expect(end.end).toBe('unsent');
    expect((await postJson(new URL(`http://127.0.0.1:${port}/`), 'x', moment, TIMEOUTS)).end).toBe('unanswered');
  });
});
