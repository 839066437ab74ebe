import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { ask, newKey } from '../api/http.ts';
import type { BulkItem } from '../api/types.ts';
import { withoutEmpty } from '../act/fields.ts';
import { Section } from '../issue/section.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

type Given = { readonly title?: string; readonly category?: string; readonly reason?: string };
type Decision = 'propose' | 'approve' | 'refuse';

/** One new wording for all parts of a common issue: proposed for each, decided by another party, each part answered for itself. */
export const Correction = ({ round, number }: { readonly round: string; readonly number: string }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<Given>();
  const send = useMutation({
    mutationFn: async ({ decision, given }: { readonly decision: Decision; readonly given: Given }) => {
      const { reason } = given;
      const body = decision === 'approve' ? { decision } : decision === 'refuse' ? { decision, reason } : { decision, ...(withoutEmpty(given) as object | undefined) };
      return await ask<{ readonly items: readonly BulkItem[] }>('POST', `/rounds/${encodeURIComponent(round)}/common/${encodeURIComponent(number)}/correction`, { body, key: newKey() });
    },
    onSuccess: async () => {
      form.resetFields();
      await Promise.all([['round', round], ['issues'], ['issue'], ['todo']].map(async (queryKey) => await client.invalidateQueries({ queryKey })));
    },
  });
  /** Words are needed to propose and to refuse, not to approve. */
  const decide = async (decision: Decision): Promise<void> => {
    const given = decision === 'approve' ? {} : await form.validateFields();
    send.mutate({ decision, given });
  };
  const refused = send.data?.items.filter(({ error }) => error !== null) ?? [];
  return (
    <Section title={say(W.correction)}>
      <p className="muted">{say(W.correctionHelp)}</p>
      <Form form={form} layout="vertical" requiredMark={false}>
        <Form.Item name="title" label={say(W.newTitle)}><Input.TextArea rows={3} maxLength={2000} className="grows" /></Form.Item>
        <Form.Item name="category" label={say(W.newCategory)}><Input maxLength={200} /></Form.Item>
        <Form.Item name="reason" label={say(W.correctionReason)} rules={[{ required: true, message: t('required') }]}><Input maxLength={2000} /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <div className="acts">
          <Button type="primary" loading={send.isPending} onClick={() => void decide('propose').catch(() => undefined)}>{say(W.propose)}</Button>
          <Button loading={send.isPending} onClick={() => void decide('approve')}>{say(W.approve)}</Button>
          <Button loading={send.isPending} onClick={() => void decide('refuse').catch(() => undefined)}>{say(W.refuse)}</Button>
        </div>
      </Form>
      {send.data === undefined ? null : <Alert className="after-form" type={refused.length === 0 ? 'success' : 'warning'} showIcon title={say(W.corrected, { done: send.data.items.length - refused.length, refused: refused.length })} description={refused.map(({ issue, error }) => <div key={issue}>{issue.replace(/^issue\//, '')}：{error === null ? '' : say(error)}</div>)} />}
    </Section>
  );
};
