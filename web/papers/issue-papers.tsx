import { Button } from 'antd';
import { useState } from 'react';
import { issuePath } from '../api/http.ts';
import { useIssuePapers } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { Dossier } from './dossier.tsx';
import { PaperPreview, type ChosenPaper } from './paper-preview.tsx';
import { PaperTable } from './paper-table.tsx';
import { W } from './words.ts';

/** The papers of one issue, a letter of reminder about it, and its file (一问题一档). */
export const IssuePapers = ({ round, number }: { readonly round: string; readonly number: string }) => {
  const { say } = useWords();
  const papers = useIssuePapers(round, number);
  const [chosen, setChosen] = useState<ChosenPaper | null>(null);
  const path = issuePath(round, number);
  return (
    <Section title={say(W.papers)}>
      <Loaded query={papers} rows={2}>{({ papers: all }) => (all.length === 0 ? <p className="muted">{say(W.none)}</p> : <PaperTable papers={all} path={path} round={null} onPreview={setChosen} />)}</Loaded>
      <div className="acts after-form"><Button onClick={() => setChosen({ path, kind: 'reminder' })}>{say(W.remind)}</Button></div>
      <Dossier path={path} help="dossierHelp" />
      <PaperPreview chosen={chosen} onClose={() => setChosen(null)} />
    </Section>
  );
};
