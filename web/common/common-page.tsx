import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { KIND_NAMES } from '../../domain/field-words.ts';
import { instantInWords } from '../../domain/time.ts';
import { useCommon, useMe, useRoundActions } from '../api/queries.ts';
import type { CommonPage as Page } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { LightTag, StatusTag } from '../register/tags.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { Correction } from './correction.tsx';
import { HandOutDrawer } from './hand-out-drawer.tsx';
import { ProgressLine } from './progress-line.tsx';
import { W } from './words.ts';

const Parts = ({ round, parts }: { readonly round: string; readonly parts: Page['parts'] }) => {
  const { t, say } = useWords();
  return (
    <ul className="lines">
      {parts.map((part) => (
        <li key={part.number} className="with-button">
          <div className="line-head">
            <b>{part.name}</b>
            {part.seq === 0 ? <span className="mark">{say(W.opening)}</span> : <StatusTag status={part.status} />}
            <LightTag light={part.light} />
            {part.suspended ? <span className="mark">{t('mark.suspended')}</span> : null}
            {part.cycle > 1 ? <span className="mark bad">{t('mark.rebounded')}</span> : null}
            <span className="muted">{t('days.by', { day: part.due })}</span>
            <span className="muted">{part.ownerName === null ? t('none') : say(part.ownerName)}</span>
          </div>
          {part.seq === 0 ? null : <Link to="/issue/$round/$number" params={{ round, number: part.number }} className="plain-link">{say(W.toPart)}<span className="unseen">{part.name}</span></Link>}
        </li>
      ))}
    </ul>
  );
};

/** 共性问题: the whole with every unit's part and where it stands, on one page. */
export const CommonPage = () => {
  const { t, say } = useWords();
  const { round, number } = useParams({ from: '/common/$round/$number' });
  const page = useCommon(round, number);
  const may = useRoundActions(round, page.data?.whole != null).data?.actions.find(({ type }) => type === 'hand-out');
  const acts = useMe().data?.person != null;
  const [handing, setHanding] = useState(false);
  return (
    <Loaded query={page} rows={10}>
      {({ row, whole, parts, moments }) => (
        <>
          <div className="page-head">
            <h1>{say(W.title, { number })}</h1>
            <span className="mark">{say(KIND_NAMES[row.kind])}</span>
            <span className="grow" />
            {may?.allowed === true ? <Button type="primary" onClick={() => setHanding(true)}>{say(W.handMore)}</Button> : null}
            <Link to="/rounds/$round" params={{ round }} search={{ tab: 'common' }} className="plain-link">{t('menu.rounds')}</Link>
          </div>
          <div className="stack">
            <Section title={t('issue.original')}>
              <div className="quote finding">{row.title}</div>
              {row.category === '' ? null : <p className="muted small">{row.category}</p>}
            </Section>
            <Section title={say(W.parts)}>
              {whole === null ? <p className="muted">{say(W.partOnly)}</p> : <ProgressLine whole={whole} />}
              <Parts round={round} parts={parts} />
            </Section>
            {whole === null || !acts ? null : <Correction round={round} number={number} category={row.category} />}
            {moments.length === 0 ? null : (
              <Section title={say(W.moments)}>
                <ol className="history">{moments.slice().reverse().map((one) => <li key={one.seq}><b>{say(one)}</b>　{one.unit}<span className="muted">　{say(one.byName)}</span>　<span className="when">{instantInWords(one.at)}</span></li>)}</ol>
              </Section>
            )}
          </div>
          <HandOutDrawer round={round} number={number} least={1} taken={parts.map(({ unit }) => unit)} open={handing} onClose={() => setHanding(false)} />
        </>
      )}
    </Loaded>
  );
};
