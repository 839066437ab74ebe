import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { dayOf, instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import { useRollups } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

type Kind = 'week' | 'month';

/** How a roll-up would read now. */
const Now = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const [kind, setKind] = useState<Kind>('week');
  const text = useQuery({ queryKey: ['round', round, 'rollup', kind], queryFn: async ({ signal }) => await ask<{ readonly text: string }>('GET', `/rounds/${encodeURIComponent(round)}/rollup?kind=${kind}`, { signal }) });
  return (
    <Section title={say(W.rollupNow)}>
      <Segmented value={kind} onChange={setKind} options={[{ value: 'week', label: say(W.week) }, { value: 'month', label: say(W.month) }]} />
      <Loaded query={text}>{(data) => <p className="finding letter">{data.text}</p>}</Loaded>
    </Section>
  );
};

/** 周报、月度任务清单: those that were made, with how many they reached, and how one would read now. */
export const Rollups = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const rollups = useRollups(round);
  return (
    <div className="stack">
      <Section title={say(W.rollups)} aside={<ExportButton path={`/rounds/${encodeURIComponent(round)}/lists/rollups`} />}>
        <Loaded query={rollups}>
          {(data) =>
            data.rollups.length === 0 ? <Nothing title={say(W.noRollups)} help={say(W.noRollupsHelp)} /> : (
              <ul className="lines">
                {data.rollups.map(({ kind, period, from, to, people, told, missed, plannedAt }) => (
                  <li key={`${kind} ${period}`}>
                    <div className="line-head"><b>{say(W[`rollup.${kind}`], { period })}</b><span className="muted">{dayOf(from)} – {dayOf(to)}</span><span>{say(W.rollupTold, { people, told })}</span><span className="when">{instantInWords(plannedAt)}</span></div>
                    {missed === 0 ? null : <div className="duty-note">{say(W.rollupMissed, { n: missed })}</div>}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
      <Now round={round} />
    </div>
  );
};
