import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, InputNumber, Typography } from 'antd';
import { SCOPES, type Scope } from '../../domain/route-right.ts';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import { useMe } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

type Token = { readonly id: string; readonly name: string; readonly scopes: readonly Scope[]; readonly expiresAt: number; readonly revokedAt: number | null; readonly lastUsedAt: number | null };
type Given = { readonly name: string; readonly scopes: readonly Scope[]; readonly days: number };

const Issue = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const standings = useMe().data?.standings ?? [];
  const keeps = standings.includes('administrator') || standings.includes('office');
  const rules = [{ required: true, message: t('required') }];
  const [form] = Form.useForm<Given>();
  const send = useMutation({
    mutationFn: async (body: Given) => await ask<{ readonly token: string }>('POST', '/me/tokens', { body }),
    onSuccess: async () => {
      form.resetFields();
      await client.invalidateQueries({ queryKey: ['tokens'] });
    },
  });
  return (
    <>
      <Form form={form} name="token" layout="vertical" onFinish={(given: Given) => send.mutate(given)} requiredMark={false} initialValues={{ scopes: ['read'], days: 90 }} className="short-form">
        <Form.Item name="name" label={t('token.name')} rules={rules}><Input maxLength={100} autoComplete="off" /></Form.Item>
        <Form.Item name="scopes" label={t('token.scopes')} rules={[{ type: 'array', min: 1, message: t('required') }]}><Checkbox.Group options={SCOPES.filter((one) => one !== 'manage' || keeps).map((value) => ({ value, label: t(`token.${value}`) }))} /></Form.Item>
        <Form.Item name="days" label={t('token.days')} rules={rules}><InputNumber min={1} max={366} precision={0} /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button htmlType="submit" loading={send.isPending}>{t('token.issue')}</Button>
      </Form>
      {send.data === undefined ? null : <Alert className="after-form" type="success" showIcon title={t('token.once')} description={<Typography.Text copyable code>{send.data.token}</Typography.Text>} />}
    </>
  );
};

/** 接口令牌: what other systems use in this account's name, with no more than their scopes say. */
export const Tokens = () => {
  const { t } = useWords();
  const client = useQueryClient();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: async () => await ask<{ readonly tokens: readonly Token[] }>('GET', '/me/tokens') });
  const revoke = useMutation({ mutationFn: async (id: string) => await ask('DELETE', `/me/tokens/${id}`), onSuccess: async () => await client.invalidateQueries({ queryKey: ['tokens'] }) });
  const stateOf = ({ revokedAt, expiresAt, lastUsedAt }: Token): string =>
    revokedAt !== null ? t('token.revoked') : `${t('token.until', { day: instantInWords(expiresAt).slice(0, 10) })} · ${lastUsedAt === null ? t('token.unused') : t('token.used', { at: instantInWords(lastUsedAt) })}`;
  return (
    <Section title={t('token.title')} aside={<ExportButton path="/me/tokens/file" />}>
      <p className="muted">{t('token.help')}</p>
      {revoke.error === null ? null : <ProblemAlert error={revoke.error} />}
      <Loaded query={tokens} rows={1}>
        {(data) => (
          <ul className="lines">
            {data.tokens.map((one) => (
              <li key={one.id} className="line-head">
                <b>{one.name}</b><span>{one.scopes.map((scope) => t(`token.${scope}`)).join(t('and'))}</span><span className="muted">{stateOf(one)}</span><span className="grow" />
                {one.revokedAt === null ? <Button size="small" danger onClick={() => revoke.mutate(one.id)}>{t('token.revoke')}</Button> : null}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Issue />
    </Section>
  );
};
