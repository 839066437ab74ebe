import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, QRCode, Typography } from 'antd';
import { useState } from 'react';
import { ask } from '../api/http.ts';
import { useMe } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

type Binding = { readonly address: string; readonly backupCodes: readonly string[] };

const PasswordForm = ({ button, danger, error, pending, onPassword }: { readonly button: string; readonly danger: boolean; readonly error: Error | null; readonly pending: boolean; readonly onPassword: (password: string) => void }) => {
  const { t } = useWords();
  return (
    <Form name="second-factor" layout="vertical" onFinish={({ password }: { readonly password: string }) => onPassword(password)} requiredMark={false} className="short-form">
      <Form.Item name="password" label={t('settings.current')} rules={[{ required: true, message: t('required') }]}><Input.Password autoComplete="current-password" /></Form.Item>
      {error === null ? null : <Form.Item><ProblemAlert error={error} /></Form.Item>}
      <Button htmlType="submit" loading={pending} danger={danger}>{button}</Button>
    </Form>
  );
};

/** The secret as a picture and as text (drawn here: it goes to no other host), the codes for a lost phone, and the first code. */
const Confirm = ({ binding, onDone }: { readonly binding: Binding; readonly onDone: () => void }) => {
  const { t } = useWords();
  const secret = new URL(binding.address).searchParams.get('secret') ?? '';
  const send = useMutation({
    mutationFn: async (code: string) => await ask('POST', '/me/second-factor/confirm', { body: { code } }),
    onSuccess: () => {
      message.success(t('factor.done'));
      onDone();
    },
  });
  return (
    <div className="stack">
      <p>{t('factor.scan')}</p>
      <div className="factor">
        <figure className="qr" aria-label={t('factor.picture')}><QRCode value={binding.address} size={180} errorLevel="M" bordered /></figure>
        <div>
          <div className="muted small">{t('factor.key')}</div>
          <Typography.Text copyable={{ text: secret }} code>{secret.match(/.{1,4}/g)?.join(' ')}</Typography.Text>
          <div className="muted small">{t('factor.backup')}</div>
          <ul className="codes">{binding.backupCodes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
        </div>
      </div>
      <Form name="second-factor-code" layout="vertical" onFinish={({ code }: { readonly code: string }) => send.mutate(code)} requiredMark={false} className="short-form">
        <Form.Item name="code" label={t('factor.first')} rules={[{ required: true, message: t('required') }, { pattern: /^\d{6}$/, message: t('factor.sixDigits') }]}><Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button type="primary" htmlType="submit" loading={send.isPending}>{t('factor.confirm')}</Button>
      </Form>
    </div>
  );
};

/** 动态验证码: bound with the first code, taken away with the password. */
export const SecondFactor = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const bound = useMe().data?.secondFactor === true;
  const [binding, setBinding] = useState<Binding | null>(null);
  const refresh = async (): Promise<void> => {
    setBinding(null);
    await client.invalidateQueries({ queryKey: ['me'] });
  };
  const begin = useMutation({ mutationFn: async (password: string) => await ask<Binding>('POST', '/me/second-factor', { body: { password } }), onSuccess: setBinding });
  const end = useMutation({ mutationFn: async (password: string) => await ask('DELETE', '/me/second-factor', { body: { password } }), onSuccess: refresh });
  return (
    <Section title={t('factor.title')}>
      <Form.Item><Alert type={bound ? 'success' : 'info'} showIcon title={t(bound ? 'factor.on' : 'factor.off')} /></Form.Item>
      {bound ? <PasswordForm key="end" danger button={t('factor.end')} error={end.error} pending={end.isPending} onPassword={end.mutate} /> : binding === null ? <PasswordForm key="begin" danger={false} button={t('factor.begin')} error={begin.error} pending={begin.isPending} onPassword={begin.mutate} /> : <Confirm binding={binding} onDone={() => void refresh()} />}
    </Section>
  );
};
