import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Result } from 'antd';
import { ask } from '../api/http.ts';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

type Invited = { readonly username: string; readonly name: string; readonly administrator: boolean };
type Given = { readonly password: string; readonly again: string };

/** A one-time link: whose it is, and the password that its owner chooses. Opening it uses nothing up. */
export const InvitationPage = ({ token }: { readonly token: string }) => {
  const { t } = useWords();
  const invited = useQuery({ queryKey: ['invitation', token], queryFn: async () => await ask<Invited>('POST', '/invitation', { body: { token } }), retry: false, refetchOnWindowFocus: false });
  const send = useMutation({ mutationFn: async ({ password }: Given) => await ask('POST', '/invitation/accept', { body: { token, password } }) });
  const toSignIn = (): void => {
    location.hash = '#/todo';
  };
  if (send.isSuccess) return <SignInFrame title={t('invitation.title')}><Result status="success" title={t('invitation.done')} extra={<Button type="primary" size="large" onClick={toSignIn}>{t('invitation.toSignIn')}</Button>} /></SignInFrame>;
  return (
    <SignInFrame title={t('invitation.title')}>
      <Loaded query={invited}>
        {({ name, username }) => (
          <Form layout="vertical" onFinish={(given: Given) => send.mutate(given)} requiredMark={false}>
            <p>{t('invitation.hello', { name, username })}</p>
            {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
            <Form.Item name="password" label={t('invitation.password')} rules={[{ required: true, message: t('required') }]}><Input.Password autoFocus autoComplete="new-password" size="large" /></Form.Item>
            <Form.Item
              name="again"
              label={t('invitation.again')}
              dependencies={['password']}
              rules={[{ required: true, message: t('required') }, ({ getFieldValue }) => ({ validator: async (_rule, value) => (value === getFieldValue('password') ? undefined : await Promise.reject(new Error(t('invitation.differs')))) })]}
            >
              <Input.Password autoComplete="new-password" size="large" />
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{t('invitation.submit')}</Button>
          </Form>
        )}
      </Loaded>
    </SignInFrame>
  );
};
