import { expect, test } from 'vitest';
import { percentPlayed } from './percent-played.ts';

test('a rehearsal of which nothing is known stands at no figure, and never at 0 %', () => {
  expect(percentPlayed(null)).toBeNull();
  expect(percentPlayed({ from: '2026-03-02', day: '2026-03-02', until: '2027-03-02' })).toBe(0);
  expect(percentPlayed({ from: '2026-03-02', day: '2026-09-01', until: '2027-03-02' })).toBe(50);
  expect(percentPlayed({ from: '2026-03-02', day: '2027-03-02', until: '2027-03-02' })).toBe(100);
  // Of one day only.
  expect(percentPlayed({ from: '2026-03-02', day: '2026-03-02', until: '2026-03-02' })).toBe(0);
});
