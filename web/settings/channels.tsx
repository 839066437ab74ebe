import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { PersonSelect } from '../act/person-select.tsx';
import { ask } from '../api/http.ts';
import type { Words } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { halfFor } from '../words/half.ts';
import { useWords } from '../words/language.tsx';

type Channel = { readonly id: string; readonly kind: string; readonly host: string; readonly units: readonly string[]; readonly posts: readonly string[]; readonly limits: readonly { readonly count: number; readonly seconds: number }[]; readonly standing: Words | null; readonly troubled: boolean };
type Channels = { readonly prefer: string; readonly channels: readonly Channel[] };

/** A test message: by mail to an address, by a robot to whom it calls. The other side's answer is shown as it came. */
const Test = ({ channel }: { readonly channel: Channel }) => {
  const { t } = useWords();
  const client = useQueryClient();
  const [to, setTo] = useState<string>();
  const mail = channel.id === 'mail';
  const send = useMutation({
    mutationFn: async () => await ask<{ readonly answer: string }>('POST', `/channels/${encodeURIComponent(channel.id)}/test`, { body: to === undefined || to === '' ? {} : mail ? { to } : { person: to } }),
    onSettled: async () => await client.invalidateQueries({ queryKey: ['channels'] }),
  });
  return (
    <div className="stack">
      <Space wrap>
        {mail ? <Input type="email" aria-label={t('channel.to')} placeholder={t('channel.to')} value={to ?? ''} onChange={({ target }) => setTo(target.value)} /> : <PersonSelect label={t('channel.call')} placeholder={t('channel.call')} {...(to === undefined ? {} : { value: to })} onChange={setTo} />}
        <Button loading={send.isPending} disabled={mail && (to ?? '') === ''} onClick={() => send.mutate()}>{t('channel.test')}</Button>
      </Space>
      {send.error === null ? null : <ProblemAlert error={send.error} />}
      {send.data === undefined ? null : <Alert type="success" showIcon title={t('channel.accepted')} description={send.data.answer} />}
    </div>
  );
};

const kindName = ({ id, kind }: Channel, t: ReturnType<typeof useWords>['t']): string => (kind === 'smtp' ? t('channel.smtp') : kind === 'wecom' ? t('channel.wecom') : kind === 'dingtalk' ? t('channel.dingtalk') : kind === 'feishu' ? t('channel.feishu') : id);

/** 通知渠道: mail and group robots, how they fare, and a test of each. Keys stand in a file of the server and are never shown. */
export const Channels = () => {
  const { t, say, list, language } = useWords();
  const channels = useQuery({ queryKey: ['channels'], queryFn: async () => await ask<Channels>('GET', '/channels') });
  return (
    <>
      <div className="section-head"><p className="muted">{t('channel.help')}</p><span className="grow" /><ExportButton path="/channels/file" /></div>
      <Loaded query={channels}>
        {(data) =>
          data.channels.map((one) => (
            <Section key={one.id} title={`${kindName(one, t)}${one.id === 'mail' ? '' : `${t('colon')}${one.id}`}`}>
              <dl className="facts">
                <dt>{t('channel.host')}</dt><dd>{halfFor(one.host, language)}</dd>
                {one.units.length + one.posts.length === 0 ? null : <><dt>{t('channel.for')}</dt><dd>{list([...one.units, ...one.posts])}</dd></>}
                {one.limits.length === 0 ? null : <><dt>{t('channel.limits')}</dt><dd>{one.limits.map(({ count, seconds }) => t('channel.limit', { count, seconds })).join(t('and'))}</dd></>}
                <dt>{t('channel.standing')}</dt><dd>{one.standing === null ? t('channel.unused') : <span className={one.troubled ? 'mark bad' : ''}>{say(one.standing)}</span>}</dd>
              </dl>
              <Test channel={one} />
            </Section>
          ))
        }
      </Loaded>
    </>
  );
};
