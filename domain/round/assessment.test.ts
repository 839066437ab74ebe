import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { gradeOf } from './assessment.ts';
import { roundRulesSchema, type Grade, type RoundRules } from './rules-schema.ts';
import { OLD_ROUND_RULES } from './old-rules.ts';

const grade = (id: string, from: number | null): Grade => ({ id, zh: id, en: id, from, entails: [] });
const indicator = (id: string, points: number) => ({ id, zh: id, en: id, points });
const scored: RoundRules['assessment'] = {
  ...OLD_ROUND_RULES.assessment,
  indicators: [indicator('completion', 40), indicator('systems', 35.5), indicator('satisfaction', 24.5)],
  grades: [grade('excellent', 90), grade('passed', 60), grade('failed', 0)],
};
const code = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};
const points = (completion: number, systems: number, satisfaction: number) => ({ completion, systems, satisfaction });

describe('the grade of an assessment', () => {
  it('is what the points say', () => {
    expect(gradeOf(scored, { grade: 'excellent', points: points(40, 30, 20) })).toMatchObject({ grade: { id: 'excellent' }, score: 90 });
    expect(gradeOf(scored, { grade: 'passed', points: points(40, 29.99, 20) })).toMatchObject({ score: 89.99 });
    expect(code(() => gradeOf(scored, { grade: 'excellent', points: points(40, 29.99, 20) }))).toBe('GRADE_NOT_BY_SCORE');
  });

  it('is lowered by a veto, and never raised', () => {
    expect(gradeOf(scored, { grade: 'failed', points: points(40, 35.5, 24.5), veto: '五项以上不实' })).toMatchObject({ grade: { id: 'failed' }, score: 100 });
    expect(code(() => gradeOf(scored, { grade: 'excellent', points: points(0, 0, 0), veto: '情况特殊' }))).toBe('VETO_RAISES');
  });

  it('needs every indicator, no other, and no more points than it has', () => {
    expect(code(() => gradeOf(scored, { grade: 'passed', points: { completion: 40, systems: 30 } }))).toBe('POINTS_MISSING');
    expect(code(() => gradeOf(scored, { grade: 'passed', points: { ...points(40, 30, 20), looks: 3 } }))).toBe('UNKNOWN_INDICATOR');
    expect(code(() => gradeOf(scored, { grade: 'passed', points: points(41, 30, 20) }))).toBe('POINTS_TOO_MANY');
    expect(code(() => gradeOf(scored, { grade: 'toString', points: points(40, 30, 20) }))).toBe('UNKNOWN_GRADE');
    expect(gradeOf(OLD_ROUND_RULES.assessment, { grade: 'poor', points: {} })).toMatchObject({ grade: { id: 'poor' }, score: null });
  });

  it('exists for every score, and a better score is never a worse grade', () => {
    const tenths = (most: number) => fc.integer({ min: 0, max: most * 10 }).map((n) => n / 10);
    fc.assert(
      fc.property(tenths(40), tenths(35), tenths(24), (a, b, c) => {
        const earned = scored.grades.filter((one) => code(() => gradeOf(scored, { grade: one.id, points: points(a, b, c) })) === 'done');
        expect(earned).toHaveLength(1);
        expect(a + b + c + 1e-6 >= (earned[0]?.from ?? 0)).toBe(true);
      }),
    );
  });
});

describe('a scale', () => {
  const wrong = (grades: readonly Grade[], indicators = scored.indicators): boolean =>
    !roundRulesSchema.safeParse({ ...OLD_ROUND_RULES, assessment: { ...scored, indicators, grades } }).success;

  it('runs from best to worst, down to 0, each grade once, with scores where there are indicators', () => {
    expect(wrong(scored.grades)).toBe(false);
    expect(wrong([grade('passed', 60), grade('excellent', 90), grade('failed', 0)])).toBe(true);
    expect(wrong([grade('excellent', 90), grade('failed', 10)])).toBe(true);
    expect(wrong([grade('good', 60), grade('good', 0)])).toBe(true);
    expect(wrong([grade('good', null), grade('poor', null)])).toBe(true);
    expect(wrong([grade('good', null), grade('poor', null)], [])).toBe(false);
    expect(wrong(scored.grades, [])).toBe(true);
  });

  it('is missing from older policies, whose rounds owe nothing', () => {
    expect(roundRulesSchema.parse(undefined)).toEqual(OLD_ROUND_RULES);
    expect(OLD_ROUND_RULES.owes).toEqual([]);
  });
});
