import { expect, test } from 'vitest';
import { selectionAfter } from './selection.ts';

const IDS = ['a', 'b', 'c', 'd'];

test('one row is chosen and let go', () => {
  expect(selectionAfter(IDS, ['d'], { id: 'b', on: true, from: null })).toEqual(['d', 'b']);
  expect(selectionAfter(IDS, ['d', 'b'], { id: 'd', on: false, from: null })).toEqual(['b']);
});

test('with the shift key all between go along, upwards and downwards, none of them twice', () => {
  expect(selectionAfter(IDS, ['b'], { id: 'd', on: true, from: 'b' })).toEqual(['b', 'c', 'd']);
  expect(selectionAfter(IDS, ['a', 'b', 'c', 'd'], { id: 'a', on: false, from: 'c' })).toEqual(['d']);
});

test('a row that is not there any more is no beginning', () => {
  expect(selectionAfter(IDS, [], { id: 'c', on: true, from: 'gone' })).toEqual(['c']);
});
