import { Alert, Button, Form } from 'antd';
import { asProblem } from '../api/problem.ts';
import type { Actions, IssueView, Possibility } from '../api/types.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { ActField } from './act-field.tsx';
import { fieldsOf, withoutEmpty } from './fields.ts';
import { useAct } from './use-act.ts';

type Props = { readonly view: IssueView; readonly actions: Actions; readonly possibility: Possibility; readonly subject?: string | null; readonly onDone: () => void };

/** Only these start filled in: a measure whose turn it is, on the way to being done. */
const startOf = (type: string, subject: string | null, view: IssueView): Record<string, unknown> =>
  type === 'report-progress' && subject !== null && view.issue.measures.some(({ id }) => id === subject) ? { measure: subject, done: true } : {};

/** The form of one act; whether it is taken, the rules say: now, by `possibility`, and again when it is sent. */
export const ActForm = ({ view, actions, possibility, subject = null, onDone }: Props) => {
  const { t, say, start } = useWords();
  const { type, schema, refusal } = possibility;
  const { round, number } = view.issue;
  const send = useAct(round, number, actions.version, say(possibility), onDone);
  const fields = fieldsOf(type, schema);
  if (refusal !== null) return <Alert type="info" showIcon title={t('act.notNow')} description={say(refusal)} />;
  const stale = send.error !== null && asProblem(send.error).code === 'STALE_VERSION';
  return (
    <Form layout="vertical" initialValues={startOf(type, subject, view)} onFinish={(given: object) => send.mutate({ type, ...(withoutEmpty(given) as object | undefined) })} scrollToFirstError>
      {fields.length === 0 ? <p className="muted">{t('act.asIs')}</p> : fields.map((field) => <ActField key={field.name} act={type} field={field} view={view} outcomes={view.issue.outcomes} />)}
      {send.error === null ? null : <Form.Item>{stale ? <Alert type="warning" showIcon role="alert" title={t('problem.stale')} /> : <ProblemAlert error={send.error} />}</Form.Item>}
      <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{start(say(possibility))}</Button>
    </Form>
  );
};
