import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { askFile } from '../api/http.ts';
import type { ReportPage } from '../api/types.ts';
import { download } from '../import/download.ts';
import { Section } from '../issue/section.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** What a draft was made with: the body that it was asked for. */
export type ReportAsked = { readonly public: boolean; readonly keep: readonly string[]; readonly mask: readonly string[]; readonly [more: string]: unknown };
type Props = { readonly round: string; readonly asked: ReportAsked; readonly page: ReportPage; readonly busy: boolean; readonly onAgain: (asked: ReportAsked) => void };

/** What the public version would hide: each place is looked at; what is not to be hidden and what was missed is said here. */
const Masked = ({ asked, page, busy, onAgain }: Omit<Props, 'round'>) => {
  const { say } = useWords();
  const [keep, setKeep] = useState<readonly string[]>(asked.keep);
  const [mask, setMask] = useState<readonly string[]>(asked.mask);
  return (
    <>
      <p>{page.masked.length === 0 ? say(W.maskedNone) : say(W.masked, { n: page.masked.length })}</p>
      <ul className="lines" lang="zh-CN">
        {page.masked.map(({ text, mask: hidden, context }) => <li key={`${text} ${context}`} className="line-head"><b>{text}</b>→<span>{hidden}</span><span className="muted grow-text">…{context}…</span><Button size="small" type="link" onClick={() => setKeep((before) => [...new Set([...before, text])])}>{say(W.keep)}</Button></li>)}
      </ul>
      <div className="stack short-form">
        <label htmlFor="report-keep">{say(W.keepHelp)}</label><Select id="report-keep" mode="tags" value={[...keep]} onChange={setKeep} open={false} suffixIcon={null} />
        <label htmlFor="report-mask">{say(W.mask)}</label><Select id="report-mask" mode="tags" value={[...mask]} onChange={setMask} open={false} suffixIcon={null} />
        <div className="acts"><Button loading={busy} onClick={() => onAgain({ ...asked, keep, mask })}>{say(W.draft)}</Button></div>
      </div>
    </>
  );
};

/** Where the report lacks what; said once where the place and the lack bear one name. */
const gapInWords = ({ where, what }: ReportPage['gaps'][number]): string => (what.startsWith(where) ? what : where.endsWith(what) ? where : `${where}：${what}`);

/** A draft of the report: what is missing, what is masked, the whole text, and taking it as a file. */
export const ReportDraft = ({ round, asked, page, busy, onAgain }: Props) => {
  const { say, list } = useWords();
  const [looked, setLooked] = useState(false);
  const take = useMutation({
    mutationFn: async (format: 'docx' | 'txt') => await askFile(`/rounds/${encodeURIComponent(round)}/report/file`, { ...asked, format, ...(page.confirm === null ? {} : { confirm: page.confirm }) }),
    onSuccess: ({ content, name }) => download(content, name),
  });
  const waits = page.confirm !== null && (!looked || page.gaps.length > 0 || page.undecided.length > 0);
  return (
    <Section title={say(asked.public ? W.public : W.internal)}>
      <p>{say(W.facing, { counted: page.figures.counted, asOf: page.asOf })}</p>
      {page.withheld.length === 0 ? null : <p>{say(W.withheldOf, { numbers: list(page.withheld) })}</p>}
      {page.undecided.length === 0 ? null : <Alert type="warning" showIcon title={say(W.undecided, { numbers: list(page.undecided) })} />}
      {page.gaps.length === 0 ? null : <Alert type={asked.public ? 'warning' : 'info'} showIcon title={say(W.gaps, { n: page.gaps.length })} description={<ul className="plain-list" lang="zh-CN">{page.gaps.map((gap) => <li key={`${gap.where} ${gap.what}`}>{gapInWords(gap)}</li>)}</ul>} />}
      {page.mismatches.length === 0 ? null : <Alert type="error" showIcon title={say(W.mismatch)} description={page.mismatches.map((one) => <div key={one.zh}>{say(one)}</div>)} />}
      {page.confirm === null ? null : <Masked asked={asked} page={page} busy={busy} onAgain={onAgain} />}
      <div className="quote finding letter" lang="zh-CN">{page.text}</div>
      {page.confirm === null ? null : <p><Checkbox checked={looked} onChange={({ target }) => setLooked(target.checked)}>{say(W.looked)}</Checkbox></p>}
      {take.error === null ? null : <ProblemAlert error={take.error} />}
      <div className="acts after-form">
        <Button type="primary" disabled={waits} loading={take.isPending} onClick={() => take.mutate('docx')}>{say(W.takeDocx)}</Button>
        <Button disabled={waits} loading={take.isPending} onClick={() => take.mutate('txt')}>{say(W.takeTxt)}</Button>
      </div>
    </Section>
  );
};
