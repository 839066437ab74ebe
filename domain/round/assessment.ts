import { refuse } from '../refusal.ts';
import type { Grade, RoundRules } from './rules-schema.ts';

type Scale = RoundRules['assessment'];
type Given = { readonly grade: string; readonly points: Readonly<Record<string, number>>; readonly veto?: string | undefined };

/**
 * The grade of an assessment with its score. Where the policy scores, every indicator has to be scored, the sum says the
 * grade, and only a veto (一票否决) lowers it.
 * @throws Refusal UNKNOWN_GRADE, UNKNOWN_INDICATOR, POINTS_MISSING, POINTS_TOO_MANY, GRADE_NOT_BY_SCORE, VETO_RAISES
 */
export const gradeOf = ({ grades, indicators }: Scale, given: Given): { readonly grade: Grade; readonly score: number | null } => {
  const grade = grades.find((one) => one.id === given.grade);
  if (grade === undefined) {
    const known = grades.map((one) => one.id).join(', ');
    return refuse('UNKNOWN_GRADE', `没有等次“${given.grade}”，本办法的等次：${grades.map((one) => `${one.id}（${one.zh}）`).join('、')}`, `there is no grade "${given.grade}"; this policy has ${known}`, { grade: given.grade, known });
  }
  demandIndicators(indicators, given.points);
  if (indicators.length === 0) return { grade, score: null };
  // Points have decimals: summed in hundredths, so that 0.1 + 0.2 is 0.3.
  const score = Math.round(indicators.reduce((sum, one) => sum + (given.points[one.id] ?? 0) * 100, 0)) / 100;
  const earned = grades.find((one) => score >= (one.from ?? 0)) ?? grade;
  if (earned === grade) return { grade, score };
  if (given.veto === undefined)
    refuse('GRADE_NOT_BY_SCORE', `得分${score}对应“${earned.zh}”，不是“${grade.zh}”；一票否决须写明理由`, `a score of ${score} is "${earned.en}", not "${grade.en}"; a veto has to give its reason`, { score, earned: earned.id });
  if (grades.indexOf(grade) < grades.indexOf(earned))
    refuse('VETO_RAISES', `一票否决只能降低等次：得分${score}对应“${earned.zh}”`, `a veto lowers a grade only: a score of ${score} is "${earned.en}"`, { score, earned: earned.id });
  return { grade, score };
};

const demandIndicators = (indicators: Scale['indicators'], points: Given['points']): void => {
  const unknown = Object.keys(points).find((id) => !indicators.some((one) => one.id === id));
  if (unknown !== undefined) refuse('UNKNOWN_INDICATOR', `本办法没有评分指标“${unknown}”`, `this policy has no indicator "${unknown}"`, { indicator: unknown });
  for (const one of indicators) {
    const given = points[one.id];
    if (given === undefined) return refuse('POINTS_MISSING', `指标“${one.zh}”（${one.id}）没有评分`, `the indicator "${one.en}" (${one.id}) was not scored`, { indicator: one.id });
    if (given > one.points) refuse('POINTS_TOO_MANY', `指标“${one.zh}”最多${one.points}分（给了${given}分）`, `the indicator "${one.en}" has ${one.points} points at most (got ${given})`, { indicator: one.id, most: one.points });
  }
};
