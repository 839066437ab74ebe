import { DEADLINE_NAMES } from '../../domain/words.ts';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';

type Deadline = Pick<IssueView['deadlines'][number], 'kind' | 'subject'>;

/** What is owed, so that nobody has to look a number up: a measure with its text, a look-back by which one it is. */
export const useDutyWords = (): ((deadline: Deadline, measure: string | null) => string) => {
  const { t, say } = useWords();
  return ({ kind, subject }, measure) => {
    const what = say(DEADLINE_NAMES[kind]);
    if (subject === null) return what;
    if (kind === 'look-back') return t('days.nth', { what, n: subject });
    return measure === null ? `${what} ${subject}` : `${what}${t('colon')}${measure}`;
  };
};
