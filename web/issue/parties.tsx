import { ROLE_NAMES } from '../../domain/permissions.ts';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { Section } from './section.tsx';
import { useNames } from './use-name.ts';

/** Who answers for it, from the owner up. */
export const Parties = ({ view }: { readonly view: IssueView }) => {
  const { t, say } = useWords();
  const { party } = useNames(view);
  const roles = ['owner', 'leader', 'head', 'superior', 'supervision', 'team'] as const;
  return (
    <Section title={t('issue.parties')}>
      <dl className="facts">
        {roles.map((role) => {
          const ref = view.issue.parties[role];
          return <div key={role} className="fact"><dt>{say(ROLE_NAMES[role])}</dt><dd>{ref === null ? <span className="muted">—</span> : party(ref)}</dd></div>;
        })}
      </dl>
    </Section>
  );
};
