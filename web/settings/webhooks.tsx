import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Popconfirm, Select, Typography } from 'antd';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import type { Webhook, Webhooks as Answer } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './connection-words.ts';

const KEY = ['webhooks'];
type Given = { readonly url: string; readonly name: string; readonly types?: readonly string[] };

const Add = ({ types }: Pick<Answer, 'types'>) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<Given>();
  const rules = [{ required: true, message: t('required') }];
  const send = useMutation({
    mutationFn: async (body: Given) => await ask<{ readonly secret: string }>('POST', '/webhooks', { body }),
    onSuccess: async () => {
      form.resetFields();
      await client.invalidateQueries({ queryKey: KEY });
    },
  });
  return (
    <Section title={say(W.add)}>
      <Form form={form} name="webhook" layout="vertical" onFinish={(given: Given) => send.mutate(given)} requiredMark={false} className="short-form">
        <Form.Item name="name" label={say(W.name)} rules={rules}><Input maxLength={100} autoComplete="off" /></Form.Item>
        <Form.Item name="url" label={say(W.url)} rules={rules}><Input type="url" maxLength={2_000} placeholder="https://" autoComplete="off" /></Form.Item>
        <Form.Item name="types" label={say(W.types)}><Select mode="multiple" allowClear maxTagCount="responsive" showSearch={{ optionFilterProp: 'label' }} options={types.map(({ type, ...words }) => ({ value: type, label: `${say(words)} ${type}` }))} /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button type="primary" htmlType="submit" loading={send.isPending}>{say(W.add)}</Button>
      </Form>
      {send.data === undefined ? null : <Alert className="after-form" type="success" showIcon title={say(W.secret)} description={<Typography.Text copyable code>{send.data.secret}</Typography.Text>} />}
    </Section>
  );
};

const Line = ({ webhook, types }: { readonly webhook: Webhook } & Pick<Answer, 'types'>) => {
  const { t, say, list } = useWords();
  const client = useQueryClient();
  const done = async (): Promise<void> => await client.invalidateQueries({ queryKey: KEY });
  const { id, name, url, goneAt, failures, failure, succeededAt } = webhook;
  const test = useMutation({ mutationFn: async () => await ask('POST', `/webhooks/${id}/test`), onSuccess: () => message.success(say(W.tested, { name })), onSettled: done });
  const remove = useMutation({ mutationFn: async () => await ask('DELETE', `/webhooks/${id}`), onSuccess: done });
  const standing = goneAt !== null ? say(W.gone) : failures > 0 ? say(W.failing, { n: failures, why: failure ?? '' }) : succeededAt === null ? say(W.unused) : say(W.fine, { at: instantInWords(succeededAt) });
  const told = webhook.types.length === 0 ? say(W.everything) : list(webhook.types.map((type) => types.find((one) => one.type === type)).flatMap((one) => (one === undefined ? [] : [say(one)])));
  return (
    <li>
      <div className="line-head">
        <b>{name}</b><code>{url}</code><span className="grow" />
        <Button size="small" loading={test.isPending} onClick={() => test.mutate()}>{say(W.test)}</Button>
        <Popconfirm title={say(W.removeSure)} okText={say(W.remove)} cancelText={t('cancel')} onConfirm={() => remove.mutate()}><Button size="small" danger loading={remove.isPending}>{say(W.remove)}</Button></Popconfirm>
      </div>
      <div className="muted small">{told} · {say(W.counts, { accepted: webhook.accepted, waiting: webhook.waiting, rejected: webhook.rejected })} · <span className={goneAt !== null || failures > 0 ? 'mark bad' : ''}>{standing}</span></div>
      {test.error === null ? null : <ProblemAlert error={test.error} />}
      {remove.error === null ? null : <ProblemAlert error={remove.error} />}
    </li>
  );
};

/** 回调: other systems that are told what happens, how they fare, a test of each; the signing secret is shown once. */
export const Webhooks = () => {
  const { say } = useWords();
  const webhooks = useQuery({ queryKey: KEY, queryFn: async () => await ask<Answer>('GET', '/webhooks') });
  return (
    <Loaded query={webhooks} rows={3}>
      {(data) => (
        <>
          <Section title={say(W.webhooks)} aside={<ExportButton path="/webhooks/file" />}>
            <p className="muted">{say(W.help)}</p>
            {data.webhooks.length === 0 ? <Nothing title={say(W.none)} help={say(W.noneHelp)} /> : <ul className="lines">{data.webhooks.map((one) => <Line key={one.id} webhook={one} types={data.types} />)}</ul>}
          </Section>
          <Add types={data.types} />
        </>
      )}
    </Loaded>
  );
};
