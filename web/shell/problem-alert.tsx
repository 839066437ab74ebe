import { Alert, Button } from 'antd';
import { asProblem } from '../api/problem.ts';
import { useWords } from '../words/language.tsx';

/** What happened and what to do about it, in the reader's language; with the request's number for whoever has to look it up. */
export const ProblemAlert = ({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) => {
  const { t, say } = useWords();
  const problem = asProblem(error);
  return (
    <Alert
      type={problem.status === 403 || problem.status === 404 ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={say(problem)}
      description={problem.status === 403 ? t('problem.notYours') : problem.status >= 500 && problem.request !== null ? `${t('problem.request')}${t('colon')}${problem.request}` : undefined}
      action={retry === undefined || problem.status === 403 ?  undefined : <Button size="small" onClick={retry}>{t('retry')}</Button>}
    />
  );
};
