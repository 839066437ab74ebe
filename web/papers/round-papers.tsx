import { DownloadOutlined } from '@ant-design/icons';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { issuePath } from '../api/http.ts';
import { useRoundPapers } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { Dossier } from './dossier.tsx';
import { PaperPreview, type ChosenPaper } from './paper-preview.tsx';
import { PaperTable } from './paper-table.tsx';
import { useIssuesOfRound } from './use-issues-of-round.ts';
import { W } from './words.ts';

/** Chooses an open issue of the round, about which a letter of reminder is then shown. */
const Remind = ({ round, onChosen }: { readonly round: string; readonly onChosen: (number: string) => void }) => {
  const { say } = useWords();
  const { issues, isPending } = useIssuesOfRound(round);
  return (
    <Form.Item label={say(W.remindFor)} htmlFor="remind-issue" className="inline-item after-form">
      <Select id="remind-issue" className="wide-filter" placeholder={say(W.remind)} value={null} showSearch={{ optionFilterProp: 'label' }} loading={isPending} onChange={(number: string | null) => (number === null ? undefined : onChosen(number))} options={issues.map(({ number, title }) => ({ value: number, label: `${number}　${title}` }))} />
    </Form.Item>
  );
};

/** 文书与档案 of a round: letters and forms to look at and to take, a letter of reminder to write, the files of all issues. */
export const RoundPapers = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const papers = useRoundPapers(round);
  const [kind, setKind] = useState<string>();
  const [chosen, setChosen] = useState<ChosenPaper | null>(null);
  const path = `/rounds/${encodeURIComponent(round)}`;
  return (
    <div className="stack">
      <Section title={say(W.list)}>
        <Loaded query={papers}>
          {({ papers: all }) => {
            const kinds = [...new Map(all.map((one) => [one.kind, say(one)]))].map(([value, label]) => ({ value: value as string, label }));
            return all.length === 0 ? <Nothing title={say(W.none)} help={say(W.noneHelp)} /> : (
              <>
                <div className="filters">
                  <Select allowClear className="filter" aria-label={say(W.kind)} placeholder={say(W.kind)} value={kind ?? null} onChange={(next: string | null | undefined) => setKind(next ?? undefined)} options={kinds} popupMatchSelectWidth={false} />
                  <Button icon={<DownloadOutlined />} href={`/api${path}/papers/file${kind === undefined ? '' : `?kind=${kind}`}`} download>{say(W.all)}</Button>
                  <ExportButton path={`${path}/papers/list`} />
                </div>
                <PaperTable papers={all.filter((one) => kind === undefined || one.kind === kind)} path={path} round={round} onPreview={setChosen} />
              </>
            );
          }}
        </Loaded>
        <Remind round={round} onChosen={(number) => setChosen({ path: issuePath(round, number), kind: 'reminder' })} />
        <p className="muted small">{say(W.templates)}</p>
      </Section>
      <Section title={say(W.dossier)}><Dossier path={path} help="dossierRound" /><p className="muted small">{say(W.taken)}</p></Section>
      <PaperPreview chosen={chosen} onClose={() => setChosen(null)} />
    </div>
  );
};
