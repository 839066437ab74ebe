import { InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Form, Select, Upload } from 'antd';
import { useState } from 'react';
import { ask, formOf, issuePath, newKey } from '../api/http.ts';
import { usePolicy } from '../api/queries.ts';
import type { IssueView } from '../api/types.ts';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

/** Files as evidence, from a computer or a phone's camera; what it is and for which measure is said before. */
export const EvidenceUpload = ({ view, measure: given }: { readonly view: IssueView; readonly measure?: string | undefined }) => {
  const { t } = useWords();
  const client = useQueryClient();
  const { round, number, measures, policy, id } = view.issue;
  const [measure, setMeasure] = useState(given ?? '');
  const [kind, setKind] = useState<string>();
  const [error, setError] = useState<unknown>(null);
  const kinds = usePolicy(policy).data?.closure.evidenceKinds ?? [];
  const send = async (file: File): Promise<void> => {
    const body = formOf(file, { ...(measure === '' ? {} : { measure }), ...(kind === undefined ? {} : { kind }) });
    await ask('POST', `${issuePath(round, number)}/evidence`, { body, key: newKey() });
    message.success(t('upload.done', { name: file.name }));
    await Promise.all([client.invalidateQueries({ queryKey: ['issue', id] }), client.invalidateQueries({ queryKey: ['todo'] })]);
  };
  return (
    <div className="upload">
      {measures.length === 0 ? null : (
        <Form.Item label={t('upload.measure')} htmlFor="upload-measure">
          <Select id="upload-measure" value={measure} onChange={setMeasure} options={[{ value: '', label: t('upload.all') }, ...measures.map((one) => ({ value: one.id, label: `${one.id} ${one.text}` }))]} />
        </Form.Item>
      )}
      {kinds.length === 0 ? null : (
        <Form.Item label={t('upload.kind')} htmlFor="upload-kind">
          <Select id="upload-kind" allowClear value={kind} onChange={setKind} options={kinds.map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      {error === null ? null : <ProblemAlert error={error} />}
      <Upload.Dragger
        multiple
        aria-label={t('upload.drop')}
        customRequest={({ file, onSuccess, onError }) => {
          setError(null);
          send(file as File).then(
            () => onSuccess?.({}),
            (problem: unknown) => {
              setError(problem);
              onError?.(problem as Error);
            },
          );
        }}
      >
        <p className="upload-icon"><InboxOutlined /></p>
        <p>{t('upload.drop')}</p>
        <p className="muted small">{t('upload.hint')}</p>
      </Upload.Dragger>
    </div>
  );
};
