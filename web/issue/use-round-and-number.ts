import { partsOfIssueId } from '../api/http.ts';
import { useRounds } from '../api/queries.ts';
import { useIssueName } from './issue-name.ts';

/** An issue of whatever round as people call it, where no link can stand: its number and the title of its round, never its id. */
export const useRoundAndNumber = (): ((issueId: string) => string) => {
  const rounds = useRounds().data?.rounds ?? [];
  const nameOf = useIssueName();
  return (issueId) => {
    const { round, number } = partsOfIssueId(issueId);
    return `${nameOf(number)}　${rounds.find(({ id }) => id === round)?.title ?? round}`;
  };
};
