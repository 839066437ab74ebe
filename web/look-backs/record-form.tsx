import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Popconfirm } from 'antd';
import { useEffect, useState } from 'react';
import { instantInWords } from '../../domain/time.ts';
import { ActField } from '../act/act-field.tsx';
import { fieldsOf, withoutEmpty } from '../act/fields.ts';
import { ask, issuePath, newKey } from '../api/http.ts';
import { asProblem } from '../api/problem.ts';
import { useMe } from '../api/queries.ts';
import type { IssueView, Possibility } from '../api/types.ts';
import { message } from '../shell/messages.tsx';
import { useWords } from '../words/language.tsx';
import type { Photo } from './draft-store.ts';
import { Photos } from './photos.tsx';
import { useDraft } from './use-draft.ts';
import { W } from './words.ts';

type Props = { readonly view: IssueView; readonly possibility: Possibility; readonly onDone: () => void };

const useOnline = (): boolean => {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return online;
};

/** 回头看记录: written on the spot, kept on the device from the first word on, sent once with its photos when there is a line. */
export const RecordForm = (props: Props) => {
  const { say } = useWords();
  const me = useMe();
  return me.data === undefined ? <p className="muted">{say(W['draft.loading'])}</p> : <Kept key={props.view.issue.id} {...props} account={me.data.account} />;
};

const Kept = ({ view, possibility, onDone, account }: Props & { readonly account: string }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const online = useOnline();
  const { id, round, number } = view.issue;
  const { draft, state, savedAt, change, drop, now } = useDraft(account, id);
  const [form] = Form.useForm<Record<string, unknown>>();
  const setPhotos = (next: (before: readonly Photo[]) => readonly Photo[]): Promise<void> => change((before) => ({ ...before, photos: next(before.photos) }));
  /** One after the other, each once: what was sent is marked before the next one goes. */
  const sendPhotos = async (): Promise<void> => {
    for (const photo of now().photos) {
      if (photo.kept !== null) continue;
      const body = new FormData();
      body.append('file', photo.blob, photo.name);
      const kept = await ask<NonNullable<Photo['kept']>>('POST', `${issuePath(round, number)}/look-back-photos`, { body, key: newKey() });
      await setPhotos((before) => before.map((one) => (one.id === photo.id ? { ...one, kept } : one)));
    }
  };
  const send = useMutation({
    networkMode: 'always',
    mutationFn: async (values: object) => {
      await sendPhotos();
      const photos = now().photos.flatMap(({ kept, takenAt }) => (kept === null ? [] : [{ sha256: kept.sha256, name: kept.name, size: kept.size, takenAt }]));
      const act = { type: 'record-look-back', ...(withoutEmpty(values) as object | undefined), ...(photos.length === 0 ? {} : { photos }) };
      const content = JSON.stringify(act);
      const { sent } = now();
      // The same content goes under the same key also after a reload: a lost answer does not make two records.
      const key = sent?.content === content ? sent.key : newKey();
      await change((before) => ({ ...before, sent: { content, key } }));
      await ask('POST', `${issuePath(round, number)}/acts`, { body: act, key });
    },
    onSuccess: async () => {
      await drop();
      message.success(say(W.done));
      onDone();
      for (const queryKey of [['issue', id], ['todo'], ['issues'], ['round', round], ['rounds']]) void client.invalidateQueries({ queryKey });
    },
  });
  if (possibility.refusal !== null && draft !== null && Object.keys(draft.values).length + draft.photos.length === 0) return <Alert type="warning" showIcon title={t('act.notNow')} description={say(possibility.refusal)} />;
  if (draft === null) return <output className="block muted">{say(W['draft.loading'])}</output>;
  const fields = fieldsOf('record-look-back', possibility.schema);
  const kept = state === 'saved' || Object.keys(draft.values).length + draft.photos.length > 0;
  return (
    <Form form={form} layout="vertical" initialValues={draft.values} onValuesChange={(_, values: Record<string, unknown>) => void change((before) => ({ ...before, values: JSON.parse(JSON.stringify(values)) as Record<string, unknown> }))} onFinish={(values) => send.mutate(values)} scrollToFirstError>
      {possibility.refusal === null ? null : <Form.Item><Alert type="warning" showIcon title={t('act.notNow')} description={say(possibility.refusal)} /></Form.Item>}
      <output className={`block ${state === 'failed' ? 'days late' : 'draft-state'}`}>{say(W[`draft.${state}`], { at: instantInWords(savedAt) })}</output>
      {fields.map((field) => <ActField key={field.name} act="record-look-back" field={field} view={view} outcomes={view.issue.outcomes} />)}
      <Form.Item><Photos photos={draft.photos} onPhotos={(next) => void setPhotos(next)} /></Form.Item>
      {online ? null : <Form.Item><Alert type="warning" showIcon role="alert" title={say(W.offline)} /></Form.Item>}
      {send.error === null ? null : <Form.Item><Alert type="error" showIcon role="alert" title={say(W.notSent, { why: say(asProblem(send.error)) })} /></Form.Item>}
      <Button type="primary" htmlType="submit" size="large" block loading={send.isPending} disabled={!online}>{say(W.send)}</Button>
      {kept ? (
        <Popconfirm title={say(W.discardSure)} okText={t('confirm')} cancelText={t('cancel')} onConfirm={() => void drop().then(() => form.resetFields()).then(onDone)}>
          <Button type="text" block className="discard">{say(W.discard)}</Button>
        </Popconfirm>
      ) : null}
    </Form>
  );
};
