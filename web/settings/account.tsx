import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { ask } from '../api/http.ts';
import { useMe } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { CalendarFeed } from './calendar-feed.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';

type Given = { readonly current: string; readonly next: string };

const Password = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<Given>();
  const rules = [{ required: true, message: t('required') }];
  const send = useMutation({
    mutationFn: async (body: Given) => await ask('POST', '/me/password', { body }),
    onSuccess: async () => {
      form.resetFields();
      message.success(t('settings.passwordDone'));
      await client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <Section title={t('settings.password')}>
      <Form form={form} name="password" layout="vertical" onFinish={(given: Given) => send.mutate(given)} requiredMark={false} className="short-form">
        <Form.Item name="current" label={t('settings.current')} rules={rules}><Input.Password autoComplete="current-password" /></Form.Item>
        <Form.Item name="next" label={t('settings.next')} rules={rules}><Input.Password autoComplete="new-password" /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button type="primary" htmlType="submit" loading={send.isPending}>{t('settings.password')}</Button>
      </Form>
    </Section>
  );
};

/** One's own account: who one is here, how one signs in, where one is signed in, tokens for other systems. */
export const Account = () => {
  const { t } = useWords();
  const me = useMe().data;
  return (
    <>
      {me === undefined ? null : (
        <Section title={t('settings.account')}>
          <dl className="facts"><dt>{t('signIn.name')}</dt><dd>{me.username}</dd><dt>{t('people.name')}</dt><dd>{me.name}</dd><dt>{t('settings.posts')}</dt><dd>{me.posts.length === 0 ? t('none') : me.posts.join(t('and'))}</dd></dl>
        </Section>
      )}
      <Password />
      <SecondFactor />
      <Section title={t('settings.sessions')} aside={<ExportButton path="/me/sessions/file" />}><Sessions path="/me/sessions" /></Section>
      {me?.person == null ? null : <CalendarFeed person={me.person} />}
      <Tokens />
    </>
  );
};
