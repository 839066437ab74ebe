import { Alert, Button, Switch } from 'antd';
import { useState } from 'react';
import { REPORT_STATUS_NAMES, REPORT_STATUSES } from '../../domain/field-words.ts';
import type { ReadIssue, ReportPreview } from '../api/types.ts';
import { LineagePairs } from '../rounds/lineage-pairs.tsx';
import { Section } from '../issue/section.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { IssueEditor, type Draft } from './issue-editor.tsx';
import { ReadIssueLine } from './read-issue-line.tsx';
import type { Addition, ByHandState, Change } from './use-import.ts';
import { W } from './words.ts';

type Props = { readonly report: ReportPreview; readonly byHand: ByHandState; readonly onByHand: (next: ByHandState) => void };
/** What is being written: an issue that was read, or one that is added. */
type Editing = { readonly n: number; readonly draft: Draft } | { readonly at: number | null; readonly draft: Draft };

const isDoubtful = ({ confidence, status }: ReadIssue): boolean => confidence !== 'high' || status === 'not-stated';
const SHOWN_LINES = 200;

/** What was read from a report: its issues to be looked through, where it contradicts itself, what belongs to no issue. */
export const ReportPart = ({ report, byHand, onByHand }: Props) => {
  const { t, say } = useWords();
  const [onlyDoubts, setOnlyDoubts] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const doubts = report.issues.filter(isDoubtful).length;
  const shown = onlyDoubts ? report.issues.filter(isDoubtful) : report.issues;
  const { changed, added } = byHand;
  const change = (n: number, next: Change | null): void => {
    const map = new Map(changed);
    if (next === null) map.delete(n);
    else map.set(n, next);
    onByHand({ changed: map, added });
  };
  const save = (draft: Draft): void => {
    if (editing === null) return;
    const { leaveOut, due, ...rest } = draft;
    if ('n' in editing) change(editing.n, { n: editing.n, ...rest, due: due ?? null, leaveOut: leaveOut === true });
    else {
      const one: Addition = { ...rest, due: due ?? null };
      onByHand({ changed, added: editing.at === null ? [...added, one] : added.map((before, at) => (at === editing.at ? one : before)) });
    }
    setEditing(null);
  };
  const statuses = REPORT_STATUSES.flatMap((status) => {
    const count = report.issues.filter((issue) => issue.status === status).length;
    return count === 0 ? [] : [`${say(REPORT_STATUS_NAMES[status])} ${count}`];
  });
  return (
    <>
      {report.differences.length === 0 ? null : (
        <Alert type="warning" showIcon title={say(W.differences, { n: report.differences.length })} description={<><ul className="plain-list">{report.differences.map((one) => <li key={`${one.code}${one.zh}`}>{say(one)}</li>)}</ul><p className="muted small">{say(W.differencesHelp)}</p></>} />
      )}
      {[...report.source.remarks, ...report.remarks].map((one) => <Alert key={`${one.code}${one.zh}`} type="info" showIcon title={say(one)} />)}
      <Section title={say(W.read, { n: report.issues.length })}>
        <div className="bar"><span className="muted">{statuses.join(t('and'))}</span><span className="grow" /><Switch id="only-doubts" checked={onlyDoubts} onChange={setOnlyDoubts} disabled={doubts === 0} aria-label={say(W.onlyDoubts, { n: doubts })} /><label htmlFor="only-doubts">{doubts === 0 ? say(W.noDoubts) : say(W.onlyDoubts, { n: doubts })}</label></div>
        {shown.length === 0 ? <Nothing title={say(W.read, { n: 0 })} /> : (
          <ul className="lines">
            {shown.map((issue) => (
              <ReadIssueLine
                key={issue.n}
                issue={issue}
                change={changed.get(issue.n) ?? null}
                onChange={() => setEditing({ n: issue.n, draft: { title: issue.title, category: issue.category ?? '', status: issue.status, ...(issue.due === null ? {} : { due: issue.due }), leaveOut: false, ...draftOf(changed.get(issue.n)) } })}
                onUndo={() => change(issue.n, null)}
              />
            ))}
            {added.map((one, at) => (
              <li key={`${at} ${one.title}`}>
                <div className="line-head"><b>{say(W.number, { n: report.issues.length + at + 1 })}</b><span className="mark">{say(W.added)}</span><span className="mark">{say(REPORT_STATUS_NAMES[one.status ?? 'not-stated'])}</span><span className="grow" />
                  <Button size="small" onClick={() => setEditing({ at, draft: { title: one.title, category: one.category ?? '', status: one.status ?? 'not-stated', ...(one.due == null ? {} : { due: one.due }), leaveOut: false } })}>{say(W.change)}</Button>
                  <Button size="small" onClick={() => onByHand({ changed, added: added.filter((_, other) => other !== at) })}>{say(W.remove)}</Button>
                </div>
                <div className="finding">{one.title}</div>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {report.lineage.length === 0 ? null : <Section title={say(W.lineage, { n: report.lineage.length })}><p className="muted">{say(W.lineageHelp)}</p><LineagePairs pairs={report.lineage} /></Section>}
      {report.unassigned.length === 0 ? null : (
        <details className="section">
          <summary><b>{say(W.unassigned, { n: report.unassigned.length })}</b></summary>
          <ul className="lines">
            {report.unassigned.slice(0, SHOWN_LINES).map(({ line, text }) => <li key={line} className="line-head"><span className="muted small">{say(W.line, { line })}</span><span className="grow-text">{text}</span><Button size="small" onClick={() => setEditing({ at: null, draft: { title: text, category: '', status: 'not-stated', leaveOut: false } })}>{say(W.asIssue)}</Button></li>)}
          </ul>
        </details>
      )}
      <IssueEditor draft={editing?.draft ?? null} isRead={editing !== null && 'n' in editing} onSave={save} onClose={() => setEditing(null)} />
    </>
  );
};

const draftOf = (change: Change | undefined): Partial<Draft> => {
  if (change === undefined) return {};
  const { title, category, status, due, leaveOut } = change;
  return { ...(title === undefined ? {} : { title }), ...(category === undefined ? {} : { category }), ...(status === undefined ? {} : { status }), ...(due == null ? {} : { due }), leaveOut: leaveOut === true };
};
