import { DownloadOutlined, FileOutlined } from '@ant-design/icons';
import { Button, Image } from 'antd';
import { useState } from 'react';
import { issuePath } from '../api/http.ts';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';

const PICTURE = /\.(png|jpe?g|gif|webp|bmp)$/i;
const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** Files are sent as attachments and never run in our page; a picture is fetched and shown from memory. */
const Preview = ({ path, name }: { readonly path: string; readonly name: string }) => {
  const { t } = useWords();
  const [shown, setShown] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    const answer = await fetch(path);
    if (answer.ok) setShown(URL.createObjectURL(await answer.blob()));
  };
  const close = (): void => {
    if (shown !== null) URL.revokeObjectURL(shown);
    setShown(null);
  };
  return (
    <>
      <Button size="small" type="link" onClick={() => void open()}>{t('issue.preview')}</Button>
      {shown === null ? null : <Image alt={name} src={shown} style={{ display: 'none' }} preview={{ open: true, onOpenChange: (open) => (open ? undefined : close()) }} />}
    </>
  );
};

/** Evidence by name, with what it is, who handed it in, and its fingerprint. */
export const EvidenceList = ({ view }: { readonly view: IssueView }) => {
  const { t } = useWords();
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
              {PICTURE.test(one.name) ? <Preview path={path} name={one.name} /> : null}
              <Button size="small" icon={<DownloadOutlined />} href={path} download={one.name}>{t('issue.download')}</Button>
            </div>
            <div className="muted small">
              {[one.kind, one.measure, view.names[`person:${one.by}`] ?? one.by, sizeOf(one.size), one.cycle === cycle ? null : t('issue.cycle', { n: one.cycle }), `SHA-256 ${one.sha256.slice(0, 12)}…`].filter((part) => part !== null).join(' · ')}
            </div>
          </li>
        );
      })}
    </ul>
  );
};
