import { Link } from '@tanstack/react-router';
import { Steps } from 'antd';
import { instantInWords } from '../../domain/time.ts';
import { partsOfIssueId } from '../api/http.ts';
import { useMe } from '../api/queries.ts';
import type { DrawListing } from '../api/types.ts';
import { useIssueName } from '../issue/issue-name.ts';
import { useWords } from '../words/language.tsx';
import { DrawCommit } from './draw-commit.tsx';
import { DrawProof } from './draw-proof.tsx';
import { DrawReveal } from './draw-reveal.tsx';
import { D } from './draw-words.ts';

/** One draw: its terms, how far it is, what the team does next, and whom it drew. */
export const DrawCard = ({ round, draw }: { readonly round: string; readonly draw: DrawListing }) => {
  const { t, say } = useWords();
  const issueName = useIssueName();
  const isTeam = useMe().data?.standings.includes('team') === true;
  const { id, announced, committed, revealed, standing, words, planned, done } = draw;
  const drawn = revealed?.drawn ?? [];
  const step = standing === 'announced' ? 1 : standing === 'committed' ? 2 : drawn.length > 0 && done >= drawn.length ? 4 : 3;
  const strata = announced.strata.map((one) => say(D[`stratum.${one}`])).join(t('and'));
  return (
    <li>
      <div className="line-head"><b>{id}</b><span className={standing === 'void' ? 'mark bad' : 'mark'}>{say(words)}</span></div>
      <div>{say(D.terms, { instant: instantInWords(announced.instant), share: announced.sharePercent, strata: strata === '' ? say(D.noStrata) : strata })}</div>
      {standing === 'void' ? null : (
        <Steps
          size="small"
          className="draw-steps"
          current={step}
          items={[
            { title: say(D.stepAnnounced), content: instantInWords(announced.at) },
            { title: say(D.stepCommitted), content: committed === null ? say(D.commitBy, { at: instantInWords(announced.commitBy) }) : instantInWords(committed.at) },
            { title: say(D.stepRevealed), content: revealed === null ? say(D.revealBy, { at: instantInWords(announced.revealBy) }) : instantInWords(revealed.at) },
            { title: say(D.stepLooked) },
          ]}
        />
      )}
      {isTeam && standing === 'announced' ? <DrawCommit round={round} draw={draw} /> : null}
      {isTeam && standing === 'committed' ? <DrawReveal round={round} draw={draw} /> : null}
      {revealed === null ? null : (
        <>
          <p><b>{say(D.drawn, { all: revealed.candidates.length, n: drawn.length, planned, done })}</b></p>
          <p className="acts">{drawn.map((issue) => <Link key={issue} to="/issue/$round/$number" params={partsOfIssueId(issue)} className="row-link">{issueName(partsOfIssueId(issue).number)}</Link>)}</p>
          <DrawProof round={round} draw={draw} />
        </>
      )}
    </li>
  );
};
