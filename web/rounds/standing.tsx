import { PLAN_GRADE_NAMES } from '../../domain/field-words.ts';
import { usePolicy } from '../api/queries.ts';
import type { RoundView } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** Plan, period, report and assessment of a round in a line each. */
export const RoundStanding = ({ view }: { readonly view: RoundView }) => {
  const { say } = useWords();
  const grades = usePolicy(view.policy).data?.round.assessment.grades ?? [];
  const { plan, term, report, assessment } = view;
  const planWords = (): string => {
    if (plan.boundAt !== null) return say(W['plan.bound'], { grade: plan.grade === null ? '' : say(PLAN_GRADE_NAMES[plan.grade]) });
    if (plan.review !== null) return say(W['plan.review'], { n: plan.submission?.n ?? 1, day: plan.review.day });
    return plan.due === null ? say(W['plan.none']) : say(W['plan.due'], { day: plan.due.day });
  };
  return (
    <Section title={say(W.whereItStands)}>
      <ul className="lines">
        <li>{planWords()}{plan.returns === 0 ? '' : say(W.returns, { n: plan.returns })}{plan.submission === null ? null : <div className="finding muted small">{plan.submission.summary}</div>}</li>
        <li>{say(term.over ? W.termOver : W.term, { n: term.n, day: term.end })}</li>
        <li>{say(report.submittedAt === null ? W['report.open'] : W['report.there'])}</li>
        {assessment.results.map(({ term: n, grade, score }) => {
          const named = grades.find(({ id }) => id === grade);
          return <li key={n}>{say(W.assessed, { n, grade: named === undefined ? grade : say(named), score: score === null ? '' : say(W.score, { n: score }) })}</li>;
        })}
      </ul>
    </Section>
  );
};
