import type { RoundCounts } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { useWords } from '../words/language.tsx';
import { Figure } from './figure.tsx';

/** The counts of a round, with the sum that says whether they add up; the arithmetic itself is the API's. */
export const Counts = ({ counts }: { readonly counts: RoundCounts }) => {
  const { t } = useWords();
  const { standing, counted, withdrawn, marks, happened } = counts;
  const parts = [
    { words: t('rounds.done'), ...standing.done },
    { words: t('rounds.sustained'), ...standing.sustained },
    { words: t('rounds.extended'), ...standing.extended },
    { words: t('rounds.stillOpen'), ...standing.open },
  ];
  const sum = parts.reduce((all, { count }) => all + count, 0);
  const share = (count: number): string => (counted === 0 ? '' : `（${((count / counted) * 100).toFixed(1)}%）`);
  return (
    <div className="stack">
      <div className="numbers">
        <Figure words={t('rounds.issues')} value={counted} {...(withdrawn === 0 ? {} : { note: t('rounds.withdrawnToo', { n: withdrawn }) })} />
        {parts.map(({ words, count, percent }) => <Figure key={words} words={words} value={count} note={`${percent}%`} />)}
        <Figure words={t('rounds.overdue')} value={marks.overdue} note={share(marks.overdue).replace(/[（）]/g, '')} />
      </div>
      <p className={sum === counted ? 'muted' : 'days late'}>{t(sum === counted ? 'rounds.adds' : 'rounds.addsNot', { parts: parts.map(({ count }) => count).join(' + '), total: counted })}</p>
      <Section title={t('rounds.shares')}>
        <dl className="facts">
          <dt>{t('rounds.everOverdue')}</dt><dd>{happened.everOverdue}{share(happened.everOverdue)}</dd>
          <dt>{t('rounds.shareExtended')}</dt><dd>{happened.extensions.granted} / {happened.extensions.requested}</dd>
          <dt>{t('rounds.shareReturned')}</dt><dd>{happened.returned.issues}{share(happened.returned.issues)}</dd>
          <dt>{t('rounds.shareRebounded')}</dt><dd>{happened.reopened.afterLookBack} / {happened.lookBacks.total}</dd>
        </dl>
      </Section>
    </div>
  );
};
