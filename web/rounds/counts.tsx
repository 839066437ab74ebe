import { percentOf } from '../../domain/percent.ts';
import type { RoundCounts } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { useWords } from '../words/language.tsx';
import { Figure } from './figure.tsx';

/** The counts of a round, with the sum that says whether they add up; the arithmetic itself is the API's. */
export const Counts = ({ counts }: { readonly counts: RoundCounts }) => {
  const { t, aside } = useWords();
  const { standing, counted, withdrawn, marks, happened } = counts;
  const parts = [
    { words: t('rounds.done'), ...standing.done },
    { words: t('rounds.sustained'), ...standing.sustained },
    { words: t('rounds.extended'), ...standing.extended },
    { words: t('rounds.stillOpen'), ...standing.open },
  ];
  const sum = parts.reduce((all, { count }) => all + count, 0);
  const percent = (count: number): string => `${percentOf(count, counted)}%`;
  return (
    <div className="stack">
      <div className="numbers">
        <Figure words={t('rounds.issues')} value={counted} {...(withdrawn === 0 ? {} : { note: t('rounds.withdrawnToo', { n: withdrawn }) })} />
        {parts.map(({ words, count, percent }) => <Figure key={words} words={words} value={count} note={`${percent}%`} />)}
        <Figure words={t('rounds.overdue')} value={marks.overdue} note={percent(marks.overdue)} />
      </div>
      <p className={sum === counted ? 'muted' : 'days late'}>{t(sum === counted ? 'rounds.adds' : 'rounds.addsNot', { parts: parts.map(({ count }) => count).join(' + '), total: counted })}</p>
      <Section title={t('rounds.shares')}>
        <dl className="facts">
          <dt>{t('rounds.everOverdue')}</dt><dd>{happened.everOverdue}{aside(percent(happened.everOverdue))}</dd>
          <dt>{t('rounds.shareExtended')}</dt><dd>{t('rounds.grantedOf', { all: happened.extensions.requested, n: happened.extensions.granted })}</dd>
          <dt>{t('rounds.shareReturned')}</dt><dd>{happened.returned.issues}{aside(percent(happened.returned.issues))}</dd>
          <dt>{t('rounds.shareRebounded')}</dt><dd>{t('rounds.foundOf', { n: happened.reopened.afterLookBack, all: happened.lookBacks.total })}</dd>
        </dl>
      </Section>
    </div>
  );
};
