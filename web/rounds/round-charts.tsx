import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { LIGHT_NAMES } from '../../domain/field-words.ts';
import { dayOf } from '../../domain/time.ts';
import { useBreakdown, useNow } from '../api/queries.ts';
import type { DateBar, LightCounts, RoundBreakdown } from '../api/types.ts';
import { useIssueName } from '../issue/issue-name.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { ageing, gantt, lightsBy, progressCurve, upTo } from './chart-options.ts';
import { Chart } from './chart.tsx';
import { W } from './words.ts';

const Charts = ({ data }: { readonly data: RoundBreakdown }) => {
  const { t, say } = useWords();
  const now = useNow();
  const today = dayOf(now);
  const options = useMemo(() => {
    const words = { green: say(LIGHT_NAMES.green), blue: say(LIGHT_NAMES.blue), yellow: say(LIGHT_NAMES.yellow), red: say(LIGHT_NAMES.red), none: t('none') };
    const nameOf = ({ name }: LightCounts): string => (name === null ? t('none') : say(name));
    return {
      leaders: lightsBy(data.leaders, words, nameOf),
      units: lightsBy(data.units, words, nameOf),
      ages: ageing(data.ages, t('rounds.ages').split(',')),
      progress: progressCurve(data.progress, now, today, { planned: say(W.planned), current: say(W.current), done: say(W.done), today: t('rounds.today') }),
    };
  }, [data, now, today, say, t]);
  const open = data.ages.reduce((sum, count) => sum + count, 0);
  const reached = say(W.progressHelp, upTo(data.progress, today));
  return (
    <>
      <Section title={say(W.progress)}><p>{reached}</p><Chart option={options.progress} label={`${say(W.progress)}${t('colon')}${reached}`} /></Section>
      {open === 0 ? null : (
        <div className="two">
          <Section title={say(W.byUnit)}><Chart option={options.units} label={say(W.byUnit)} /></Section>
          <Section title={say(W.byLeader)}><Chart option={options.leaders} label={say(W.byLeader)} /></Section>
          <Section title={t('rounds.ageing')}><Chart option={options.ages} label={t('rounds.ageing')} /></Section>
        </div>
      )}
    </>
  );
};

export const RoundCharts = ({ round }: { readonly round: string }) => {
  const breakdown = useBreakdown(round);
  return <Loaded query={breakdown}>{(data) => <Charts data={data} />}</Loaded>;
};

const ROW_PX = 24;
const LEAST_PX = 240;
const MOST_PX = 900;

const Bars = ({ round, data: { bars, barsOf } }: { readonly round: string; readonly data: RoundBreakdown }) => {
  const { t, say, aside } = useWords();
  const issueName = useIssueName();
  const navigate = useNavigate();
  const now = useNow();
  const nameOf = useCallback(({ label, name }: DateBar): string => (barsOf === 'issue' ? label : name === null ? t('none') : say(name)), [barsOf, say, t]);
  const option = useMemo(() => gantt(bars, now, t('rounds.today'), nameOf), [bars, now, t, nameOf]);
  /** A leader's bar is labelled with his reference; nobody's with nothing. */
  const searchOf = (label: string) => (label === '' ? { round } : { round, leader: label });
  const go = (index: number): void => {
    const one = bars[index];
    if (one === undefined) return;
    void (barsOf === 'issue' ? navigate({ to: '/issue/$round/$number', params: { round, number: one.label } }) : navigate({ to: '/register', search: searchOf(one.label) }));
  };
  return (
    <>
      {barsOf === 'leader' ? <p className="muted">{say(W.barsOfLeaders)}</p> : null}
      <p className="muted small">{t('rounds.ganttColours')}</p>
      <Chart option={option} label={t('rounds.gantt')} height={Math.min(MOST_PX, Math.max(LEAST_PX, bars.length * ROW_PX + 90))} onPick={go} />
      <details>
        <summary>{say(W.asTable)}</summary>
        <ul className="lines">
          {bars.map((one) => (
            <li key={one.label} className="line-head">
              {barsOf === 'issue' ? <Link to="/issue/$round/$number" params={{ round, number: one.label }} className="row-link">{issueName(one.label)}</Link> : <Link to="/register" search={searchOf(one.label)} className="row-link">{nameOf(one)}</Link>}
              <span className="grow-text">{one.issues > 1 ? say(W.barIssues, { n: one.issues }) : one.title}</span>
              <span className="muted">{one.from} → {one.dueCurrent}{one.dueCurrent === one.dueOriginal ? '' : aside(`${t('issue.dueOriginal')} ${one.dueOriginal}`)}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
};

/** Due dates of a round as bars; what an extension added is of another colour. Of many issues, a bar a leader. */
export const DueChart = ({ round }: { readonly round: string }) => {
  const { t } = useWords();
  const breakdown = useBreakdown(round);
  return <Section title={t('rounds.gantt')}><Loaded query={breakdown}>{(data) => (data.bars.length === 0 ? <Nothing title={t('register.none')} /> : <Bars round={round} data={data} />)}</Loaded></Section>;
};
