import { Link } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { splitOffAct, type SplitOffWords } from '../../domain/round/split-off.ts';
import { withoutEmpty } from '../act/fields.ts';
import { PersonSelect } from '../act/person-select.tsx';
import { useSendAct } from '../act/use-act.ts';
import { useIssueRows, useMe, useRoundActions } from '../api/queries.ts';
import type { IssueView } from '../api/types.ts';
import { DayInput } from '../shell/day-input.tsx';
import { Drawer } from '../shell/drawer.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { useIssueName } from './issue-name.ts';

const W = {
  waits: { zh: '已批准拆分出第{numbers}号，尚未立为问题', en: 'It was approved to split off {numbers}; it is no issue of its own yet' },
  open: { zh: '开立第{number}号问题', en: 'Open issue {number}' },
  there: { zh: '已拆分出：', en: 'Split off: ' },
  title: { zh: '拆分出的第{number}号问题', en: 'Issue {number}, split off' },
  finding: { zh: '问题表述', en: 'The finding' },
  reason: { zh: '拆分的理由', en: 'Why it is split off' },
  asWhole: { zh: '以下不填的，与原问题相同。', en: 'What is left empty is as with the issue that it is split off from.' },
  owner: { zh: '责任人', en: 'Owner' },
  leader: { zh: '责任领导', en: 'Leader' },
  due: { zh: '整改时限', en: 'Due' },
  category: { zh: '类别', en: 'Category' },
} as const;

type Values = Omit<SplitOffWords, 'number'>;

const SplitOffForm = ({ view, number, onDone }: { readonly view: IssueView; readonly number: string; readonly onDone: () => void }) => {
  const { t, say } = useWords();
  const { issue } = view;
  const { round } = issue;
  const send = useSendAct({ path: `/rounds/${encodeURIComponent(round)}/acts`, version: undefined, name: say(W.open, { number }), stale: [['round', round], ['issues'], ['todo'], ['rounds']] }, onDone);
  const rules = [{ required: true, message: t('required') }];
  return (
    <Form<Values> layout="vertical" onFinish={(given) => send.mutate(splitOffAct(issue, { ...(withoutEmpty(given) as Values), number }))} scrollToFirstError>
      <div className="quote finding">{issue.title}</div>
      <Form.Item name="title" label={say(W.finding)} rules={rules}><Input.TextArea rows={3} className="grows" maxLength={4000} /></Form.Item>
      <Form.Item name="reason" label={say(W.reason)} rules={rules}><Input.TextArea rows={2} className="grows" maxLength={2000} /></Form.Item>
      <p className="muted small">{say(W.asWhole)}</p>
      <Form.Item name="owner" label={say(W.owner)}><PersonSelect party /></Form.Item>
      <Form.Item name="leader" label={say(W.leader)}><PersonSelect party /></Form.Item>
      <Form.Item name="due" label={say(W.due)}><DayInput /></Form.Item>
      <Form.Item name="category" label={say(W.category)}><Input maxLength={500} placeholder={issue.category} /></Form.Item>
      {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
      <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{say(W.open, { number })}</Button>
    </Form>
  );
};

/** Where an approved correction split numbers off: the way to what was opened, and the form that opens the rest. */
export const SplitOff = ({ view }: { readonly view: IssueView }) => {
  const { say, list } = useWords();
  const issueName = useIssueName();
  const wide = useIsWide('md');
  const { round, numbering } = view.issue;
  const asks = numbering.split.length > 0;
  const acts = useMe().data?.person != null;
  const may = useRoundActions(round, asks && acts).data?.actions.some(({ type, allowed }) => type === 'split-off' && allowed) === true;
  const opened = useIssueRows({ round, number: numbering.split.join(',') }, asks).data?.issues.map(({ number }) => number);
  const [chosen, setChosen] = useState<string | null>(null);
  if (!asks || opened === undefined) return null;
  // Who sees only his own issues does not know which of them are open: it is told to those who may open them.
  const waiting = may ? numbering.split.filter((number) => !opened.includes(number)) : [];
  return (
    <>
      {opened.length === 0 ? null : <div className="section acts">{say(W.there)}{opened.map((number) => <Link key={number} to="/issue/$round/$number" params={{ round, number }} className="row-link">{issueName(number)}</Link>)}</div>}
      {waiting.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={say(W.waits, { numbers: list(waiting) })}
          action={<Space wrap>{waiting.map((number) => <Button key={number} onClick={() => setChosen(number)}>{say(W.open, { number })}</Button>)}</Space>}
        />
      )}
      <Drawer open={chosen !== null} onClose={() => setChosen(null)} destroyOnHidden size={wide ? 560 : '100%'} title={say(W.title, { number: chosen ?? '' })}>
        {chosen === null ? null : <SplitOffForm view={view} number={chosen} onDone={() => setChosen(null)} />}
      </Drawer>
    </>
  );
};
