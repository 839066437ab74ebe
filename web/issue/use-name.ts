import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';

/** Whoever an issue names, as its page calls them: a person by id, or any party by its reference (`post:…`); a dash where nobody is named. */
export const useNames = ({ names }: Pick<IssueView, 'names'>): { readonly person: (id: string) => string; readonly party: (ref: string | null) => string } => {
  const { say } = useWords();
  const party = (ref: string | null): string => {
    if (ref === null) return '—';
    const named = names[ref];
    return named === undefined ? ref.slice(ref.indexOf(':') + 1) : say(named);
  };
  return { party, person: (id) => party(`person:${id}`) };
};
