import { Button } from 'antd';
import { REPORT_STATUS_NAMES } from '../../domain/field-words.ts';
import type { ReadIssue } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import type { Change } from './use-import.ts';
import { W } from './words.ts';

type Props = { readonly issue: ReadIssue; readonly change: Change | null; readonly onChange: () => void; readonly onUndo: () => void };

/** One issue as the reader understood it, with how sure it is and why; what was changed by hand stands in its place. */
export const ReadIssueLine = ({ issue, change, onChange, onUndo }: Props) => {
  const { t, say } = useWords();
  const { n, number, promises, confidence, reason, rectification, responsible } = issue;
  const out = change?.leaveOut === true;
  const status = change?.status ?? issue.status;
  const due = change === null ? issue.due : (change.due ?? null);
  return (
    <li className={out ? 'left-out' : undefined}>
      <div className="line-head">
        <b>{say(W.number, { n })}</b>
        {number === null || number === String(n) ? null : <span className="muted small">{say(W.printed, { number })}</span>}
        <span className="mark">{say(REPORT_STATUS_NAMES[status])}</span>
        <span className="muted">{due === null ? say(W.noDue) : say(W.due, { day: due })}</span>
        {out ? <span className="mark bad">{say(W.leftOut)}</span> : change === null ? <span className={confidence === 'high' ? 'mark' : confidence === 'medium' ? 'light yellow' : 'light red'}>{say(W[`confidence.${confidence}`])}</span> : <span className="light blue">{say(W.changed)}</span>}
        <span className="grow" />
        <Button size="small" onClick={onChange}>{say(W.change)}<span className="unseen">{say(W.number, { n })}</span></Button>
        {change === null ? null : <Button size="small" onClick={onUndo}>{say(W.undo)}</Button>}
      </div>
      <div className="finding">{change?.title ?? issue.title}</div>
      <div className="muted small">{[change?.category ?? issue.category ?? '', responsible === '' ? '' : `${say(W.responsible)}${t('colon')}${responsible}`].filter((text) => text !== '').join(' · ')}</div>
      {reason === null || change !== null ? null : <div className="duty-note">{say(reason)}</div>}
      {promises.length === 0 && rectification === '' ? null : (
        <details>
          <summary className="muted small">{promises.length === 0 ? say(W.rectification) : say(W.promises, { n: promises.length })}</summary>
          {promises.length === 0 ? null : <ul className="plain-list">{promises.map((one) => <li key={`${one.line} ${one.text}`}>{one.due ?? say(W.waits)}{t('colon')}{one.text}</li>)}</ul>}
          {rectification === '' ? null : <p className="finding muted small">{rectification}</p>}
        </details>
      )}
    </li>
  );
};
