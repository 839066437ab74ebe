import { expect, test } from 'vitest';
import { OneKey } from './one-key.ts';

test('an act whose answer was lost goes again as it was, though the version has moved on', () => {
  const keys = new OneKey();
  const first = keys.for('报告进展', 3);
  keys.answered(0);
  expect(keys.for('报告进展', 4)).toEqual(first);
  keys.answered(503);
  expect(keys.for('报告进展', 4)).toEqual(first);
  expect(keys.for('另一件', 4)).not.toEqual(first);
});

test('what was answered is over: the same words once more are another act, on the newest version', () => {
  for (const status of [200, 409, 412]) {
    const keys = new OneKey();
    const first = keys.for('催办', 3);
    keys.answered(status);
    const second = keys.for('催办', 4);
    expect(second.key).not.toBe(first.key);
    expect(second.version).toBe(4);
  }
});
