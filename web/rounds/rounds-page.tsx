import { Link } from '@tanstack/react-router';
import { PHASE_NAMES } from '../../domain/round/state.ts';
import { useMe, useRounds } from '../api/queries.ts';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** 轮次: those that I may see, the newest feedback first. */
export const RoundsPage = () => {
  const { t, say } = useWords();
  const rounds = useRounds();
  const imports = useMe().data?.standings.includes('office') === true;
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t('menu.rounds')}</h1><span className="grow" /><ExportButton path="/round-list" />{imports ? <Link to="/import" className="plain-link">{say(W.import)}</Link> : null}</div>
      <Loaded query={rounds}>
        {(data) =>
          data.rounds.length === 0 ? <Nothing title={t('rounds.none')} help={t('rounds.noneHelp')}>{imports ? <Link to="/import" className="plain-link">{say(W.import)}</Link> : null}</Nothing> : (
            <div className="cards">
              {data.rounds.map((round) => (
                <Link key={round.id} to="/rounds/$round" params={{ round: round.id }} className="card-row">
                  <h2>{round.title}</h2>
                  <div className="muted">{round.unit} · {round.inspector} · {t('rounds.feedback')} {round.feedback}</div>
                  <div className="tags">
                    {round.phase === null ? null : <span className="mark">{say(PHASE_NAMES[round.phase])}</span>}
                    {round.issues === null ? null : <span>{t('rounds.issues')} {round.issues}</span>}
                    {round.open === null ? null : <span>{t('rounds.open')} {round.open}</span>}
                    {round.overdue === null || round.overdue === 0 ? null : <span className="mark bad">{t('rounds.overdue')} {round.overdue}</span>}
                  </div>
                </Link>
              ))}
            </div>
          )
        }
      </Loaded>
    </div>
  );
};
