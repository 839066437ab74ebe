import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROW_PX, windowOf } from './window.ts';

const sizes = fc.record({ top: fc.integer({ min: -200, max: 600_000 }), height: fc.integer({ min: 0, max: 3_000 }), count: fc.nat(12_000) });

test('what is in sight is in the page, and not much more', () => {
  fc.assert(
    fc.property(sizes, ({ top, height, count }) => {
      const { from, to } = windowOf(top, height, count);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(count);
      expect(from).toBeLessThanOrEqual(to);
      for (const px of [top, top + height - 1]) {
        const row = Math.floor(px / ROW_PX);
        if (height > 0 && row >= 0 && row < count) expect(row >= from && row < to, `row ${row} of ${from}-${to}`).toBe(true);
      }
      expect(to - from).toBeLessThanOrEqual(height / ROW_PX + 25);
    }),
  );
});

test('a few pixels move no window', () => {
  expect(windowOf(5_000, 500, 10_000)).toEqual(windowOf(5_000 + ROW_PX / 2, 500, 10_000));
});
