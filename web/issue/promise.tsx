import { KIND_NAMES, RATING_NAMES } from '../../domain/field-words.ts';
import { REGISTER_COLUMNS } from '../../domain/register-columns.ts';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { Section } from './section.tsx';
import { useNames } from './use-name.ts';

/** What was promised and until when; the original date stays beside the current one. */
export const Promise = ({ view }: { readonly view: IssueView }) => {
  const { t, say } = useWords();
  const { person } = useNames(view);
  const { due, kind, extension, ratings, suspension } = view.issue;
  const { pending } = extension;
  return (
    <Section title={t('issue.promise')}>
      <dl className="facts">
        <dt>{say(REGISTER_COLUMNS.kind)}</dt><dd>{say(KIND_NAMES[kind])}</dd>
        {due.words === null ? null : <><dt>{t('issue.words')}</dt><dd>“{due.words}”</dd></>}
        <dt>{t('issue.dueOriginal')}</dt><dd>{due.original}</dd>
        <dt>{t('issue.dueCurrent')}</dt><dd><b>{due.current.day}</b>{extension.granted === 0 ? null : <span className="muted">　{t('issue.extended', { n: extension.granted, days: extension.totalDays })}</span>}</dd>
        {pending === null ? null : <><dt>{t('mark.extensionPending')}</dt><dd>{t('issue.pendingExtension', { day: pending.to, by: person(pending.by), decide: pending.decide.day })}<br /><span className="muted">{pending.reason}</span></dd></>}
        {suspension === null ? null : <><dt>{t('mark.suspended')}</dt><dd>{t('issue.suspended', { day: suspension.until.day, reason: suspension.reason })}</dd></>}
        <dt>{t('issue.ratings')}</dt><dd>{ratings.own === null ? '—' : say(RATING_NAMES[ratings.own])} / {ratings.verified === null ? '—' : say(RATING_NAMES[ratings.verified])}</dd>
      </dl>
    </Section>
  );
};
