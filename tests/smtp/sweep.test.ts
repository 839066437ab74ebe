import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeKit, MORNING, notice, smtp, type DeliveryKit } from '../deliveries/kit.ts';
import { FAULTS, POSITIONS, startFaultServer, type Fault, type FaultServer, type Position } from './fault-server.ts';

let kit: DeliveryKit;
let server: FaultServer | undefined;
let count = 0;
beforeAll(async () => {
  kit = await makeKit();
});
afterAll(() => kit.close());
afterEach(() => server?.close());

type End = { readonly state: string; readonly copies: number };
const SENT: End = { state: 'accepted', copies: 1 };
const REFUSED: End = { state: 'rejected: refused', copies: 0 };
/** The server threw the first away; nobody here can know. */
const DOUBTED: End = { state: 'uncertain: again_accepted', copies: 1 };
const DOUBLED: End = { state: 'uncertain: again_accepted', copies: 2 };

/** How a reminder ends when the first session goes wrong there and the server is well afterwards. By the order of FAULTS. */
const EXPECTED: Readonly<Record<Position, readonly End[]>> = {
  //        cut      stall    421   451   550      garbage
  banner: [SENT, SENT, SENT, SENT, SENT, SENT],
  ehlo: [SENT, SENT, SENT, SENT, SENT, SENT],
  mail: [SENT, SENT, SENT, SENT, REFUSED, SENT],
  rcpt: [SENT, SENT, SENT, SENT, REFUSED, SENT],
  data: [SENT, SENT, SENT, SENT, REFUSED, SENT],
  body: [DOUBTED, DOUBTED, SENT, SENT, REFUSED, DOUBTED],
  dot: [DOUBTED, DOUBTED, SENT, SENT, REFUSED, DOUBTED],
  end: [DOUBLED, DOUBLED, SENT, SENT, REFUSED, DOUBLED],
  half: [DOUBLED, DOUBLED, DOUBLED, DOUBLED, DOUBLED, DOUBLED],
  done: [SENT, SENT, SENT, SENT, SENT, SENT],
};
const CASES = POSITIONS.flatMap((at) => FAULTS.map((fault, column): [Position, Fault, End] => [at, fault, EXPECTED[at][column] ?? SENT]));

test.each(CASES)('%s: %s -> %o', async (at, fault, expected) => {
  const issue = await kit.addIssue(String((count += 1)));
  await kit.plan(issue, [notice()]);
  server = await startFaultServer({ at, fault, times: 1 });
  await kit.dispatchAll(smtp(server.port), MORNING);
  const states = await kit.states(issue);
  expect({ state: states['p-owner due#1:T-10'], copies: server.taken.length }).toEqual(expected);
  expect(new Set(server.taken.map((copy) => copy.messageId)).size).toBe(Math.min(1, expected.copies));
});

test.each(['cut', 'stall', 'garbage'] as const)('after the dot, every time: %s -> two copies under one Message-ID, then never again', async (fault) => {
  const issue = await kit.addIssue(String((count += 1)));
  await kit.plan(issue, [notice()]);
  server = await startFaultServer({ at: 'end', fault, times: 99 });
  const end = await kit.dispatchAll(smtp(server.port), MORNING);
  await kit.dispatchAll(smtp(server.port), end + 7 * 86_400_000);
  expect(await kit.states(issue)).toEqual({ 'p-owner due#1:T-10': 'uncertain: again_uncertain' });
  expect(server.taken.map((copy) => copy.messageId)).toEqual([server.taken[0]?.messageId, server.taken[0]?.messageId]);
});

test('a server that greylists for ever is asked for five days, then the reminder is listed as rejected', async () => {
  const issue = await kit.addIssue(String((count += 1)));
  await kit.plan(issue, [notice()]);
  server = await startFaultServer({ at: 'rcpt', fault: '451', times: 1_000 });
  const end = await kit.dispatchAll(smtp(server.port), MORNING);
  const row = (await kit.rows(issue))['p-owner due#1:T-10'];
  expect(row).toMatchObject({ state: 'rejected', reason: 'gave_up', attempt: 64 });
  expect(row?.response).toContain('451 4.7.1');
  expect((end - MORNING) / 86_400_000).toBeGreaterThan(4);
});
