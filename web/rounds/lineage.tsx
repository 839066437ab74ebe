import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ReasonedNo } from '../act/reasoned-no.tsx';
import { ask, issuePath, newKey, partsOfIssueId } from '../api/http.ts';
import { useLineage, useMe } from '../api/queries.ts';
import type { KeptProposal } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { LineagePairs } from './lineage-pairs.tsx';
import { W } from './words.ts';

type Decision = { readonly decision: 'confirm' } | { readonly decision: 'reject'; readonly reason: string };

/** One proposal's two ways: it goes back to that finding, or the likeness means nothing. */
const Decide = ({ pair }: { readonly pair: KeptProposal }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const { round, number } = partsOfIssueId(pair.issue);
  const send = useMutation({
    mutationFn: async (decision: Decision) => await ask('POST', `${issuePath(round, number)}/lineage`, { body: { earlier: pair.earlier, ...decision }, key: newKey() }),
    onSuccess: () => {
      message.success(say(W.decided));
      void client.invalidateQueries({ queryKey: ['round', round] });
    },
  });
  if (pair.state !== 'open') return <div className="muted small">{say(pair.state === 'confirmed' ? W.confirmed : W.rejected)}{pair.reason === null ? '' : `${t('colon')}${pair.reason}`}</div>;
  return (
    <>
      {send.error === null ? null : <ProblemAlert error={send.error} />}
      <ReasonedNo no={say(W.reject)} why={say(W.whyNot)} pending={send.isPending} onNo={(reason) => send.mutate({ decision: 'reject', reason })}>
        <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ decision: 'confirm' })}>{say(W.confirmLink)}</Button>
      </ReasonedNo>
    </>
  );
};

/** What of a round reads like findings of earlier ones, for people to confirm one by one. */
export const Lineage = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const lineage = useLineage(round);
  const keeps = useMe().data?.standings.some((one) => one === 'office' || one === 'team') ?? false;
  const client = useQueryClient();
  const again = useMutation({ mutationFn: async () => await ask<{ readonly proposed: number }>('POST', `/rounds/${encodeURIComponent(round)}/lineage`), onSuccess: async () => await client.invalidateQueries({ queryKey: ['round', round] }) });
  return (
    <Section title={say(W.lineage)} aside={<>{keeps ? <Button loading={again.isPending} onClick={() => again.mutate()}>{say(W.again)}</Button> : null}<ExportButton path={`/rounds/${encodeURIComponent(round)}/lists/lineage`} /></>}>
      {again.error === null ? null : <ProblemAlert error={again.error} />}
      {again.data === undefined ? null : <p className="muted">{say(W.proposedAgain, again.data)}</p>}
      <Loaded query={lineage}>
        {({ proposals }) => (proposals.length === 0 ? <Nothing title={say(W.noLineage)} help={say(W.noLineageHelp)} /> : <LineagePairs pairs={proposals}>{(pair) => (keeps ? <Decide pair={pair} /> : null)}</LineagePairs>)}
      </Loaded>
    </Section>
  );
};
