import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Table } from 'antd';
import { useState } from 'react';
import { ask, formOf } from '../api/http.ts';
import type { Words } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { FileButton } from './file-button.tsx';

type Outcome = 'new' | 'same' | 'different' | 'failed';
type Row = { readonly sheet: string; readonly row: number; readonly kind: string; readonly id: string; readonly name: string; readonly outcome: Outcome; readonly why: string };
type Result = { readonly dryRun: boolean; readonly rows: readonly Row[]; readonly counts: Readonly<Record<Outcome, number>>; readonly notes: readonly Words[] };

/** What a workbook would change, row by row, and then the same done. */
export const PeopleImport = () => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: async ({ given, dryRun }: { readonly given: File; readonly dryRun: boolean }) => await ask<Result>('POST', '/people/import', { body: formOf(given, { dryRun: String(dryRun) }) }),
    onSuccess: async ({ dryRun, counts }) => {
      if (dryRun) return;
      setFile(null);
      message.success(t('people.imported', { n: counts.new + counts.different }));
      await Promise.all([client.invalidateQueries({ queryKey: ['people'] }), client.invalidateQueries({ queryKey: ['absences'] })]);
    },
  });
  const look = (given: File): void => {
    setFile(given);
    send.mutate({ given, dryRun: true });
  };
  const result = send.data;
  const shown = result?.rows.filter(({ outcome }) => outcome !== 'same') ?? [];
  return (
    <Section title={t('people.import')}>
      <p className="muted">{t('people.importHelp')}</p>
      <div className="acts">
        <Button icon={<DownloadOutlined />} href="/api/people/workbook" download>{t('people.workbook')}</Button>
        <FileButton label={t('people.choose')} accept=".xlsx,.csv" loading={send.isPending} onFile={look} />
      </div>
      {send.error === null ? null : <div className="after-form"><ProblemAlert error={send.error} /></div>}
      {result === undefined ? null : (
        <div className="after-form stack">
          <Alert type={result.counts.failed > 0 ? 'warning' : result.dryRun ? 'info' : 'success'} showIcon title={t(result.dryRun ? 'people.wouldImport' : 'people.didImport', result.counts)} description={result.notes.map((note) => <div key={note.zh}>{say(note)}</div>)} />
          {shown.length === 0 ? null : (
            <Table
              size="small"
              rowKey={({ sheet, row, kind, id }) => `${sheet} ${row} ${kind} ${id}`}
              scroll={{ x: 'max-content' }}
              pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
              dataSource={shown}
              columns={[
                { title: t('people.sheet'), key: 'place', render: (_value, { sheet, row }) => `${sheet} ${row}` },
                { title: t('people.kind'), dataIndex: 'kind' },
                { title: t('people.name'), dataIndex: 'name' },
                { title: t('people.outcome'), key: 'outcome', render: (_value, { outcome }) => <span className={outcome === 'failed' ? 'mark bad' : 'mark'}>{t(`people.${outcome}`)}</span> },
                { title: t('people.why'), dataIndex: 'why' },
              ]}
            />
          )}
          {result.dryRun && file !== null ? <div className="acts"><Button type="primary" disabled={result.counts.new + result.counts.different === 0} loading={send.isPending} onClick={() => send.mutate({ given: file, dryRun: false })}>{t('people.doImport')}</Button></div> : null}
        </div>
      )}
    </Section>
  );
};
