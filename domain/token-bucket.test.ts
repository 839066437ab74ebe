import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeTokens, type Bucket, type RateLimit } from './token-bucket.ts';

const MINUTE: RateLimit = { count: 20, windowMs: 60_000 };
const PER_SECOND: RateLimit = { count: 5, windowMs: 1_000 };

/** Asks at these gaps, waiting as told whenever there is none; answers when each token was taken. */
const run = (limits: readonly RateLimit[], gaps: readonly number[]): number[] => {
  let buckets: readonly Bucket[] = [];
  let now = 1_000_000;
  const taken: number[] = [];
  for (const gap of gaps) {
    now += gap;
    for (;;) {
      const turn = takeTokens(limits, buckets, now);
      buckets = turn.buckets;
      if (turn.waitMs === 0) break;
      now += turn.waitMs;
    }
    taken.push(now);
  }
  return taken;
};

const limitsArbitrary = fc.array(fc.record({ count: fc.integer({ min: 2, max: 120 }), windowMs: fc.integer({ min: 100, max: 120_000 }) }), { minLength: 1, maxLength: 3 });

test('no window of any limit sees more than it allows, however the messages come', () => {
  fc.assert(
    fc.property(limitsArbitrary, fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 150 }), (limits, gaps) => {
      const taken = run(limits, gaps);
      for (const { count, windowMs } of limits)
        for (const [at, from] of taken.entries()) expect(taken.slice(at).filter((one) => one < from + windowMs).length).toBeLessThanOrEqual(count);
    }),
    { numRuns: 60 },
  );
});

test('nobody waits for ever: a burst at once, then at the pace of the limit', () => {
  const taken = run([MINUTE, PER_SECOND], Array.from({ length: 100 }, () => 0));
  const last = taken.at(-1) ?? 0;
  // 5 at once (1 a second at first), then 15 a minute.
  expect((last - (taken[0] ?? 0)) / 60_000).toBeGreaterThan(6);
  expect((last - (taken[0] ?? 0)) / 60_000).toBeLessThan(6.5);
});

test('a clock that was set back neither refills nor blocks', () => {
  const empty = run([MINUTE], [0, 0, 0, 0, 0]);
  expect(new Set(empty).size).toBe(1);
  const { waitMs } = takeTokens([MINUTE], [{ tokens: 0.5, at: 9_000_000 }], 1_000_000);
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(2_000);
});
