import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/http.ts';
import type { IssuePage, IssueRow } from '../api/types.ts';

const PAGE = 500;

/** All rows of a round that one may see, for its charts. */
export const useRoundRows = (round: string) =>
  useQuery({
    queryKey: ['issues', 'round', round],
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const issues: IssueRow[] = [];
      const names: Record<string, string> = {};
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: IssuePage = await ask<IssuePage>('GET', `/issues?${new URLSearchParams({ round, sort: 'dueCurrent', limit: String(PAGE), ...(cursor === '' ? {} : { cursor }) }).toString()}`, { signal });
        issues.push(...page.issues);
        Object.assign(names, page.names);
        cursor = page.next;
      }
      return { issues, names };
    },
  });
