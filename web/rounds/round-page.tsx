import { Link, useParams } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { PHASE_NAMES } from '../../domain/round/state.ts';
import { useRound, useRoundCounts } from '../api/queries.ts';
import { asProblem } from '../api/problem.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { Counts } from './counts.tsx';
import { DueChart, RoundCharts } from './round-charts.tsx';
import { Draws } from './draws.tsx';
import { Milestones } from './milestones.tsx';
import { RehearsalPart } from './rehearsal.tsx';

const CountsPart = ({ round }: { readonly round: string }) => {
  const { t } = useWords();
  const counts = useRoundCounts(round);
  if (counts.error !== null && asProblem(counts.error).status === 403) return <Nothing title={t('rounds.notWhole')} />;
  return <Loaded query={counts}>{(data) => <div className="stack"><Counts counts={data} /><RoundCharts round={round} /></div>}</Loaded>;
};

/** One round: where it stands, whether its counts add up, its dates, and what would happen if nobody acted. */
export const RoundPage = () => {
  const { t, say } = useWords();
  const { round } = useParams({ from: '/rounds/$round' });
  const view = useRound(round);
  return (
    <Loaded query={view} rows={10}>
      {(seen) => (
        <>
          <div className="page-head">
            <h1>{seen.round.title}</h1>
            <span className="mark">{say(PHASE_NAMES[seen.phase])}</span>
            <span className="muted">{seen.round.unit} · {t('rounds.feedback')} {seen.round.feedback}</span>
            <span className="grow" />
            <Link to="/register" search={{ round }} className="plain-link">{t('rounds.toRegister')}</Link>
          </div>
          <Tabs
            destroyOnHidden
            items={[
              { key: 'counts', label: t('rounds.counts'), children: <CountsPart round={round} /> },
              { key: 'milestones', label: t('rounds.milestones'), children: <Milestones view={seen} /> },
              { key: 'gantt', label: t('rounds.gantt'), children: <DueChart round={round} /> },
              { key: 'rehearsal', label: t('rounds.rehearsal'), children: <RehearsalPart round={round} /> },
              { key: 'draws', label: t('rounds.draws'), children: <Draws round={round} /> },
            ]}
          />
        </>
      )}
    </Loaded>
  );
};
