import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { daysBetween, dayOf } from '../../domain/time.ts';
import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { ActDrawer, type ChosenAct } from '../act/act-drawer.tsx';
import { ask, partsOfIssueId } from '../api/http.ts';
import { useRounds } from '../api/queries.ts';
import type { LookBackListing } from '../api/types.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { Days, urgencyOf } from '../todo/days.tsx';
import { useWords } from '../words/language.tsx';

type Props = { readonly rounds: readonly string[]; readonly onAct: (chosen: ChosenAct) => void };

const List = ({ rounds, onAct }: Props) => {
  const { t, say } = useWords();
  const [today] = useState(() => dayOf(Date.now()));
  const all = useQueries({ queries: rounds.map((round) => ({ queryKey: ['round', round, '/look-backs'], queryFn: async () => await ask<{ readonly lookBacks: readonly LookBackListing[] }>('GET', `/rounds/${encodeURIComponent(round)}/look-backs`) })) });
  const rows = all.flatMap(({ data }) => data?.lookBacks ?? []).slice().sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  if (all.some(({ isPending }) => isPending)) return <p className="muted">{t('loading')}</p>;
  if (rows.length === 0) return <Nothing title={t('lookBacks.none')} help={t('lookBacks.noneHelp')} />;
  const months = [...new Set(rows.map(({ day }) => day.slice(0, 7)))];
  return months.map((month) => (
    <section key={month} className="group" aria-label={month}>
      <h2>{month}<span className="muted small">{rows.filter(({ day }) => day.startsWith(month)).length}</span></h2>
      <ul className="lines-plain">
        {rows.filter(({ day }) => day.startsWith(month)).map((row) => {
          const { round, number } = partsOfIssueId(row.issue);
          const left = daysBetween(today, row.day);
          return (
            <li key={`${row.issue} ${row.n} ${row.cause}`} className={`duty ${urgencyOf(left)}`}>
              <div className="duty-what">{t('issue.lookBackN', { n: row.n, day: row.day })}<Days left={left} /><span className="mark">{say(CAUSE_NAMES[row.cause])}</span></div>
              <div className="duty-title"><span className="muted">{t('act.issue', { number })}　</span>{row.title}</div>
              <div className="duty-buttons">
                <Button type="primary" onClick={() => onAct({ round, number, act: 'record-look-back' })}>{t('lookBacks.record')}</Button>
                <Link to="/issue/$round/$number" params={{ round, number }} className="plain-link">{t('todo.open')}</Link>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  ));
};

/** 回头看: what has to be looked at again, month by month; the record is written on the spot, from a phone. */
export const LookBacksPage = () => {
  const { t } = useWords();
  const rounds = useRounds();
  const [chosen, setChosen] = useState<ChosenAct | null>(null);
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t('menu.lookBacks')}</h1></div>
      <Loaded query={rounds}>{(data) => <List rounds={data.rounds.map(({ id }) => id)} onAct={setChosen} />}</Loaded>
      <ActDrawer chosen={chosen} onClose={() => setChosen(null)} />
    </div>
  );
};
