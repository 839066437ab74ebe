import { useMutation } from '@tanstack/react-query';
import { Alert } from 'antd';
import { ask, formOf } from '../api/http.ts';
import type { ReportCheck } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { FileButton } from '../settings/file-button.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** Does a finished report agree with the register? */
export const ReportChecker = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const check = useMutation({ mutationFn: async (file: File) => await ask<ReportCheck>('POST', `/rounds/${encodeURIComponent(round)}/report/check`, { body: formOf(file, {}) }) });
  const found = check.data;
  return (
    <Section title={say(W.check)}>
      <p className="muted">{say(W.checkHelp)}</p>
      <div className="acts"><FileButton label={say(W.checkFile)} accept=".docx,.docm,.pdf,.html,.htm,.md,.txt" loading={check.isPending} onFile={(file) => check.mutate(file)} /></div>
      {check.error === null ? null : <div className="after-form"><ProblemAlert error={check.error} /></div>}
      {found === undefined ? null : (
        <Alert
          className="after-form"
          type={found.agrees ? 'success' : 'warning'}
          showIcon
          title={found.agrees ? say(W.agrees, { n: found.checked.length, items: found.items, asOf: found.asOf }) : say(W.differs, { n: found.mismatches.length, asOf: found.asOf })}
          description={found.mismatches.length === 0 ? undefined : <ul className="lines">{found.mismatches.map((one) => <li key={one.zh}>{say(one)}</li>)}</ul>}
        />
      )}
    </Section>
  );
};
