import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deadlinesOf } from './deadlines.ts';
import { isOpenWork, type IssueState } from './issue.ts';
import { stillAsks } from './notice-step.ts';
import { ladderNotices } from './notices.ts';
import { lifeArbitrary } from './testing/simulator.ts';

const asks = (state: IssueState, step: string): boolean => stillAsks(deadlinesOf(state), step);

it('what the ladder calls for asks; once the work is done, or its date is another one, nothing that was told of it asks', () => {
  fc.assert(
    fc.property(lifeArbitrary(30), (life) => {
      const told = new Map<string, string>();
      for (const { state } of life.moments) {
        for (const { step, topic } of ladderNotices(state)) {
          expect(asks(state, step), step).toBe(true);
          told.set(step, topic);
        }
        for (const [step, topic] of told) {
          if (topic === 'due' && !isOpenWork(state.status)) expect(asks(state, step), step).toBe(false);
          if (topic === 'due' && !step.startsWith(`due#${state.due.current.set}:`)) expect(asks(state, step), step).toBe(false);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('what an event told stands for itself, and one deadline is not taken for another whose name begins alike', () => {
  expect(stillAsks([], 'event:17')).toBe(true);
  expect(stillAsks([{ key: 'due#1' }], 'due#17:T+1')).toBe(false);
  expect(stillAsks([{ key: 'due#17' }], 'due#17:T+1:r2')).toBe(true);
});
