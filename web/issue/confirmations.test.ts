import { expect, test } from 'vitest';
import { confirmationsOf } from './confirmations.ts';

const CONFIRMED = [{ step: 'due#1:T+1', person: 'p1', roles: [], at: 5 }];
const confirmed = (step: string, recipient = 'p1'): boolean => confirmationsOf(CONFIRMED, { step, recipient }).length > 0;

test('a confirmation is of its own rung and its repeats', () => {
  expect(confirmed('due#1:T+1')).toBe(true);
  expect(confirmed('due#1:T+1:r2')).toBe(true);
  expect(confirmed('due#1:T+10')).toBe(false);
  expect(confirmed('due#17:T+1')).toBe(false);
  expect(confirmed('due#1:T+1', 'p2')).toBe(false);
});
