import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Switch, Typography } from 'antd';
import { ask } from '../api/http.ts';
import { PersonSelect } from '../act/person-select.tsx';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

type Account = { readonly id: string; readonly username: string; readonly name: string; readonly administrator: boolean; readonly disabledAt: number | null; readonly ready: boolean };
type Invitation = { readonly id: string; readonly link: string };
type Given = { readonly username: string; readonly name: string; readonly person?: string; readonly administrator?: boolean };

const Link = ({ invitation }: { readonly invitation: Invitation | undefined }) => {
  const { t } = useWords();
  return invitation === undefined ? null : <Alert type="success" showIcon title={t('settings.link')} description={<><Typography.Text copyable>{invitation.link}</Typography.Text><div>{t('settings.inviteHelp')}</div></>} />;
};

const Invite = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const rules = [{ required: true, message: t('required') }];
  const send = useMutation({ mutationFn: async (body: Given) => await ask<Invitation>('POST', '/accounts', { body }), onSuccess: async () => await client.invalidateQueries({ queryKey: ['accounts'] }) });
  return (
    <Section title={t('settings.invite')}>
      <p className="muted">{t('settings.inviteHelp')}</p>
      <Form layout="vertical" onFinish={({ person, ...given }: Given) => send.mutate({ ...given, ...(person === undefined ? {} : { person }) })} requiredMark={false}>
        <Form.Item name="username" label={t('signIn.name')} rules={rules}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="name" label={t('audit.who')} rules={rules}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="person" label={t('settings.person')}><PersonSelect /></Form.Item>
        <Form.Item name="administrator" label={t('settings.isAdministrator')} valuePropName="checked"><Switch /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button type="primary" htmlType="submit" loading={send.isPending}>{t('settings.invite')}</Button>
      </Form>
      <Link invitation={send.data} />
    </Section>
  );
};

/** Accounts as an administrator keeps them: invite, another link, close, open again. */
export const Accounts = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: async () => await ask<{ readonly accounts: readonly Account[] }>('GET', '/accounts') });
  const turn = useMutation({ mutationFn: async ({ id, to }: { readonly id: string; readonly to: 'disable' | 'enable' }) => await ask('POST', `/accounts/${id}/${to}`), onSuccess: async () => await client.invalidateQueries({ queryKey: ['accounts'] }) });
  const again = useMutation({ mutationFn: async (id: string) => await ask<Invitation>('POST', `/accounts/${id}/invitation`) });
  const error = turn.error ?? again.error;
  return (
    <>
      <Invite />
      <Section title={t('settings.accounts')}>
        {error === null ? null : <ProblemAlert error={error} />}
        <Link invitation={again.data} />
        <Loaded query={accounts}>
          {(data) => (
            <ul className="lines">
              {data.accounts.map((one) => (
                <li key={one.id} className="line-head">
                  <b>{one.username}</b><span>{one.name}</span>
                  <span className="mark">{t(one.disabledAt !== null ? 'settings.disabled' : one.ready ? 'settings.ready' : 'settings.notReady')}</span>
                  <span className="grow" />
                  <Button size="small" onClick={() => again.mutate(one.id)}>{t('settings.newLink')}</Button>
                  <Button size="small" onClick={() => turn.mutate({ id: one.id, to: one.disabledAt === null ? 'disable' : 'enable' })}>{t(one.disabledAt === null ? 'settings.disable' : 'settings.enable')}</Button>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
    </>
  );
};
