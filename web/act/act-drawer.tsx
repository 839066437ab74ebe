import { Segmented } from 'antd';
import { useState } from 'react';
import type { ActType } from '../../domain/command-schema.ts';
import { useActions, useIssue } from '../api/queries.ts';
import type { Actions, IssueView } from '../api/types.ts';
import { EvidenceBeside } from '../evidence/evidence-beside.tsx';
import { RecordForm } from '../look-backs/record-form.tsx';
import { useIssueName } from '../issue/issue-name.ts';
import { Drawer } from '../shell/drawer.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { ActForm } from './act-form.tsx';
import { CaseSummary } from './case-summary.tsx';
import { EvidenceUpload } from './evidence-upload.tsx';
import { decides, HANDS_IN, LOOKS_AT, SIDES } from './offered.ts';

export type ChosenAct = { readonly round: string; readonly number: string; readonly act: ActType; readonly subject?: string | null };

const Body = ({ chosen, view, actions, onDone }: { readonly chosen: ChosenAct; readonly view: IssueView; readonly actions: Actions; readonly onDone: () => void }) => {
  const { t, say, start } = useWords();
  const [act, setAct] = useState(chosen.act);
  const sides = SIDES.find((pair) => pair.includes(chosen.act)) ?? [chosen.act];
  const offered = actions.actions.filter(({ type }) => sides.includes(type));
  const possibility = offered.find(({ type }) => type === act);
  const isUpload = act === 'add-evidence';
  const beside = useRoom() && decides(chosen.act);
  const shown = beside && view.issue.evidence.length > 0;
  const summary = <CaseSummary view={view} withEvidence={!shown && [...HANDS_IN, ...LOOKS_AT].includes(act)} />;
  const form = (
    <div className="stack">
      {beside && !shown ? null : summary}
      {HANDS_IN.includes(act) ? <EvidenceUpload view={view} measure={chosen.subject ?? undefined} /> : null}
      {offered.length > 1 ? <Segmented block size="large" aria-label={t('act.which')} value={act} onChange={setAct} options={sides.flatMap((side) => offered.filter(({ type }) => type === side)).map((one) => ({ value: one.type, label: start(say(one)) }))} /> : null}
      {possibility === undefined || isUpload ? null : act === 'record-look-back' ? <RecordForm view={view} possibility={possibility} onDone={onDone} /> : <ActForm key={act} view={view} actions={actions} possibility={possibility} subject={chosen.subject ?? null} onDone={onDone} />}
    </div>
  );
  return beside ? <div className="beside">{shown ? <EvidenceBeside view={view} /> : summary}{form}</div> : form;
};

/** Is there room for two columns? */
const useRoom = (): boolean => useIsWide('xl');

/** The form of an act from the side, with what has to be known for it; on a phone it takes the whole width. */
export const ActDrawer = ({ chosen, onClose }: { readonly chosen: ChosenAct | null; readonly onClose: () => void }) => {
  const wide = useIsWide('md');
  const room = useRoom();
  return (
    <Drawer open={chosen !== null} onClose={onClose} destroyOnHidden size={chosen !== null && room && decides(chosen.act) ? 1180 : wide ? 560 : '100%'} title={chosen === null ? null : <Title chosen={chosen} />}>
      {chosen === null ? null : <Inside chosen={chosen} onClose={onClose} />}
    </Drawer>
  );
};

const Title = ({ chosen }: { readonly chosen: ChosenAct }) => {
  const { say, start } = useWords();
  const issueName = useIssueName();
  const { data } = useActions(chosen.round, chosen.number);
  const found = data?.actions.find(({ type }) => type === chosen.act);
  return <>{found === undefined ? '' : `${start(say(found))} · `}{issueName(chosen.number)}</>;
};

const Inside = ({ chosen, onClose }: { readonly chosen: ChosenAct; readonly onClose: () => void }) => {
  const view = useIssue(chosen.round, chosen.number);
  const actions = useActions(chosen.round, chosen.number);
  return <Loaded query={view}>{(seen) => <Loaded query={actions}>{(may) => <Body chosen={chosen} view={seen} actions={may} onDone={onClose} />}</Loaded>}</Loaded>;
};
