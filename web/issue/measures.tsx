import { isOpenWork } from '../../domain/issue.ts';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { Section } from './section.tsx';
import { useNames } from './use-name.ts';

export const Measures = ({ view }: { readonly view: IssueView }) => {
  const { t, list, aside } = useWords();
  const { person } = useNames(view);
  const { measures } = view.issue;
  return (
    <Section title={t('issue.measures')}>
      {measures.length === 0 ? <p className="muted">{t(isOpenWork(view.issue.status) ? 'issue.noMeasures' : 'issue.noMeasuresKept')}</p> : (
        <ol className="lines">
          {measures.map((one) => (
            <li key={one.id}>
              <div className="line-head"><span className={one.done ? 'light green' : 'mark'}>{one.done ? t('issue.measureDone') : t('issue.measureOpen')}</span><span className="grow-text">{one.text}</span></div>
              <div className="muted small">{[t('issue.measureN', { id: one.id }), person(one.owner), t('days.by', { day: one.due.day }), ...one.supporting, ...(one.evidence.pieces + one.evidence.kinds.length === 0 ? [] : [t('issue.demanded', { n: Math.max(one.evidence.pieces, one.evidence.kinds.length), kinds: one.evidence.kinds.length === 0 ? '' : aside(list(one.evidence.kinds)) })])].join(' · ')}</div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
};
