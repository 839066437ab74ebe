/** Breaks files: the same seed breaks the same file in the same way. */
import { randomOf } from '../chaos/random.ts';

/** Flips bits, cuts off the end, cuts out or doubles a piece, writes zeros or 0xff over one: some of it, by the seed. */
export const mutate = (bytes: Uint8Array, seed: number): Uint8Array => {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const out = bytes.slice();
  const kind = below(6);
  if (kind === 0) return out.slice(0, below(out.length));
  if (kind === 1) {
    const from = below(out.length);
    const length = 1 + below(Math.min(2000, out.length - from));
    return new Uint8Array([...out.subarray(0, from), ...out.subarray(from + length)]);
  }
  if (kind === 2) {
    const from = below(out.length);
    const piece = out.slice(from, from + 1 + below(2000));
    return new Uint8Array([...out.subarray(0, from), ...piece, ...out.subarray(from)]);
  }
  if (kind === 3) {
    const from = below(out.length);
    out.fill(random() < 0.5 ? 0 : 0xff, from, from + 1 + below(64));
    return out;
  }
  for (let flips = 1 + below(kind === 4 ? 4 : 200); flips > 0; flips -= 1) {
    const at = below(out.length);
    out[at] = (out[at] ?? 0) ^ (1 << below(8));
  }
  return out;
};

/** Breaks the parts inside a container before they are packed, so that the damage reaches the parsers behind the checksums. */
export const mutateInside = <T extends { readonly data: Uint8Array }>(entries: readonly T[], seed: number): T[] => {
  const chosen = Math.floor(randomOf(seed ^ 0x5bd1e995)() * entries.length);
  return entries.map((entry, at) => (at === chosen ? { ...entry, data: mutate(entry.data, seed) } : entry));
};
