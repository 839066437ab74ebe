import type { ReactNode } from 'react';
import { LINEAGE_NAMES } from '../../domain/lineage.ts';
import { partsOfIssueId } from '../api/http.ts';
import type { LineageProposal } from '../api/types.ts';
import { useIssueName } from '../issue/issue-name.ts';
import { useRoundAndNumber } from '../issue/use-round-and-number.ts';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** Findings beside the earlier ones that they read like, with how alike: whole texts, because a person decides on them. */
export const LineagePairs = <T extends LineageProposal>({ pairs, children }: { readonly pairs: readonly T[]; readonly children?: (pair: T) => ReactNode }) => {
  const { say } = useWords();
  const issueName = useIssueName();
  const callOf = useRoundAndNumber();
  return (
    <ul className="lines">
      {pairs.map((pair) => {
        const { issue, earlier, score, kind, title, earlierTitle, earlierUnit } = pair;
        return (
          <li key={`${issue} ${earlier}`}>
            <div className="line-head"><b>{issueName(partsOfIssueId(issue).number)}</b><span className="mark">{say(W.maybe, { kind: say(LINEAGE_NAMES[kind]) })}</span><span>{say(W.likeness, { percent: Math.round(score * 100) })}</span></div>
            <div className="two pair">
              <div><div className="muted small">{say(W.now)}</div><div className="quote finding">{title}</div></div>
              <div><div className="muted small">{say(W.thenAt, { unit: earlierUnit, issue: callOf(earlier) })}</div><div className="quote finding">{earlierTitle}</div></div>
            </div>
            {children?.(pair)}
          </li>
        );
      })}
    </ul>
  );
};
