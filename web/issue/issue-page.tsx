import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ActDrawer, type ChosenAct } from '../act/act-drawer.tsx';
import { useIssue, useMe } from '../api/queries.ts';
import type { IssueView } from '../api/types.ts';
import { PartOfCommon } from '../common/part-of-common.tsx';
import { IssuePapers } from '../papers/issue-papers.tsx';
import { Marks, StatusTag } from '../register/tags.tsx';
import { useIssueName } from './issue-name.ts';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { History } from './history.tsx';
import { Ladder } from './ladder.tsx';
import { LookBacks } from './look-backs.tsx';
import { MayDo } from './may-do.tsx';
import { Measures } from './measures.tsx';
import { NextStep } from './next-step.tsx';
import { Parties } from './parties.tsx';
import { Promise as Promised } from './promise.tsx';
import { Section } from './section.tsx';
import { SplitOff } from './split-off.tsx';

const Head = ({ view }: { readonly view: IssueView }) => {
  const { t } = useWords();
  const issueName = useIssueName();
  const { issue, overdueSince } = view;
  const marks = { overdueSince, slipped: false, suspended: issue.suspension !== null, extensionPending: issue.extension.pending !== null, cycle: issue.cycle };
  return (
    <div className="page-head">
      <h1>{issueName(issue.number)}</h1>
      <StatusTag status={issue.status} />
      <Marks row={marks} />
      {issue.cycle > 1 ? <span className="muted">{t('issue.cycle', { n: issue.cycle })}</span> : null}
    </div>
  );
};

/** 问题: the whole case on one page. */
export const IssuePage = () => {
  const { t } = useWords();
  const { round, number } = useParams({ from: '/issue/$round/$number' });
  const view = useIssue(round, number);
  const acts = useMe().data?.person !== null;
  const [chosen, setChosen] = useState<ChosenAct | null>(null);
  return (
    <Loaded query={view} rows={12}>
      {(seen) => (
        <>
          <Head view={seen} />
          <div className="columns">
            <div className="stack">
              <PartOfCommon view={seen} />
              <SplitOff view={seen} />
              <Section title={t('issue.original')}>
                <div className="quote finding">{seen.issue.title}</div>
                {seen.issue.category === '' ? null : <p className="muted small">{seen.issue.category}</p>}
              </Section>
              <Promised view={seen} />
              <Measures view={seen} />
              <Section title={t('issue.evidence')}><EvidenceList view={seen} /></Section>
              <IssuePapers round={round} number={number} />
              <div className="last"><History view={seen} /></div>
            </div>
            <div className="stack">
              <div className="first stack">
                <NextStep view={seen} />
                {acts ? <MayDo round={round} number={number} onAct={setChosen} /> : null}
              </div>
              <Parties view={seen} />
              <Ladder view={seen} />
              <LookBacks view={seen} />
            </div>
          </div>
          <ActDrawer chosen={chosen} onClose={() => setChosen(null)} />
        </>
      )}
    </Loaded>
  );
};
