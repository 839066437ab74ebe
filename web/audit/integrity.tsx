import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { IntegrityCheck } from '../../client/history.ts';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

type Last = IntegrityCheck & { readonly since: number };

/** Up to where the history was found whole, by whom and when; and looking again. */
export const Integrity = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const nameOf = useNameOf();
  const state = useQuery({ queryKey: ['integrity'], queryFn: async () => await ask<{ readonly last: Last | null }>('GET', '/integrity') });
  const check = useMutation({ mutationFn: async () => await ask('POST', '/integrity'), onSuccess: async () => await client.invalidateQueries({ queryKey: ['integrity'] }) });
  if (state.data === undefined) return state.error === null ? null : <ProblemAlert error={state.error} />;
  const { last } = state.data;
  const title =
    last === null ? t('integrity.never') : t(last.faults.length === 0 ? 'integrity.whole' : 'integrity.broken', { events: last.events, issues: last.issues, at: instantInWords(last.at), by: nameOf(last.by), since: last.since, faults: last.faults.length });
  return (
    <div className="group">
      <Alert
        type={last === null ? 'info' : last.faults.length === 0 ? 'success' : 'error'}
        showIcon
        title={title}
        description={last === null || last.faults.length === 0 ? undefined : <ul>{last.faults.map(({ what, subject }) => <li key={`${what} ${subject}`}>{t(`integrity.${what}`)}{t('colon')}{subject}</li>)}</ul>}
        action={<Button onClick={() => check.mutate()} loading={check.isPending}>{t('integrity.check')}</Button>}
      />
      {check.error === null ? null : <ProblemAlert error={check.error} />}
    </div>
  );
};
