import { Segmented } from 'antd';
import { useState } from 'react';
import { issuePath } from '../api/http.ts';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { EvidencePreview } from './evidence-preview.tsx';

/** The evidence of the present cycle open beside a decision, one piece at a time. */
export const EvidenceBeside = ({ view }: { readonly view: IssueView }) => {
  const { t } = useWords();
  const { evidence, cycle, round, number } = view.issue;
  const now = evidence.filter((one) => one.cycle === cycle);
  const pieces = now.length > 0 ? now : evidence;
  const [chosen, setChosen] = useState(0);
  const piece = pieces[chosen] ?? pieces[0];
  if (piece === undefined) return <p className="muted">{t('act.noEvidence')}</p>;
  return (
    <div className="stack">
      {pieces.length < 2 ? <b className="file-name">{piece.name}</b> : <Segmented aria-label={t('issue.evidence')} className="pieces" value={chosen} onChange={setChosen} options={pieces.map(({ name }, value) => ({ value, label: name }))} />}
      <EvidencePreview key={piece.sha256} path={`/api${issuePath(round, number)}/evidence/${piece.sha256}`} name={piece.name} />
    </div>
  );
};
