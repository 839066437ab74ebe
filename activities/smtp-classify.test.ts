import { expect, test } from 'vitest';
import { MAX_ATTEMPTS, retryDelayMs } from './retry-delays.ts';
import { classifyFailure } from './smtp-classify.ts';

test.each([
  ['session', null, 'unreachable'],
  ['session', '554 no service', 'service'],
  ['session', '535 5.7.8 wrong password', 'service'],
  ['envelope', null, 'unreachable'],
  ['envelope', '451 later', 'deferred'],
  ['envelope', '550-no such\n550 user', 'rejected'],
  ['body', null, 'unreachable'],
  ['body', '552 too large', 'rejected'],
  ['end', null, 'uncertain'],
  ['end', '451 later', 'deferred'],
  ['end', '554 refused', 'rejected'],
  ['end', '354 go ahead', 'uncertain'],
  ['end', '25', 'uncertain'],
  ['end', '4511 what', 'uncertain'],
  ['end', 'ha ha', 'uncertain'],
] as const)('%s, reply %j -> %s', (phase, response, expected) => {
  const outcome = classifyFailure({ phase, response, what: 'ECONNECTION' });
  expect(outcome.kind === 'retry' ? outcome.class : outcome.kind).toBe(expected);
});

test('attempts come back after minutes, then hours, for five days, and then end', () => {
  const delays = Array.from({ length: MAX_ATTEMPTS }, (_, at) => retryDelayMs(at + 1, 'deferred'));
  expect(delays.slice(0, 3)).toEqual([300_000, 600_000, 900_000]);
  expect(delays.at(-1)).toBeNull();
  const total = delays.reduce<number>((sum, delay) => sum + (delay ?? 0), 0);
  expect(total / 86_400_000).toBeGreaterThan(4.5);
  expect(total / 86_400_000).toBeLessThan(5.5);
});
