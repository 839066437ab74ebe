import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Status } from '../domain/issue.ts';
import type { IssueCell } from '../ledger/counts.ts';
import { cell } from './testing/issue-cell.ts';
import { countsAddUp, tally } from './round-counts.ts';

const part = (unit: string, status: Status, more: Partial<IssueCell> = {}): IssueCell => cell(1, { common: '7', unit, status, ...more });

test('19 of 25 done is 76 % still when one of the 25 is a common issue of four units', () => {
  const units = (last: Status): IssueCell[] => [part('finance', 'archived'), part('schools', 'closed'), part('roads', last), part('health', 'withdrawn')];
  const counts = tally('r', [cell(18, { status: 'archived' }), cell(6, { status: 'rectifying' }), ...units('closed')], [], {});
  expect(counts).toMatchObject({ total: 25, counted: 25, standing: { done: { count: 19, percent: 76 } }, common: { issues: 1, parts: 4, workflows: 28 } });
  // One unit has it back: the common issue is open again, and once.
  const again = tally('r', [cell(18, { status: 'archived' }), cell(6, { status: 'rectifying' }), ...units('rectifying')], [], {});
  expect(again.standing).toMatchObject({ done: { count: 18, percent: 72 }, open: { count: 7 } });
  expect(again.common.units.find(({ unit }) => unit === 'roads')).toEqual({ unit: 'roads', parts: 1, withdrawn: 0, done: 0, sustained: 0, extended: 0, open: 1, overdue: 0 });
});

test('471 with 18 extended apart: a common issue is extended where all that is open of it is', () => {
  const extended = { status: 'rectifying', extended: true } as const;
  const common = [part('finance', 'closed'), part('schools', 'rectifying', { extended: true }), part('roads', 'assigned', { extended: true })];
  const counts = tally('r', [cell(453), cell(17, extended), ...common], [], {});
  expect(counts).toMatchObject({ counted: 471, standing: { done: { percent: 96.18 }, extended: { count: 18, percent: 3.82 } } });
});

test('rounds and units are reconciled, whatever the parts stand at; what is not is refused', () => {
  const statuses = ['assigned', 'planning', 'rectifying', 'verifying', 'closed', 'sustained', 'archived', 'withdrawn'] as const;
  const parts = fc.array(fc.record({ common: fc.constantFrom('1', '2', '3'), unit: fc.constantFrom('a', 'b', 'c'), status: fc.constantFrom(...statuses), count: fc.integer({ min: 1, max: 3 }), extended: fc.boolean() }), { maxLength: 12 });
  fc.assert(
    fc.property(parts, fc.nat(9), (own, single) => {
      const cells = [...(single === 0 ? [] : [cell(single)]), ...own.map((one) => cell(one.count, one))];
      const { common, total } = tally('r', cells, [], {});
      const distinct = new Set(own.map((one) => one.common)).size;
      expect(total).toBe(single + distinct);
      expect(common.parts).toBe(own.reduce((sum, one) => sum + one.count, 0));
      expect(common.units.reduce((sum, unit) => sum + unit.done + unit.sustained + unit.extended + unit.open + unit.withdrawn, 0)).toBe(common.parts);
    }),
  );
  const counts = tally('r', [cell(1), part('finance', 'closed')], [], {});
  expect(() => countsAddUp({ ...counts, common: { ...counts.common, parts: 2 } })).toThrow(/workflows/);
});
