import { InboxOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Spin, Steps, Upload } from 'antd';
import { useState } from 'react';
import { useMe } from '../api/queries.ts';
import type { ImportPreview, ImportSettingsInput } from '../api/types.ts';
import { Nothing } from '../shell/nothing.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { Check } from './check.tsx';
import { Outcome } from './outcome.tsx';
import { usePreview, useTakeIn } from './use-import.ts';
import { W } from './words.ts';

const ENDINGS = '.txt,.md,.html,.htm,.docx,.pdf,.xlsx,.csv';

const Choose = ({ onFile }: { readonly onFile: (file: File) => void }) => {
  const { say } = useWords();
  return (
    <Upload.Dragger
      accept={ENDINGS}
      showUploadList={false}
      aria-label={say(W.drop)}
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <p className="upload-icon"><InboxOutlined /></p>
      <p>{say(W.drop)}</p>
      <p className="muted small">{say(W.dropHint)}</p>
    </Upload.Dragger>
  );
};

/** 导入: a file, what was read from it, and what became of it. Nothing is written before the last step. */
export const ImportPage = () => {
  const { say } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  // The last preview stays to be looked at while another one is made.
  const [seen, setSeen] = useState<ImportPreview | null>(null);
  const preview = usePreview();
  const takeIn = useTakeIn();
  const step = takeIn.data !== undefined ? 2 : seen === null ? 0 : 1;
  const restart = (): void => {
    setFile(null);
    setSeen(null);
    preview.reset();
    takeIn.reset();
  };
  const look = (next: File, settings: ImportSettingsInput = {}): void => {
    setFile(next);
    takeIn.reset();
    preview.mutate({ file: next, settings }, { onSuccess: setSeen });
  };
  if (me.data !== undefined && !me.data.standings.includes('office')) return <><div className="page-head"><h1>{say(W.title)}</h1></div><Nothing title={say(W.officeOnly)} /></>;
  return (
    <div className="wide">
      <div className="page-head"><h1>{say(W.title)}</h1></div>
      <p className="muted">{say(W.help)}</p>
      <Steps current={step} size="small" className="steps" responsive={false} items={[{ title: say(W.stepFile) }, { title: say(W.stepCheck) }, { title: say(W.stepDone) }]} />
      {step === 0 ? <Choose onFile={look} /> : null}
      {preview.isPending && step === 0 ? <output className="block"><Spin size="small" />　{say(W.reading)}</output> : null}
      {preview.error !== null && step === 0 ? <ProblemAlert error={preview.error} {...(file === null ? {} : { retry: () => look(file) })} /> : null}
      {step === 1 && file !== null && seen !== null ? (
        <Check
          key={seen.file.sha256}
          file={file}
          preview={seen}
          busy={preview.isPending}
          error={takeIn.error ?? preview.error}
          taking={takeIn.isPending}
          onPreview={(settings) => look(file, settings)}
          onTake={(settings) => takeIn.mutate({ file, settings }, { onSuccess: () => void client.invalidateQueries({ queryKey: ['rounds'] }) })}
          onAnother={restart}
        />
      ) : null}
      {takeIn.data === undefined || file === null ? null : <Outcome result={takeIn.data} file={file.name} onAnother={restart} />}
    </div>
  );
};
