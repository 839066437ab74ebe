import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import { useMe } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { Accounts } from './accounts.tsx';

type Session = { readonly id: string; readonly startedAt: number; readonly address: string | null; readonly userAgent: string | null; readonly current: boolean };
type Given = { readonly current: string; readonly next: string };

const Password = () => {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const rules = [{ required: true, message: t('required') }];
  const send = useMutation({
    mutationFn: async (body: Given) => await ask('POST', '/me/password', { body }),
    onSuccess: () => {
      form.resetFields();
      void message.success(t('settings.passwordDone'));
    },
  });
  return (
    <Section title={t('settings.password')}>
      <Form form={form} layout="vertical" onFinish={(given: Given) => send.mutate(given)} requiredMark={false}>
        <Form.Item name="current" label={t('settings.current')} rules={rules}><Input.Password autoComplete="current-password" /></Form.Item>
        <Form.Item name="next" label={t('settings.next')} rules={rules}><Input.Password autoComplete="new-password" /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button type="primary" htmlType="submit" loading={send.isPending}>{t('settings.password')}</Button>
      </Form>
    </Section>
  );
};

const Sessions = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: async () => await ask<{ readonly sessions: readonly Session[] }>('GET', '/me/sessions') });
  const end = useMutation({ mutationFn: async (id: string) => await ask('DELETE', `/me/sessions/${id}`), onSuccess: async () => await client.invalidateQueries({ queryKey: ['sessions'] }) });
  return (
    <Section title={t('settings.sessions')}>
      <Loaded query={sessions} rows={2}>
        {(data) => (
          <ul className="lines">
            {data.sessions.map((one) => (
              <li key={one.id} className="line-head">
                <span>{instantInWords(one.startedAt)}</span><span className="muted">{one.address}</span><span className="grow" />
                {one.current ? <span className="mark">{t('settings.thisOne')}</span> : <Button size="small" onClick={() => end.mutate(one.id)}>{t('settings.end')}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
};

/** 设置: one's own account; for an administrator, everybody's. */
export const SettingsPage = () => {
  const { t } = useWords();
  const me = useMe().data;
  return (
    <div className="narrow stack">
      <div className="page-head"><h1>{t('menu.settings')}</h1></div>
      {me === undefined ? null : (
        <Section title={t('settings.account')}>
          <dl className="facts"><dt>{t('signIn.name')}</dt><dd>{me.username}（{me.name}）</dd><dt>{t('settings.posts')}</dt><dd>{me.posts.length === 0 ? t('none') : me.posts.join('、')}</dd></dl>
        </Section>
      )}
      {me?.standings.includes('administrator') === true ? <Accounts /> : null}
      <Password />
      <Sessions />
    </div>
  );
};
