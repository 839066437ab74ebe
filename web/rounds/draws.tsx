import { useDraws } from '../api/queries.ts';
import { asProblem } from '../api/problem.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';

/** Draws by lot, each with where it stands; the numbers by which anybody can draw again are in its proof. */
export const Draws = ({ round }: { readonly round: string }) => {
  const { t, say } = useWords();
  const draws = useDraws(round);
  if (draws.error !== null && asProblem(draws.error).status === 403) return <Nothing title={t('rounds.notWhole')} />;
  return (
    <Section title={t('rounds.draws')}>
      <Loaded query={draws}>
        {(data) =>
          data.draws.length === 0 ? <Nothing title={t('draws.none')} /> : (
            <ul className="lines">
              {data.draws.map((draw) => (
                <li key={draw.id}>
                  <div className="line-head"><b>{draw.id}</b><span>{say(draw.words)}</span><span className="muted">{t('draws.planned', { n: draw.planned, done: draw.done })}</span></div>
                  <details><summary>{t('draws.proof')}</summary><pre className="proof">{JSON.stringify({ announced: draw.announced, committed: draw.committed, revealed: draw.revealed }, null, 2)}</pre></details>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
};
