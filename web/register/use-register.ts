import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { ask } from '../api/http.ts';
import type { IssuePage, IssueRow } from '../api/types.ts';
import type { Names } from './columns.tsx';
import { apiQuery, type RegisterSearch } from './search.ts';

/** Rows of the first answer: more than any screen shows, and soon there (`index.html` asks for as many). */
const FIRST_PAGE = 50;
/** And of each further one, fetched when the end of those before comes near. */
const PAGE = 200;

/** After the first answer, before anybody scrolls or chooses all. */
const SOON_MS = 1_000;

const NONE: Names = {};
const together = (pages: readonly IssuePage[]): { readonly rows: readonly IssueRow[]; readonly names: Names } => ({
  rows: pages.flatMap(({ issues }) => issues),
  names: pages.length === 1 ? (pages[0]?.names ?? NONE) : Object.assign({}, ...pages.map(({ names }) => names)) as Names,
});

export const useRegister = (search: RegisterSearch) => {
  const query = useInfiniteQuery({
    queryKey: ['issues', search],
    queryFn: async ({ pageParam, signal }) => {
      const asked = apiQuery(search);
      asked.set('limit', String(pageParam === null ? FIRST_PAGE : PAGE));
      if (pageParam !== null) asked.set('cursor', pageParam);
      return await ask<IssuePage>('GET', `/issues?${asked.toString()}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const shown = useMemo(() => together(query.data?.pages ?? []), [query.data]);
  const { fetchNextPage, hasNextPage } = query;
  const isFirstAlone = query.data?.pages.length === 1 && hasNextPage && !query.isPlaceholderData;
  useEffect(() => {
    if (!isFirstAlone) return undefined;
    const timer = window.setTimeout(() => void fetchNextPage({ cancelRefetch: false }), SOON_MS);
    return () => window.clearTimeout(timer);
  }, [isFirstAlone, fetchNextPage]);
  return { ...query, ...shown, total: query.data?.pages[0]?.total ?? null };
};
