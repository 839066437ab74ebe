import { daysBetween, dayOf } from '../../domain/time.ts';
import type { IssueView } from '../api/types.ts';
import { useTold, useToday } from '../api/queries.ts';
import { Days } from '../todo/days.tsx';
import { useDutyWords } from '../todo/use-duty-words.ts';
import { useWords } from '../words/language.tsx';
import { Section } from './section.tsx';

/** What is owed next in words, by whom it will be asked for: `9月30日前完成；9月20日提醒责任人`. */
export const NextStep = ({ view }: { readonly view: IssueView }) => {
  const { t, say } = useWords();
  const dutyWords = useDutyWords();
  const { round, number } = view.issue;
  const told = useTold(round, number);
  const ahead = (told.data?.told ?? []).filter(({ state }) => state === 'planned').slice(0, 3);
  const today = useToday();
  return (
    <Section title={t('issue.next')}>
      {view.deadlines.length === 0 ? <p className="muted">{t('issue.nothingNext')}</p> : (
        <ul className="lines">
          {view.deadlines.map(({ key, kind, subject, day }) => (
            <li key={key}><b>{t('days.by', { day })}</b> {dutyWords({ kind, subject }, kind === 'measure' ? (view.issue.measures.find(({ id }) => id === subject)?.text ?? null) : null)}　<Days left={daysBetween(today, day)} /></li>
          ))}
        </ul>
      )}
      {ahead.map((one) => <div key={`${one.step} ${one.recipient} ${one.channel}`} className="muted small">{dayOf(one.notBefore)} {say(one.kindName)} → {say(one.recipientName)}</div>)}
    </Section>
  );
};
