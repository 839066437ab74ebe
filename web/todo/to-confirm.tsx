import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { ask, issuePath, newKey, partsOfIssueId } from '../api/http.ts';
import type { UnconfirmedNotice } from '../api/types.ts';
import { useIssueName } from '../issue/issue-name.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

const ROUND = /^round\//;

/** Notices that ask to be confirmed: one tap, nothing to fill in. */
export const ToConfirm = ({ notice }: { readonly notice: UnconfirmedNotice }) => {
  const { t, say } = useWords();
  const issueName = useIssueName();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { issue, step } = notice;
  const isRound = ROUND.test(issue);
  const { round, number } = partsOfIssueId(issue);
  const send = useMutation({
    mutationFn: async () => await ask('POST', isRound ? `/rounds/${encodeURIComponent(issue.replace(ROUND, ''))}/acts` : `${issuePath(round, number)}/acts`, { body: { type: 'acknowledge', step }, key: newKey() }),
    onSuccess: async () => {
      void message.success(t('act.done', { act: t('todo.acknowledge') }));
      await client.invalidateQueries({ queryKey: ['todo'] });
    },
  });
  return (
    <li className="duty">
      <div className="duty-what">{say(notice.kind)}{notice.day === null ? null : <span className="muted small">{t('days.by', { day: notice.day })}</span>}</div>
      <div className="duty-title">{isRound ? null : <span className="muted">{issueName(number)}　</span>}{say(notice.topic)}</div>
      {send.error === null ? null : <ProblemAlert error={send.error} />}
      <div className="duty-buttons"><Button type="primary" loading={send.isPending} onClick={() => send.mutate()}>{t('todo.acknowledge')}</Button>{isRound ? null : <Link to="/issue/$round/$number" params={{ round, number }} className="ant-btn ant-btn-default plain-link" aria-label={`${t('todo.open')}${t('colon')}${issueName(number)}`}>{t('todo.open')}</Link>}</div>
    </li>
  );
};
