import type { RoundView } from '../api/types.ts';
import { MILESTONE_NAMES } from '../../domain/round/state.ts';
import { DEADLINE_NAMES } from '../../domain/words.ts';
import { Section } from '../issue/section.tsx';
import { useWords } from '../words/language.tsx';

/** What a round has behind it and ahead of it. */
export const Milestones = ({ view }: { readonly view: RoundView }) => {
  const { t, say } = useWords();
  return (
    <Section title={t('rounds.milestones')}>
      <ul className="lines">
        {view.milestones.map(({ id, day, reached }) => <li key={id} className="line-head"><span className={reached ? 'mark' : 'light blue'}>{t(reached ? 'rounds.reached' : 'rounds.ahead')}</span><b>{day}</b>{say(MILESTONE_NAMES[id])}</li>)}
        {view.deadlines.map(({ key, kind, day }) => <li key={key} className="line-head"><span className="light yellow">{t('issue.next')}</span><b>{t('days.by', { day })}</b>{say(DEADLINE_NAMES[kind])}</li>)}
      </ul>
    </Section>
  );
};
