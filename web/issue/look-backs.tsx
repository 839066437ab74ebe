import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { useTimeline } from '../api/queries.ts';
import { dayOf } from '../../domain/time.ts';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { Section } from './section.tsx';

/** Look-backs to come with their cause, and those that were held with what they found. */
export const LookBacks = ({ view }: { readonly view: IssueView }) => {
  const { t, say } = useWords();
  const { round, number, lookBacks, cadence } = view.issue;
  const past = (useTimeline(round, number).data?.events ?? []).filter(({ type }) => type === 'look-back-recorded');
  const ahead = [...lookBacks, ...(cadence === null ? [] : [cadence])];
  return (
    <Section title={t('issue.lookBacks')}>
      {past.length + ahead.length === 0 ? <p className="muted">{t('issue.noLookBacks')}</p> : (
        <ul className="lines">
          {past.map((one) => <li key={one.seq}><div>{dayOf(one.at)} {say(one)} · {one.byName}</div><div className="muted small">{one.details}</div></li>)}
          {ahead.map((one) => <li key={one.due.set}>{t('issue.lookBackN', { n: one.n, day: one.due.day })}<div className="muted small">{say(CAUSE_NAMES[one.cause])}{one.source === null ? '' : `：${one.source}`}</div></li>)}
        </ul>
      )}
    </Section>
  );
};
