import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actor } from '../testing/people.ts';
import { roundLifeArbitrary, startRound } from '../testing/round-life.ts';
import { roundPossibilities, roundPossibility } from './may-do.ts';

test('every act that anybody ever did with a round was possible when he did it', () => {
  fc.assert(
    fc.property(roundLifeArbitrary(), ({ moments }) => {
      for (const { before, act, actor: by, at } of moments) {
        // Any step of any notice can be confirmed; what is offered is only what asks for it.
        if (act === null || by === null || act.type === 'acknowledge') continue;
        expect(roundPossibility(before, act.type, { actor: by, now: at }).refusal, act.type).toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});

test('who is refused for who he is, is refused before as well', () => {
  fc.assert(
    fc.property(roundLifeArbitrary(), ({ moments, refused }) => {
      for (const { act, actor: by, at, refusal } of refused) {
        if (refusal.code !== 'NOT_ALLOWED' && refusal.code !== 'FOUR_EYES') continue;
        const met = moments.findLast((moment) => moment.at <= at)?.state;
        if (met !== undefined) expect(roundPossibility(met, act.type, { actor: by, now: at }).refusal, act.type).not.toBeNull();
      }
    }),
    { numRuns: 40 },
  );
});

test('the head hands in, the inspectors review and, once the period is over, assess', () => {
  const life = startRound();
  const may = (who: string): string[] => roundPossibilities(life.state, { actor: actor(who), now: life.now }).flatMap(({ type, refusal }) => (refusal === null ? [type] : []));
  expect(may('stranger')).toEqual([]);
  expect(may('qian')).toEqual(['submit-plan', 'submit-report', 'record-outcome']);
  life.must('qian', { type: 'submit-plan', summary: '方案' });
  expect(may('qian')).not.toContain('submit-plan');
  expect(may('zheng')).toContain('review-plan');
  expect(may('qian')).not.toContain('review-plan');
  life.must('zheng', { type: 'review-plan', grade: 'good', note: '意见' });
  expect(may('zheng')).not.toContain('assess');
  life.until(life.state.term.end).sleep(life.now + 3 * 86_400_000);
  expect(may('zheng')).toContain('assess');
  expect(may('qian')).not.toContain('assess');
});
