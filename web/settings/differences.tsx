import type { PolicyDifference } from '../../domain/policy-diff.ts';
import { useWords } from '../words/language.tsx';

/** Place by place what differs: the field as the text names it, before and after. */
export const Differences = ({ differences }: { readonly differences: readonly PolicyDifference[] }) => {
  const { t } = useWords();
  if (differences.length === 0) return <p className="muted">{t('policy.same')}</p>;
  return <ul className="lines differences">{differences.map(({ path, from, to }) => <li key={path}><code>{path}</code><div><del>{from ?? '—'}</del> → <ins>{to ?? '—'}</ins></div></li>)}</ul>;
};
