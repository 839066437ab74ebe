import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Select, Tabs } from 'antd';
import { PHASE_NAMES } from '../../domain/round/state.ts';
import { CommonList } from '../common/common-list.tsx';
import { useMe, useRound, useRoundCounts } from '../api/queries.ts';
import { asProblem } from '../api/problem.ts';
import type { RoundView } from '../api/types.ts';
import { RoundPapers } from '../papers/round-papers.tsx';
import { RoundReport } from '../papers/round-report.tsx';
import { W as P } from '../papers/words.ts';
import { Loaded } from '../shell/loaded.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { Counts } from './counts.tsx';
import { Draws } from './draws.tsx';
import { RoundHistory } from './history.tsx';
import { Lineage } from './lineage.tsx';
import { Milestones } from './milestones.tsx';
import { RehearsalPart } from './rehearsal.tsx';
import { Rollups } from './rollups.tsx';
import { RoundActs } from './round-acts.tsx';
import { DueChart, RoundCharts } from './round-charts.tsx';
import { roundSearch } from './search.ts';
import { RoundStanding } from './standing.tsx';
import { W } from './words.ts';

/** Who sees a part of the round only has the charts of that part; the counts are for those who answer for all of it. */
const Overview = ({ round }: { readonly round: string }) => {
  const { t } = useWords();
  const counts = useRoundCounts(round);
  const onlyPart = counts.error !== null && asProblem(counts.error).status === 403;
  return (
    <div className="stack">
      {onlyPart ? <p className="muted">{t('rounds.notWhole')}</p> : <Loaded query={counts}>{(data) => <Counts counts={data} />}</Loaded>}
      <RoundCharts round={round} />
    </div>
  );
};

const Acts = ({ view, whole }: { readonly view: RoundView; readonly whole: boolean }) => (
  <div className="columns">
    <div className="stack"><RoundActs view={view} /><RoundStanding view={view} />{whole ? <RoundHistory round={view.round.id} /> : null}</div>
    <div className="stack first"><Milestones view={view} /></div>
  </div>
);

/** One round: where it stands, whether its counts add up, what may be done, its dates, and what would happen if nobody acted. */
export const RoundPage = () => {
  const { t, say } = useWords();
  const { round } = useParams({ from: '/rounds/$round' });
  const { tab = 'overview' } = useSearch({ from: '/rounds/$round' });
  const navigate = useNavigate();
  // Ten tabs do not fit on a phone: there they are a list to choose from.
  const wide = useIsWide('md');
  const go = (next: string): void => void navigate({ to: '/rounds/$round', params: { round }, search: roundSearch({ tab: next }), replace: true });
  const view = useRound(round);
  const counts = useRoundCounts(round);
  const whole = counts.data !== undefined;
  const standings = useMe().data?.standings ?? [];
  const isKeeper = standings.some((one) => one === 'office' || one === 'team');
  const onlyReads = standings.every((one) => one === 'reader');
  return (
    <Loaded query={view} rows={10}>
      {(seen) => {
        const ofAll = [
          { key: 'common', label: say(W.common), children: <CommonList round={round} /> },
          ...(isKeeper ? [{ key: 'lineage', label: say(W.lineageTab), children: <Lineage round={round} /> }] : []),
          { key: 'rollups', label: say(W.rollups), children: <Rollups round={round} /> },
          { key: 'papers', label: say(P.papers), children: <RoundPapers round={round} /> },
          ...(onlyReads ? [] : [{ key: 'report', label: say(P.report), children: <RoundReport round={round} /> }]),
          { key: 'rehearsal', label: t('rounds.rehearsal'), children: <RehearsalPart round={round} /> },
          { key: 'draws', label: t('rounds.draws'), children: <Draws round={round} /> },
        ];
        const parts = [
          { key: 'overview', label: say(W.overview), children: <Overview round={round} /> },
          { key: 'acts', label: say(onlyReads ? W.standingTab : W.actsTab), children: <Acts view={seen} whole={whole} /> },
          { key: 'gantt', label: t('rounds.gantt'), children: <DueChart round={round} /> },
          ...(whole ? ofAll : []),
        ];
        return (
          <>
            <div className="page-head">
              <h1>{seen.round.title}</h1>
              <span className="mark">{say(PHASE_NAMES[seen.phase])}</span>
              <span className="muted">{seen.round.unit} · {t('rounds.feedback')} {seen.round.feedback}</span>
              <span className="grow" />
              <Link to="/register" search={{ round }} className="plain-link">{t('rounds.toRegister')}</Link>
            </div>
            {wide ? <Tabs destroyOnHidden activeKey={tab} onChange={go} items={parts} /> : (
              <div className="stack">
                <Select aria-label={say(W.part)} size="large" value={tab} onChange={go} options={parts.map(({ key, label }) => ({ value: key, label }))} />
                {parts.find(({ key }) => key === tab)?.children}
              </div>
            )}
          </>
        );
      }}
    </Loaded>
  );
};
