import { FolderOpenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** 一问题一档 as an archive, without or with the evidence itself. `path`: of an issue or a round in the API. */
export const Dossier = ({ path, help }: { readonly path: string; readonly help: 'dossierHelp' | 'dossierRound' }) => {
  const { say } = useWords();
  return (
    <>
      <p className="muted small">{say(W[help])}</p>
      <div className="acts">
        <Button icon={<FolderOpenOutlined />} href={`/api${path}/dossier`} download>{say(W.dossierBare)}</Button>
        <Button href={`/api${path}/dossier?withFiles=true`} download>{say(W.dossierFull)}</Button>
      </div>
    </>
  );
};
