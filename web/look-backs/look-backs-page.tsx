import { useQueries, useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import { ActDrawer, type ChosenAct } from '../act/act-drawer.tsx';
import { ask, partsOfIssueId } from '../api/http.ts';
import { useMe, useRounds, useToday } from '../api/queries.ts';
import type { LookBackListing, Round } from '../api/types.ts';
import { Draws } from '../rounds/draws.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { listDrafts } from './draft-store.ts';
import { LookBackCalls } from './calls.tsx';
import { LookBackLines } from './look-back-lines.tsx';
import { MonthCalendar, monthParts } from './month-calendar.tsx';
import { W } from './words.ts';

type Props = { readonly rows: readonly LookBackListing[]; readonly onAct: (chosen: ChosenAct) => void };

const Calendar = ({ rows, onAct }: Props) => {
  const { say } = useWords();
  const today = useToday();
  const first = rows.find(({ day }) => day >= today)?.day ?? rows[0]?.day ?? today;
  const [chosen, setChosen] = useState(first);
  const [month, setMonth] = useState(first.slice(0, 7));
  const ofDay = rows.filter(({ day }) => day === chosen);
  // They may lie months back, where nobody turns the leaves to.
  const overdue = rows.filter(({ overdueSince }) => overdueSince !== null);
  const oldest = overdue[0]?.day;
  const show = (day: string): void => {
    setChosen(day);
    setMonth(day.slice(0, 7));
  };
  return (
    <div className="stack">
      {oldest === undefined ? null : <Alert type="warning" showIcon title={say(W.overdue, { n: overdue.length })} action={<Button onClick={() => show(oldest)}>{say(W.showOverdue)}</Button>} />}
      <MonthCalendar rows={rows} month={month} onMonth={setMonth} chosen={chosen} onDay={setChosen} />
      <section className="group" aria-label={chosen}>
        <h2>{say(W.ofDay, { day: chosen, n: ofDay.length })}</h2>
        {ofDay.length === 0 ? <p className="muted">{say(W.nothingThatDay)}</p> : <LookBackLines rows={ofDay} onAct={onAct} />}
      </section>
    </div>
  );
};

const ByMonth = ({ rows, onAct }: Props) => {
  const { say } = useWords();
  return [...new Set(rows.map(({ day }) => day.slice(0, 7)))].map((month) => {
    const own = rows.filter(({ day }) => day.startsWith(month));
    const title = say(W.month, monthParts(month));
    return <section key={month} className="group" aria-label={title}><h2>{title}<span className="muted small">{own.length}</span></h2><LookBackLines rows={own} onAct={onAct} /></section>;
  });
};

/** What was written on this device and not sent. */
const Unsent = ({ account, onAct }: { readonly account: string; readonly onAct: (chosen: ChosenAct) => void }) => {
  const { say } = useWords();
  const drafts = useQuery({ queryKey: ['drafts', account], queryFn: async () => await listDrafts(account), networkMode: 'always', retry: false, staleTime: 0 });
  const list = drafts.data ?? [];
  if (list.length === 0) return null;
  const open = ({ issue }: { readonly issue: string }): ChosenAct => ({ ...partsOfIssueId(issue), act: 'record-look-back' });
  return <Alert type="warning" showIcon title={say(W.drafts, { n: list.length })} description={<div className="acts">{list.map((draft) => <Button key={draft.issue} onClick={() => onAct(open(draft))}>{say(W.openDraft, { number: open(draft).number })}</Button>)}</div>} />;
};

const VIEWS = ['calendar', 'list', 'draws'] as const;
type View = (typeof VIEWS)[number];

const Inside = ({ rounds, view, onAct }: { readonly rounds: readonly Round[]; readonly view: View; readonly onAct: (chosen: ChosenAct) => void }) => {
  const { t } = useWords();
  const all = useQueries({ queries: rounds.map(({ id }) => ({ queryKey: ['round', id, '/look-backs'], queryFn: async () => await ask<{ readonly lookBacks: readonly LookBackListing[] }>('GET', `/rounds/${encodeURIComponent(id)}/look-backs`) })) });
  if (view === 'draws') return rounds.length === 0 ? <Nothing title={t('draws.none')} /> : <div className="stack">{rounds.map(({ id, title }) => <Draws key={id} round={id} title={title} />)}</div>;
  if (all.some(({ isPending }) => isPending)) return <p className="muted">{t('loading')}</p>;
  const rows = all.flatMap(({ data }) => data?.lookBacks ?? []).slice().sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const failed = all.find(({ error }) => error !== null)?.error;
  if (failed != null) return <ProblemAlert error={failed} />;
  if (rows.length === 0) return <Nothing title={t('lookBacks.none')} help={t('lookBacks.noneHelp')} />;
  return view === 'calendar' ? <Calendar rows={rows} onAct={onAct} /> : <ByMonth rows={rows} onAct={onAct} />;
};

/** 回头看: what has to be looked at again, as a calendar or a list; the draws; the record is written on the spot, from a phone. */
export const LookBacksPage = () => {
  const { t, say } = useWords();
  const rounds = useRounds();
  const { account, standings = [] } = useMe().data ?? {};
  const finds = standings.some((one) => one === 'office' || one === 'team');
  const wide = useIsWide('md');
  const [asked, setAsked] = useState<View | null>(null);
  const [chosen, setChosen] = useState<ChosenAct | null>(null);
  // A month does not fit on a phone: there the list comes first.
  const view = asked ?? (wide ? 'calendar' : 'list');
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t('menu.lookBacks')}</h1><span className="grow" /><ExportButton path="/look-backs/file" /><Segmented value={view} onChange={setAsked} options={VIEWS.map((value) => ({ value, label: say(W[value]) }))} /></div>
      <div className="stack">
        {account === undefined ? null : <Unsent account={account} onAct={setChosen} />}
        {finds ? <LookBackCalls /> : null}
        <Loaded query={rounds}>{(data) => <Inside rounds={data.rounds} view={view} onAct={setChosen} />}</Loaded>
      </div>
      <ActDrawer chosen={chosen} onClose={() => setChosen(null)} />
    </div>
  );
};
