import { DEADLINE_NAMES, NOTICE_NAMES } from '../../domain/words.ts';
import { ROLE_NAMES } from '../../domain/permissions.ts';
import { dayOf } from '../../domain/time.ts';
import { usePolicy } from '../api/queries.ts';
import type { IssueView, Policy } from '../api/types.ts';
import { LightTag } from '../register/tags.tsx';
import { useWords } from '../words/language.tsx';
import { Section } from './section.tsx';

type Deadline = IssueView['deadlines'][number];

/** The ladder of a deadline from the policy, with the rungs that have opened and where the case stands on it. */
const Rungs = ({ view, deadline, policy }: { readonly view: IssueView; readonly deadline: Deadline; readonly policy: Policy }) => {
  const { t, say, start } = useWords();
  const mark = view.issue.marks.find((one) => one.deadline === deadline.key);
  const steps = mark?.ladder ?? policy.ladders[deadline.kind];
  const opened = mark?.rungs ?? [];
  const last = opened.at(-1)?.step;
  return (
    <>
      <h3>{t('issue.ladderFor', { what: say(DEADLINE_NAMES[deadline.kind]), day: deadline.day })}</h3>
      <ol className="ladder">
        {steps.map((step) => {
          const at = opened.find((one) => one.step === step.id)?.at;
          const when = step.offset < 0 ? t('issue.before', { n: -step.offset }) : t('issue.after', { n: step.offset });
          return (
            <li key={step.id} className={step.id === last ? 'here' : at === undefined ? '' : 'past'} {...(step.id === last ? { 'aria-current': 'step' as const } : {})}>
              <div className="line-head"><LightTag light={step.light} /><b>{start(say(NOTICE_NAMES[step.notice]))}</b><span className="muted small">{when}{step.unit === 'working-day' ? t('issue.workingDays') : ''}</span>{step.id === last ? <span className="mark bad">{t('issue.here')}</span> : null}</div>
              <div className="muted small">{step.audience.map((role) => say(ROLE_NAMES[role])).join(t('and'))}{at === undefined ? '' : ` · ${dayOf(at)}`}</div>
            </li>
          );
        })}
      </ol>
    </>
  );
};

/** Of all that is owed, the deadline that has climbed highest, else the next. */
export const Ladder = ({ view }: { readonly view: IssueView }) => {
  const { t } = useWords();
  const policy = usePolicy(view.issue.policy).data;
  const climbed = (key: string): number => view.issue.marks.find((mark) => mark.deadline === key)?.rungs.length ?? 0;
  const [deadline] = view.deadlines.slice().sort((a, b) => climbed(b.key) - climbed(a.key) || (a.day < b.day ? -1 : 1));
  if (deadline === undefined || policy === undefined) return null;
  return <Section title={t('issue.ladder')}><Rungs view={view} deadline={deadline} policy={policy} /></Section>;
};
