import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../api/http.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { OtherLogins } from './other-logins.tsx';
import { DemoRoles, IS_DEMO } from './demo-roles.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

type Given = { readonly username: string; readonly password: string };

const FactorForm = ({ onDone, onBack }: { readonly onDone: () => void; readonly onBack: () => void }) => {
  const { t } = useWords();
  const send = useMutation({ mutationFn: async ({ code }: { readonly code: string }) => await ask('POST', '/session/second-factor', { body: { code } }), onSuccess: onDone });
  return (
    <Form layout="vertical" onFinish={(given: { readonly code: string }) => send.mutate(given)} requiredMark={false}>
      {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
      <Form.Item name="code" label={t('signIn.code')} extra={t('signIn.factorHelp')} rules={[{ required: true, message: t('required') }]}>
        <Input autoFocus inputMode="numeric" autoComplete="one-time-code" size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{t('signIn.submit')}</Button>
      <Button type="link" block onClick={onBack}>{t('signIn.back')}</Button>
    </Form>
  );
};

/** Name and password, then the code where the account has a second factor. */
export const SignInPage = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useWords();
  const [factor, setFactor] = useState(false);
  const send = useMutation({
    mutationFn: async (body: Given) => await ask<{ readonly secondFactor: boolean }>('POST', '/session', { body }),
    onSuccess: ({ secondFactor }) => (secondFactor ? setFactor(true) : onDone()),
  });
  if (factor) return <SignInFrame title={t('signIn.factor')}><FactorForm onDone={onDone} onBack={() => setFactor(false)} /></SignInFrame>;
  return (
    <SignInFrame title={t('signIn.title')}>
      <Form layout="vertical" onFinish={(given: Given) => send.mutate(given)} requiredMark={false}>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Form.Item name="username" label={t('signIn.name')} rules={[{ required: true, message: t('required') }]}><Input autoFocus autoComplete="username" size="large" /></Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('required') }]}><Input.Password autoComplete="current-password" size="large" /></Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{t('signIn.submit')}</Button>
        <p className="muted sign-in-help">{t('signIn.help')}</p>
      </Form>
      <OtherLogins />
      {IS_DEMO ? <DemoRoles onDone={onDone} /> : null}
    </SignInFrame>
  );
};
