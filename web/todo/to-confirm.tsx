import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { ask, issuePath, newKey, partsOfIssueId } from '../api/http.ts';
import type { UnconfirmedNotice } from '../api/types.ts';
import { useIssueName } from '../issue/issue-name.ts';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

const ROUND = /^round\//;

/** All that asks to be confirmed of one issue (or round): one tap, nothing to fill in. */
export const ToConfirm = ({ notices }: { readonly notices: readonly [UnconfirmedNotice, ...UnconfirmedNotice[]] }) => {
  const { t, say, start } = useWords();
  const issueName = useIssueName();
  const client = useQueryClient();
  const [{ issue, title }] = notices;
  const isRound = ROUND.test(issue);
  const { round, number } = partsOfIssueId(issue);
  const path = isRound ? `/rounds/${encodeURIComponent(issue.replace(ROUND, ''))}/acts` : `${issuePath(round, number)}/acts`;
  const send = useMutation({
    // One after the other: each is an act of its own on the same issue.
    mutationFn: async () => {
      for (const { step } of notices) await ask('POST', path, { body: { type: 'acknowledge', step }, key: newKey() });
    },
    onSuccess: () => message.success(t('act.done', { act: t('todo.acknowledge') })),
    onSettled: async () => await client.invalidateQueries({ queryKey: ['todo'] }),
  });
  return (
    <li className="duty">
      <div className="duty-title">{isRound ? null : <span className="muted">{issueName(number)}　</span>}{title}</div>
      <ul className="duty-note plain">
        {notices.map((one) => <li key={one.step}><b>{start(say(one.kind))}</b> {say(one.topic)} {one.day === null ? null : <span className="muted small">{t('days.by', { day: one.day })}</span>}</li>)}
      </ul>
      {send.error === null ? null : <ProblemAlert error={send.error} />}
      <div className="duty-buttons">
        <Button type="primary" loading={send.isPending} onClick={() => send.mutate()}>{notices.length === 1 ? t('todo.acknowledge') : t('todo.acknowledgeAll', { n: notices.length })}</Button>
        {isRound ? null : <Link to="/issue/$round/$number" params={{ round, number }} className="ant-btn ant-btn-default plain-link" aria-label={`${t('todo.open')}${t('colon')}${issueName(number)}`}>{t('todo.open')}</Link>}
      </div>
    </li>
  );
};
