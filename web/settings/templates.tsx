import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { ask, formOf } from '../api/http.ts';
import type { Words } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { FileButton } from './file-button.tsx';
import { NoticeEditor } from './notice-editor.tsx';

type Paper = Words & { readonly kind: string; readonly own: boolean };
type Listing = { readonly notices: readonly (Words & { readonly name: string; readonly own: boolean })[]; readonly papers: readonly Paper[] };

const PaperLine = ({ paper }: { readonly paper: Paper }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const path = `/templates/papers/${paper.kind}`;
  const refresh = async (): Promise<void> => await client.invalidateQueries({ queryKey: ['templates'] });
  const send = useMutation({
    mutationFn: async (file: File) => await ask('POST', path, { body: formOf(file, { dryRun: 'false' }) }),
    onSuccess: async () => {
      message.success(t('template.kept'));
      await refresh();
    },
  });
  const drop = useMutation({ mutationFn: async () => await ask('DELETE', path), onSuccess: refresh });
  return (
    <li>
      <div className="line-head">
        <b>{say(paper)}</b>{paper.own ? <span className="mark">{t('template.own')}</span> : null}<span className="grow" />
        <Button size="small" icon={<DownloadOutlined />} href={`/api${path}`} download>{t('template.download')}</Button>
        <Button size="small" href={`/api${path}/sample`} download>{t('template.sample')}</Button>
        <FileButton label={t('template.upload')} accept=".docx" loading={send.isPending} onFile={send.mutate} />
        {paper.own ? <Popconfirm title={t('template.dropSure')} onConfirm={() => drop.mutate()}><Button size="small" danger loading={drop.isPending}>{t('template.drop')}</Button></Popconfirm> : null}
      </div>
      {send.error === null ? null : <ProblemAlert error={send.error} />}
    </li>
  );
};

/** 文书模板: the words of notices and the form of papers, shipped or the unit's own. */
export const Templates = () => {
  const { t, say, start } = useWords();
  const [edited, setEdited] = useState<Listing['notices'][number] | null>(null);
  const listing = useQuery({ queryKey: ['templates'], queryFn: async () => await ask<Listing>('GET', '/templates') });
  return (
    <Loaded query={listing}>
      {({ notices, papers }) => (
        <>
          <Section title={t('template.notices')} aside={<ExportButton path="/templates/file" />}>
            <p className="muted">{t('template.noticesHelp')}</p>
            <ul className="lines">
              {notices.map((notice) => <li key={notice.name} className="with-button"><div className="line-head"><b>{start(say(notice))}</b><code className="muted small">{notice.name}</code>{notice.own ? <span className="mark">{t('template.own')}</span> : null}</div><Button size="small" onClick={() => setEdited(notice)}>{t('template.edit')}</Button></li>)}
            </ul>
          </Section>
          <Section title={t('template.papers')}>
            <p className="muted">{t('template.papersHelp')}</p>
            <ul className="lines">{papers.map((paper) => <PaperLine key={paper.kind} paper={paper} />)}</ul>
          </Section>
          {edited === null ? null : <NoticeEditor name={edited.name} title={start(say(edited))} onClose={() => setEdited(null)} />}
        </>
      )}
    </Loaded>
  );
};
