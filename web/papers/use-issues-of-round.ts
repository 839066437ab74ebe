import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/http.ts';
import type { IssuePage, IssueRow } from '../api/types.ts';

const MOST = 500;

/** The issues of a round for a list to choose from, the most urgent first. */
export const useIssuesOfRound = (round: string): { readonly issues: readonly Pick<IssueRow, 'number' | 'title'>[]; readonly isPending: boolean } => {
  const { data, isPending } = useQuery({ queryKey: ['issues', 'of-round', round], queryFn: async ({ signal }) => await ask<IssuePage>('GET', `/issues?${new URLSearchParams({ round, limit: String(MOST), sort: 'dueCurrent' }).toString()}`, { signal }) });
  return { issues: data?.issues ?? [], isPending };
};
