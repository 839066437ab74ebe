import { Button, Segmented, Table } from 'antd';
import { useState } from 'react';
import type { RegisterPreview } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { useWords } from '../words/language.tsx';
import { downloadSheet } from './download.ts';
import { W } from './words.ts';

type Row = RegisterPreview['rows'][number];
const OUTCOMES = ['failed', 'different', 'new', 'pending', 'same'] as const;
const TABLE_PX = 420;

/** What becomes of every row of the table, and why; what was not taken can be taken away, mended and brought again. */
export const RegisterRows = ({ register, file }: { readonly register: RegisterPreview; readonly file: string }) => {
  const { say, t } = useWords();
  const { rows, counts, files, absent } = register;
  const [shown, setShown] = useState<string>(counts.failed > 0 ? 'failed' : counts.different > 0 ? 'different' : 'all');
  const base = file.replace(/\.[^.]+$/, '');
  const why = ({ reasons, differences }: Row): readonly string[] => [...reasons.map((reason) => say(reason)), ...differences.map(({ zh: name, have, says }) => say(W.differs, { name, have: have === '' ? t('none') : have, says: says === '' ? t('none') : says }))];
  const listed = shown === 'all' ? rows : rows.filter(({ outcome }) => outcome === shown);
  const { result, failed } = files;
  return (
    <Section title={say(W.rows)}>
      <div className="bar">
        <Segmented value={shown} onChange={setShown} options={[{ value: 'all', label: say(W.all, { n: rows.length }) }, ...OUTCOMES.flatMap((outcome) => (counts[outcome] === 0 ? [] : [{ value: outcome, label: `${say(W[`outcome.${outcome}`])} ${counts[outcome]}` }]))]} />
        <span className="grow" />
        <Button onClick={() => downloadSheet(result, `${base}-导入结果.xlsx`)}>{say(W.resultFile)}</Button>
        {failed === null ? null : <Button onClick={() => downloadSheet(failed, `${base}-未导入.xlsx`)}>{say(W.failedFile)}</Button>}
      </div>
      {absent.length === 0 ? null : <p className="muted">{say(W.absent, { n: absent.length })}</p>}
      <Table<Row>
        virtual
        size="small"
        pagination={false}
        dataSource={[...listed]}
        rowKey={({ rows: lines, number }) => `${lines.join()}/${number}`}
        scroll={{ y: TABLE_PX, x: 900 }}
        columns={[
          { title: say(W.row), width: 70, render: (_, { rows: lines }) => lines.join(t('and')) },
          { title: say(W.no), width: 90, dataIndex: 'number' },
          { title: say(W.outcome), width: 90, render: (_, { outcome }) => <span className={outcome === 'failed' ? 'light red' : outcome === 'different' ? 'light yellow' : 'mark'}>{say(W[`outcome.${outcome}`])}</span> },
          { title: say(W.finding), width: 300, dataIndex: 'title', ellipsis: true },
          { title: say(W.why), render: (_, row) => why(row).map((text) => <div key={text} className="wrap">{text}</div>) },
        ]}
      />
    </Section>
  );
};
