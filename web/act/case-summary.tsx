import { RATING_NAMES } from '../../domain/field-words.ts';
import type { IssueView } from '../api/types.ts';
import { EvidenceList } from '../issue/evidence-list.tsx';
import { useNames } from '../issue/use-name.ts';
import { useWords } from '../words/language.tsx';
import { WhatIsAsked } from './what-is-asked.tsx';

/** What somebody has to see beside the form: the finding, the date, what is asked for, and what proves it. */
export const CaseSummary = ({ view, withEvidence }: { readonly view: IssueView; readonly withEvidence: boolean }) => {
  const { t, say, aside } = useWords();
  const { person } = useNames(view);
  const { issue } = view;
  const { proposal, extension, submission } = issue;
  return (
    <div className="stack case-summary">
      <div>
        <div className="muted small">{t('act.finding')}</div>
        <div className="quote finding">{issue.title}</div>
      </div>
      <dl className="facts">
        <dt>{t('act.due')}</dt>
        <dd>{issue.due.current.day}{issue.due.words === null ? null : <span className="muted">{aside(issue.due.words)}</span>}</dd>
        {extension.pending === null ? null : <><dt>{t('mark.extensionPending')}</dt><dd>{t('act.extension', { day: extension.pending.to, reason: extension.pending.reason })}</dd></>}
        {submission === null ? null : <><dt>{t('act.submission')}</dt><dd>{say(RATING_NAMES[submission.rating])}{aside(person(submission.by))}</dd></>}
      </dl>
      {proposal === null ? null : (
        <div>
          <h3>{t('act.proposal')}</h3>
          <ol className="lines">{proposal.measures.map((one) => <li key={one.id}>{one.text}<div className="muted small">{person(one.owner)} · {one.due.day}</div></li>)}</ol>
        </div>
      )}
      <WhatIsAsked view={view} />
      {withEvidence ? <div><h3>{t('act.evidence', { n: issue.evidence.length })}</h3><EvidenceList view={view} /></div> : null}
    </div>
  );
};
