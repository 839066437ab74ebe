import { Link } from '@tanstack/react-router';
import { partsOfIssueId } from '../api/http.ts';
import { useRounds } from '../api/queries.ts';
import { W as COMMON } from '../common/words.ts';
import { RoundTitle } from '../rounds/round-title.tsx';
import { useWords } from '../words/language.tsx';
import { useIssueName } from './issue-name.ts';

const ROUND = /^round\//;

/** What a line is about, by its name and not by its id: a round, a common issue, or an issue with its round beside it where there are several. */
export const SubjectLink = ({ subject }: { readonly subject: string }) => {
  const rounds = useRounds().data?.rounds ?? [];
  const nameOf = useIssueName();
  const { say } = useWords();
  const isCommon = subject.startsWith('common/');
  if (ROUND.test(subject)) return <Link to="/rounds/$round" params={{ round: subject.replace(ROUND, '') }}><RoundTitle id={subject.replace(ROUND, '')} /></Link>;
  const { round, number } = partsOfIssueId(subject);
  if (number === '') return <>{subject}</>;
  const words = <>{isCommon ? say(COMMON.title, { number }) : nameOf(number)}{rounds.length > 1 ? <span className="muted small">　<RoundTitle id={round} /></span> : null}</>;
  return isCommon ? <Link to="/common/$round/$number" params={{ round, number }}>{words}</Link> : <Link to="/issue/$round/$number" params={{ round, number }}>{words}</Link>;
};
