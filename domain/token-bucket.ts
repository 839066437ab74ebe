/** At most so many messages in any stretch of time of this length (ms). At least 2, since a part of them is the burst. */
export type RateLimit = { readonly count: number; readonly windowMs: number };

/** What is left of one limit, as of an instant (epoch ms). Fractions are tokens on their way. */
export type Bucket = { readonly tokens: number; readonly at: number };

/** A quarter at once; the rest flows in evenly over the window, so that no window at all can see more than the limit. */
const burstOf = ({ count }: RateLimit): number => Math.max(1, Math.floor(count / 4));
const refillPerMs = (limit: RateLimit): number => (limit.count - burstOf(limit)) / limit.windowMs;

/**
 * Takes a token from every limit's bucket, or from none. `waitMs` 0: taken; otherwise how long until there is one. Buckets
 * that are missing are full; a clock that was set back refills nothing and blocks nothing.
 */
export const takeTokens = (limits: readonly RateLimit[], buckets: readonly Bucket[], now: number): { readonly waitMs: number; readonly buckets: readonly Bucket[] } => {
  const filled = limits.map((limit, at): Bucket => {
    const before = buckets[at] ?? { tokens: burstOf(limit), at: now };
    const flowed = Math.max(0, now - before.at) * refillPerMs(limit);
    return { tokens: Math.min(burstOf(limit), before.tokens + flowed), at: now };
  });
  const waits = limits.map((limit, at) => Math.ceil((1 - (filled[at]?.tokens ?? 0)) / refillPerMs(limit)));
  const waitMs = Math.max(0, ...waits);
  return waitMs > 0 ? { waitMs, buckets: filled } : { waitMs: 0, buckets: filled.map((bucket) => ({ ...bucket, tokens: bucket.tokens - 1 })) };
};
