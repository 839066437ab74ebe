import { Button } from 'antd';
import { useState } from 'react';
import { useMe, useRoundActions } from '../api/queries.ts';
import type { RoundPossibility, RoundView } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { RoundActDrawer } from './round-act-drawer.tsx';
import { W } from './words.ts';

/** Acts that have a form here. Rules are kept in the settings; handing out and splitting off stand on the page of their issue. */
const HERE: readonly RoundPossibility['type'][] = ['submit-plan', 'review-plan', 'submit-report', 'assess', 'record-outcome', 'reverse-outcome'];

/** What this person may do with the round now, in the words of the rules; and why not the rest. */
export const RoundActs = ({ view }: { readonly view: RoundView }) => {
  const { say, start } = useWords();
  const { id } = view.round;
  const person = useMe().data?.person ?? null;
  const actions = useRoundActions(id, person !== null);
  const [chosen, setChosen] = useState<RoundPossibility['type'] | null>(null);
  if (person === null) return null;
  return (
    <Section title={say(W.acts)}>
      <Loaded query={actions} rows={2}>
        {(may) => {
          const here = may.actions.filter(({ type }) => HERE.includes(type));
          const [allowed, refused] = [here.filter((one) => one.allowed), here.filter((one) => !one.allowed)];
          return (
            <>
              {allowed.length === 0 ? <p className="muted">{say(W.noActs)}</p> : <div className="acts">{allowed.map((one, at) => <Button key={one.type} type={at === 0 ? 'primary' : 'default'} onClick={() => setChosen(one.type)}>{start(say(one))}</Button>)}</div>}
              {refused.length === 0 ? null : <details><summary className="muted small">{say(W.notNow)}</summary><dl className="facts">{refused.map((one) => <div key={one.type} className="fact"><dt>{start(say(one))}</dt><dd>{one.refusal === null ? '' : say(one.refusal)}</dd></div>)}</dl></details>}
              <RoundActDrawer view={view} actions={may} chosen={chosen} onClose={() => setChosen(null)} />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
};
