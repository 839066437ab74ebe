import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { ask } from '../api/http.ts';
import { Drawer } from '../shell/drawer.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';

type Source = { readonly name: string; readonly own: boolean; readonly source: string };
type Preview = { readonly subject: string; readonly text: string };

const Editor = ({ given, onClose }: { readonly given: Source; readonly onClose: () => void }) => {
  const { t } = useWords();
  const client = useQueryClient();
  const [source, setSource] = useState(given.source);
  const path = `/templates/notices/${given.name}`;
  const over = (words: string) => async (): Promise<void> => {
    message.success(words);
    await client.invalidateQueries({ queryKey: ['templates'] });
    onClose();
  };
  const look = useMutation({ mutationFn: async () => await ask<Preview>('POST', `${path}/preview`, { body: { source } }) });
  const keep = useMutation({ mutationFn: async () => await ask('PUT', path, { body: { source } }), onSuccess: over(t('template.keptNotice')) });
  const drop = useMutation({ mutationFn: async () => await ask('DELETE', path), onSuccess: over(t('template.dropped')) });
  const error = keep.error ?? look.error ?? drop.error;
  return (
    <div className="stack">
      <p className="muted">{t('template.marks')}</p>
      <Input.TextArea aria-label={t('template.source')} className="code-text" value={source} onChange={({ target }) => setSource(target.value)} rows={18} spellCheck={false} />
      {error === null ? null : <ProblemAlert error={error} />}
      <div className="acts">
        <Button onClick={() => look.mutate()} loading={look.isPending}>{t('template.preview')}</Button>
        <Button type="primary" onClick={() => keep.mutate()} loading={keep.isPending} disabled={source === given.source}>{t('template.keep')}</Button>
        {given.own ? <Popconfirm title={t('template.dropSure')} onConfirm={() => drop.mutate()}><Button danger loading={drop.isPending}>{t('template.drop')}</Button></Popconfirm> : null}
      </div>
      {look.data === undefined || look.error !== null ? null : <div className="mail-preview"><b>{look.data.subject}</b><pre>{look.data.text}</pre></div>}
    </div>
  );
};

/** The text of a template with what it makes of a sample; nothing is kept that cannot be read. */
export const NoticeEditor = ({ name, title, onClose }: { readonly name: string; readonly title: string; readonly onClose: () => void }) => {
  const wide = useIsWide('md');
  const source = useQuery({ queryKey: ['templates', name], queryFn: async () => await ask<Source>('GET', `/templates/notices/${name}`) });
  return <Drawer open onClose={onClose} title={title} size={wide ? 760 : '100%'}><Loaded query={source}>{(given) => <Editor key={given.source} given={given} onClose={onClose} />}</Loaded></Drawer>;
};
