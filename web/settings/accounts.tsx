import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select, Switch, Typography } from 'antd';
import { useState } from 'react';
import { postName } from '../../domain/units.ts';
import { ask } from '../api/http.ts';
import { PersonSelect } from '../act/person-select.tsx';
import { usePeople } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { Sessions } from './sessions.tsx';

type Account = { readonly id: string; readonly username: string; readonly name: string; readonly person: string | null; readonly administrator: boolean; readonly secondFactor: boolean; readonly disabledAt: number | null; readonly ready: boolean; readonly sessions: number; readonly rounds: readonly string[] };
type Invitation = { readonly id: string; readonly link: string };
type Given = { readonly username: string; readonly name: string; readonly person?: string; readonly administrator?: boolean };

const Link = ({ invitation }: { readonly invitation: Invitation | undefined }) => {
  const { t } = useWords();
  return invitation === undefined ? null : <Alert className="after-form" type="success" showIcon title={t('settings.link')} description={<><Typography.Text copyable>{invitation.link}</Typography.Text><div>{t('settings.inviteHelp')}</div></>} />;
};

const useAccountChange = <B,>(send: (given: B) => Promise<unknown>, onDone: () => void = () => undefined) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
};

const Invite = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<Given>();
  const people = usePeople().data?.people ?? [];
  const administrator = Form.useWatch('administrator', form) === true;
  const rules = [{ required: true, message: t('required') }];
  const send = useMutation({
    mutationFn: async (body: Given) => await ask<Invitation>('POST', '/accounts', { body }),
    onSuccess: async () => {
      form.resetFields();
      await client.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
  /** Most often the account is called as the person is. */
  const fillFrom = (person: string | undefined): void => {
    const found = people.find(({ id }) => id === person);
    if (found === undefined) return;
    if (!form.isFieldTouched('name')) form.setFieldValue('name', found.name);
    if (!form.isFieldTouched('username')) form.setFieldValue('username', found.id);
  };
  return (
    <Section title={t('settings.invite')}>
      <p className="muted">{t('settings.inviteHelp')}</p>
      <Form form={form} name="invite" layout="vertical" onFinish={({ person, administrator: keeps = false, ...given }: Given) => send.mutate({ ...given, administrator: keeps, ...(person === undefined || keeps ? {} : { person }) })} requiredMark={false} className="short-form" onValuesChange={(changed: Partial<Given>) => ('person' in changed ? fillFrom(changed.person) : undefined)}>
        {administrator ? null : <Form.Item name="person" label={t('settings.person')} extra={t('settings.personHelp')}><PersonSelect /></Form.Item>}
        <Form.Item name="username" label={t('signIn.name')} rules={rules}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="name" label={t('people.name')} rules={rules}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="administrator" label={t('settings.isAdministrator')} valuePropName="checked"><Switch /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button type="primary" htmlType="submit" loading={send.isPending}>{t('settings.invite')}</Button>
      </Form>
      <Link invitation={send.data} />
    </Section>
  );
};

/** Rounds that an account may read without having a part in them. */
const Rounds = ({ account, onDone }: { readonly account: Account; readonly onDone: () => void }) => {
  const { t } = useWords();
  const send = useAccountChange(async (rounds: readonly string[]) => await ask('PUT', `/accounts/${account.id}/rounds`, { body: { rounds } }), onDone);
  return (
    <Form name="grant" layout="vertical" initialValues={{ rounds: account.rounds }} onFinish={({ rounds }: { readonly rounds: readonly string[] }) => send.mutate(rounds)}>
      <Form.Item name="rounds" label={t('settings.rounds')} extra={t('settings.roundsHelp')}><Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} /></Form.Item>
      {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
      <Button type="primary" htmlType="submit" block loading={send.isPending}>{t('save')}</Button>
    </Form>
  );
};

type Opened = { readonly what: 'sessions' | 'rounds'; readonly account: Account };

/** Accounts as an administrator keeps them: invite, another link, sessions, what a reader may read, close, open again. */
export const Accounts = () => {
  const { t } = useWords();
  const [opened, setOpened] = useState<Opened | null>(null);
  const people = usePeople().data?.people ?? [];
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: async () => await ask<{ readonly accounts: readonly Account[] }>('GET', '/accounts') });
  const turn = useAccountChange(async ({ id, to }: { readonly id: string; readonly to: 'disable' | 'enable' }) => await ask('POST', `/accounts/${id}/${to}`));
  const again = useMutation({ mutationFn: async (id: string) => await ask<Invitation>('POST', `/accounts/${id}/invitation`) });
  const error = turn.error ?? again.error;
  const whoIs = ({ administrator, person, rounds }: Account): string => {
    if (administrator) return t('settings.administrator');
    const found = people.find(({ id }) => id === person);
    return [...(found === undefined ? [] : found.posts.map(postName)), ...(rounds.length === 0 ? [] : [t('settings.reads', { rounds: rounds.join(t('and')) })])].join(t('and'));
  };
  return (
    <>
      <Invite />
      <Section title={t('settings.accounts')} aside={<ExportButton path="/accounts/file" />}>
        {error === null ? null : <ProblemAlert error={error} />}
        <Link invitation={again.data} />
        <Loaded query={accounts}>
          {(data) => (
            <ul className="lines">
              {data.accounts.map((one) => (
                <li key={one.id} className="line-head">
                  <b>{one.username}</b><span>{one.name}</span><span className="muted">{whoIs(one)}</span>
                  <span className={one.disabledAt === null ? 'mark' : 'mark bad'}>{t(one.disabledAt !== null ? 'settings.disabled' : one.ready ? 'settings.ready' : 'settings.notReady')}</span>
                  {one.secondFactor ? <span className="mark">{t('factor.title')}</span> : null}
                  <span className="grow" />
                  <Button size="small" onClick={() => setOpened({ what: 'sessions', account: one })}>{t('settings.sessionsN', { n: one.sessions })}</Button>
                  {one.administrator ? null : <Button size="small" onClick={() => setOpened({ what: 'rounds', account: one })}>{t('settings.rounds')}</Button>}
                  <Button size="small" onClick={() => again.mutate(one.id)}>{t('settings.newLink')}</Button>
                  <Button size="small" onClick={() => turn.mutate({ id: one.id, to: one.disabledAt === null ? 'disable' : 'enable' })}>{t(one.disabledAt === null ? 'settings.disable' : 'settings.enable')}</Button>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
      <Modal open={opened !== null} onCancel={() => setOpened(null)} footer={null} destroyOnHidden title={opened === null ? '' : `${t(opened.what === 'sessions' ? 'settings.sessions' : 'settings.rounds')}${t('colon')}${opened.account.username}`}>
        {opened === null ? null : opened.what === 'sessions' ? <Sessions path={`/accounts/${opened.account.id}/sessions`} /> : <Rounds account={opened.account} onDone={() => setOpened(null)} />}
      </Modal>
    </>
  );
};
