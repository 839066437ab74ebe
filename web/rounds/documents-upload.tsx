import { DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Form, Upload } from 'antd';
import { useState } from 'react';
import { ask, formOf, newKey } from '../api/http.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

export type HandedIn = { readonly sha256: string; readonly name: string; readonly size: number };
type Props = {
  readonly round: string;
  readonly what: 'submit-plan' | 'submit-report';
  readonly documents: readonly HandedIn[];
  readonly onDocuments: (change: (before: readonly HandedIn[]) => readonly HandedIn[]) => void;
};

/** Files of a plan or report: sent as they are chosen, named in the act when it is sent. */
export const DocumentsUpload = ({ round, what, documents, onDocuments }: Props) => {
  const { say, t } = useWords();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(0);
  const send = async (file: File): Promise<void> => {
    setError(null);
    setBusy((count) => count + 1);
    try {
      const kept = await ask<HandedIn>('POST', `/rounds/${encodeURIComponent(round)}/documents`, { body: formOf(file, { what }), key: newKey() });
      onDocuments((before) => [...before.filter(({ sha256 }) => sha256 !== kept.sha256), kept]);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy((count) => count - 1);
    }
  };
  return (
    <Form.Item label={say(W.files)}>
      {error === null ? null : <ProblemAlert error={error} />}
      <ul className="lines-plain">{documents.map(({ sha256, name }) => <li key={sha256} className="line-head"><span className="file-name">{name}</span><Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`${t('cancel')} ${name}`} onClick={() => onDocuments((before) => before.filter((one) => one.sha256 !== sha256))} /></li>)}</ul>
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={busy > 0}>{t('upload.drop')}</Button>
      </Upload>
    </Form.Item>
  );
};
