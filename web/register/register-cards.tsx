import { Button } from 'antd';
import type { IssueRow } from '../api/types.ts';
import { issueHref } from '../issue/issue-href.ts';
import { RoundTitle } from '../rounds/round-title.tsx';
import { Days } from '../todo/days.tsx';
import { useWords } from '../words/language.tsx';
import { partyOf, type Names } from './columns.tsx';
import { LightTag, Marks, StatusTag } from './tags.tsx';

/** The register on a phone: a card an issue, more on demand. */
export const RegisterCards = ({ rows, names, onMore, loading }: { readonly rows: readonly IssueRow[]; readonly names: Names; readonly onMore: (() => void) | null; readonly loading: boolean }) => {
  const speech = useWords();
  const { t } = speech;
  const severalRounds = new Set(rows.map(({ round }) => round)).size > 1;
  return (
    <div className="cards">
      {rows.map((row) => (
        <a key={row.id} href={issueHref(row)} className="card-row">
          <div className="duty-title"><span className="muted">{row.number}　</span>{row.title}</div>
          <div className="tags"><LightTag light={row.light} /><StatusTag status={row.status} /><Marks row={row} /><span className="grow" /><Days left={row.daysLeft} /></div>
          <div className="muted small">{[partyOf(row.owner, { speech, names }), row.dueCurrent].filter((part) => part !== '').join(' · ')}{severalRounds ? <> · <RoundTitle id={row.round} /></> : null}</div>
        </a>
      ))}
      {onMore === null ? null : <Button block onClick={onMore} loading={loading}>{t('more')}</Button>}
    </div>
  );
};
