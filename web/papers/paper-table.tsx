import { DownloadOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import type { PaperLine } from '../api/types.ts';
import { useIssueName } from '../issue/issue-name.ts';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import type { ChosenPaper } from './paper-preview.tsx';
import { W } from './words.ts';

const PAGE_ROWS = 20;

const Sent = ({ sent }: Pick<PaperLine, 'sent'>) => {
  const { say } = useWords();
  if (sent === null) return null;
  return <span className="line-head"><span className={sent.state === 'void' ? 'mark bad' : 'mark'}>{say(W[sent.state])}</span>{sent.asked === 0 ? null : <span className="muted small">{say(W.confirmed, { confirmed: sent.confirmed, asked: sent.asked })}</span>}</span>;
};

/** Papers with what each is, to whom, about which issue, and what became of it. `path`: of their round or issue in the API. */
export const PaperTable = ({ papers, path, round, onPreview }: { readonly papers: readonly PaperLine[]; readonly path: string; /** Where the issues of the lines are; null on the page of one. */ readonly round: string | null; readonly onPreview: (chosen: ChosenPaper) => void }) => {
  const { say, start } = useWords();
  const issueName = useIssueName();
  /** Its number; what is a form and has none, by what it is and of which issue. */
  const titleOf = (one: PaperLine): string => one.letter ?? (one.issue === null ? start(say(one)) : say(W.formOf, { kind: start(say(one)), issue: issueName(one.issue) }));
  // On a phone what may be done with one comes before what does not fit.
  const narrow = !useIsWide('md');
  const take = {
    title: say(W.download),
    key: 'take',
    // What was called off before anybody had it is not printed.
    render: (_value: unknown, one: PaperLine) => one.sent?.state === 'void' ? null : <span className="line-head"><Button size="small" type="link" onClick={() => onPreview({ path, paper: one.name, title: titleOf(one) })}>{say(W.preview)}</Button><Button size="small" icon={<DownloadOutlined />} aria-label={`${say(W.download)} ${titleOf(one)}`} href={`/api${path}/papers/file?${new URLSearchParams({ paper: one.name }).toString()}`} download /></span>,
  };
  return (
    <Table<PaperLine>
      size="small"
      rowKey="name"
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: PAGE_ROWS, showSizeChanger: false, hideOnSinglePage: true }}
      dataSource={papers}
      columns={[
        // There the number says what it is, and what has none is called by its kind.
        ...(narrow ? [{ title: say(W.list), key: 'name', render: (_value: unknown, one: PaperLine) => titleOf(one) }] : [{ title: say(W.kind), key: 'kind', render: (_value: unknown, one: PaperLine) => start(say(one)) }, { title: say(W.number), dataIndex: 'letter', render: (letter: PaperLine['letter']) => letter ?? <span className="muted">{say(W.noNumber)}</span> }]),
        ...(narrow ? [take] : []),
        { title: say(W.day), dataIndex: 'day' },
        ...(round === null ? [] : [{ title: say(W.issue), key: 'issue', render: (_value: unknown, { issue }: PaperLine) => (issue === null ? null : <Link to="/issue/$round/$number" params={{ round, number: issue }}>{issue}</Link>) }]),
        { title: say(W.to), dataIndex: 'to', ellipsis: true, width: 220 },
        { title: say(W.sent), key: 'sent', render: (_value, one) => <Sent sent={one.sent} /> },
        ...(narrow ? [] : [take]),
      ]}
    />
  );
};
