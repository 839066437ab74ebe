import type { ReactNode } from 'react';
import { WITHHOLDING_NAMES } from '../../domain/publication.ts';
import { useTimeline } from '../api/queries.ts';
import type { IssueView } from '../api/types.ts';
import { useNames } from '../issue/use-name.ts';
import { useWords } from '../words/language.tsx';

const W = {
  revision: { zh: '申请的措施调整', en: 'Changes of measures asked for' },
  added: { zh: '新增', en: 'new' },
  dropped: { zh: '取消', en: 'dropped' },
  changed: { zh: '调整', en: 'changed' },
  correct: { zh: '申请更正', en: 'Correction asked for' },
  withdraw: { zh: '申请撤销', en: 'Withdrawal asked for' },
  title: { zh: '表述改为', en: 'Finding would read' },
  category: { zh: '类别改为', en: 'Category would be' },
  number: { zh: '编号改为', en: 'Number would be' },
  split: { zh: '拆分出', en: 'Split off' },
  withholding: { zh: '申请暂不公开', en: 'Withholding asked for' },
  handOver: { zh: '申请交接', en: 'Hand-over asked for' },
  summary: { zh: '整改完成情况', en: 'What was put right' },
} as const;

const Asked = ({ title, reason, children }: { readonly title: string; readonly reason: string; readonly children?: ReactNode }) => (
  <div>
    <h3>{title}</h3>
    {children}
    <div className="finding">{reason}</div>
  </div>
);

const Revision = ({ view }: { readonly view: IssueView }) => {
  const { say } = useWords();
  const { person } = useNames(view);
  const { revision } = view.issue;
  if (revision === null) return null;
  return (
    <Asked title={say(W.revision)} reason={revision.reason}>
      <ol className="lines">
        {revision.changes.map(({ id, before, after, why }) => {
          const measure = after ?? before;
          return (
            <li key={id}>
              <span className="mark">{say(after === null ? W.dropped : before === null ? W.added : W.changed)}</span> {measure?.text}
              {measure === null ? null : <div className="muted small">{person(measure.owner)} · {before !== null && after !== null && before.due !== after.due ? `${before.due} → ${after.due}` : measure.due}</div>}
              {why === null ? null : <div className="small">{why}</div>}
            </li>
          );
        })}
      </ol>
    </Asked>
  );
};

const Amendment = ({ view: { issue } }: { readonly view: IssueView }) => {
  const { t, say } = useWords();
  const { amendment, numbering } = issue;
  if (amendment === null) return null;
  const { kind, title, category, numbering: asked, reason } = amendment;
  const lines = [
    { words: W.title, text: title === issue.title ? '' : title },
    { words: W.category, text: category === issue.category ? '' : category },
    { words: W.number, text: asked.corrected === numbering.corrected ? '' : (asked.corrected ?? '') },
    { words: W.split, text: asked.split.filter((one) => !numbering.split.includes(one)).join(t('and')) },
  ].filter(({ text }) => text !== '');
  return (
    <Asked title={say(W[kind])} reason={reason}>
      {lines.length === 0 ? null : <dl className="facts">{lines.map(({ words, text }) => <div key={words.en} className="fact"><dt>{say(words)}</dt><dd className="finding">{text}</dd></div>)}</dl>}
    </Asked>
  );
};

/** What was put right, in the words of whoever asked for closure; the state of the case keeps the rating only. */
const Summary = ({ view: { issue } }: { readonly view: IssueView }) => {
  const { say } = useWords();
  const { data } = useTimeline(issue.round, issue.number);
  const summary = data?.events.filter(({ type }) => type === 'submitted').at(-1)?.body['summary'];
  return typeof summary === 'string' ? <Asked title={say(W.summary)} reason={summary} /> : null;
};

/** Everything on this case that somebody asked for and that waits for an answer: who decides has to read it first. */
export const WhatIsAsked = ({ view }: { readonly view: IssueView }) => {
  const { say } = useWords();
  const { party, person } = useNames(view);
  const { issue } = view;
  const { handOver, submission } = issue;
  const withholding = issue.publication.asked;
  return (
    <>
      {submission === null ? null : <Summary view={view} />}
      <Revision view={view} />
      <Amendment view={view} />
      {withholding === null ? null : <Asked title={say(W.withholding)} reason={withholding.reason}><span className="mark">{say(WITHHOLDING_NAMES[withholding.ground])}</span></Asked>}
      {handOver === null ? null : <Asked title={say(W.handOver)} reason={handOver.reason}>{party(handOver.from)} → {person(handOver.to)}</Asked>}
    </>
  );
};
