import { Link } from '@tanstack/react-router';
import { useCommonList } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { ProgressLine } from './progress-line.tsx';
import { W } from './words.ts';
import { W as ROUND } from '../rounds/words.ts';

/** The common issues of a round with how far their units are. */
export const CommonList = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const list = useCommonList(round);
  return (
    <Section title={say(ROUND.common)} aside={<ExportButton path={`/rounds/${encodeURIComponent(round)}/lists/common`} />}>
      <Loaded query={list}>
        {({ common }) =>
          common.length === 0 ? <Nothing title={say(W.none)} help={say(W.noneHelp)} /> : (
            <ul className="lines">
              {common.map((one) => <li key={one.number}><Link to="/common/$round/$number" params={{ round, number: one.number }} className="row-link"><b>{say(W.title, { number: one.number })}</b>　{one.title}</Link><ProgressLine whole={one} /></li>)}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
};
