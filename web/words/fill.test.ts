import { expect, test } from 'vitest';
import { EN } from './en.ts';
import { fill } from './language.tsx';

test('one day is no days in English', () => {
  expect([0, 1, 2].map((n) => fill(EN['days.left'], { n }))).toEqual(['0 days left', '1 day left', '2 days left']);
  expect(fill(EN['issue.extended'], { n: 1, days: 20 })).toBe('Extended 1 time, 20 days');
  expect(fill('{a} {b}', { a: 'x' })).toBe('x {b}');
});
