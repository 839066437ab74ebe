import { Button } from 'antd';
import { useState } from 'react';
import { asProblem } from '../api/problem.ts';
import { useDraws, useMe } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { AnnounceDrawer } from './announce-drawer.tsx';
import { DrawCard } from './draw-card.tsx';
import { D } from './draw-words.ts';

/** Draws by lot, each with where it stands and what comes next; everything by which anybody can draw again is there. */
export const Draws = ({ round, title }: { readonly round: string; readonly title?: string }) => {
  const { t, say } = useWords();
  const draws = useDraws(round);
  const isOffice = useMe().data?.standings.includes('office') === true;
  const [announcing, setAnnouncing] = useState(false);
  if (draws.error !== null && asProblem(draws.error).status === 403) return <Nothing title={t('rounds.notWhole')} />;
  return (
    <Section title={title ?? t('rounds.draws')} aside={<ExportButton path={`/rounds/${encodeURIComponent(round)}/lists/draws`} />}>
      {isOffice ? <div className="bar"><Button onClick={() => setAnnouncing(true)}>{say(D.announce)}</Button><span className="muted small grow-text">{say(D.announceHelp)}</span></div> : null}
      <Loaded query={draws}>
        {(data) => (data.draws.length === 0 ? <Nothing title={say(D.none)} help={say(D.noneHelp)} /> : <ul className="lines">{data.draws.slice().reverse().map((draw) => <DrawCard key={draw.id} round={round} draw={draw} />)}</ul>)}
      </Loaded>
      <AnnounceDrawer round={round} open={announcing} onClose={() => setAnnouncing(false)} />
    </Section>
  );
};
