import { expect, test } from 'vitest';
import { cell } from './testing/issue-cell.ts';
import { percentOf } from '../domain/percent.ts';
import { countsAddUp, tally } from './round-counts.ts';

test('a county of 2023: 19 of 25 done is 76 %', () => {
  const counts = tally('r', [cell(19, { status: 'archived' }), cell(6, { status: 'rectifying' })], [], {});
  expect(counts.standing).toEqual({
    done: { count: 19, percent: 76 },
    sustained: { count: 0, percent: 0 },
    extended: { count: 0, percent: 0 },
    open: { count: 6, percent: 24 },
  });
});

test('a city: 453 of 471 closed is 96.18 %, the 18 extended ones are counted apart: 3.82 %', () => {
  const counts = tally('r', [cell(450), cell(3, { extended: true }), cell(18, { status: 'rectifying', extended: true })], [], {});
  expect(counts.counted).toBe(471);
  expect(counts.standing.done).toEqual({ count: 453, percent: 96.18 });
  expect(counts.standing.extended).toEqual({ count: 18, percent: 3.82 });
});

test('a district: 688 of 697 done is 98.71 %, with 4 sustained and 5 open', () => {
  const counts = tally('r', [cell(688), cell(4, { status: 'sustained', kind: 'sustained' }), cell(5, { status: 'rectifying' })], [], {});
  expect(counts.standing).toMatchObject({ done: { count: 688, percent: 98.71 }, sustained: { count: 4 }, open: { count: 5 } });
});

test('an extension that has run out is an open, overdue issue; the withdrawn do not count', () => {
  const counts = tally('r', [cell(1, { status: 'rectifying', extended: true, overdue: true }), cell(2, { status: 'withdrawn' })], [], {});
  expect(counts).toMatchObject({ total: 3, withdrawn: 2, counted: 1, standing: { open: { count: 1, percent: 100 }, extended: { count: 0 } }, marks: { overdue: 1 } });
});

test('halves are rounded up, and nothing of nothing is 0', () => {
  expect(percentOf(1, 3)).toBe(33.33);
  expect(percentOf(2, 3)).toBe(66.67);
  expect(percentOf(1, 800)).toBe(0.13);
  expect(percentOf(0, 0)).toBe(0);
});

test('counts that contradict themselves are refused, with what and by how much', () => {
  const counts = tally('r', [cell(2)], [{ type: 'look-back-recorded', detail: 'held', count: 3, issues: 2 }], {});
  const wrong = { ...counts, standing: { ...counts.standing, done: { count: 1, percent: 100 } } };
  expect(() => countsAddUp(wrong)).toThrow(expect.objectContaining({ code: 'COUNTS_DO_NOT_ADD_UP', where: expect.objectContaining({ left: 2, right: 1 }) }));
  expect(() => tally('r', [cell(1)], [{ type: 'reopened', detail: 'look-back', count: 1, issues: 1 }], {})).toThrow(/look-back/);
});
