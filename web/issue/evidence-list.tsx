import { DownloadOutlined, FileOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { issuePath } from '../api/http.ts';
import type { IssueView } from '../api/types.ts';
import { EvidencePreview } from '../evidence/evidence-preview.tsx';
import { previewKindOf } from '../evidence/kinds.ts';
import { useNames } from './use-name.ts';
import { useWords } from '../words/language.tsx';

const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** One piece in a window of its own. */
const Preview = ({ path, name }: { readonly path: string; readonly name: string }) => {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)}>{t('issue.preview')}</Button>
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} destroyOnHidden width="min(960px, 100%)" title={name}><EvidencePreview path={path} name={name} /></Modal>
    </>
  );
};

/** Evidence by name, with what it is, who handed it in, and its fingerprint. */
export const EvidenceList = ({ view }: { readonly view: IssueView }) => {
  const { t } = useWords();
  const { person } = useNames(view);
  const { evidence, round, number, cycle } = view.issue;
  if (evidence.length === 0) return <p className="muted">{t('issue.noEvidence')}</p>;
  return (
    <ul className="lines">
      {evidence.map((one) => {
        const path = `/api${issuePath(round, number)}/evidence/${one.sha256}`;
        return (
          <li key={`${one.sha256}-${one.cycle}-${one.measure ?? ''}`}>
            <div className="line-head">
              <FileOutlined /><span className="file-name">{one.name}</span>
              <span className="grow" />
              {previewKindOf(one.name) !== null ? <Preview path={path} name={one.name} /> : null}
              <Button size="small" icon={<DownloadOutlined />} href={path} download={one.name}>{t('issue.download')}</Button>
            </div>
            <div className="muted small">
              {[one.kind, one.measure, person(one.by), sizeOf(one.size), one.cycle === cycle ? null : t('issue.cycle', { n: one.cycle }), `SHA-256 ${one.sha256.slice(0, 12)}…`].filter((part) => part !== null).join(' · ')}
            </div>
          </li>
        );
      })}
    </ul>
  );
};
