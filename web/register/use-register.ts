import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../api/http.ts';
import type { IssuePage } from '../api/types.ts';
import type { Row } from './columns.tsx';
import { apiQuery, type RegisterSearch } from './search.ts';

/** Rows by the page, each fetched when the end of those before comes near. */
const PAGE = 200;

export const useRegister = (search: RegisterSearch) => {
  const query = useInfiniteQuery({
    queryKey: ['issues', search],
    queryFn: async ({ pageParam, signal }) => {
      const asked = apiQuery(search);
      asked.set('limit', String(PAGE));
      if (pageParam !== null) asked.set('cursor', pageParam);
      return await ask<IssuePage>('GET', `/issues?${asked.toString()}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo<readonly Row[]>(() => (query.data?.pages ?? []).flatMap(({ issues, names }) => issues.map((issue) => ({ ...issue, names }))), [query.data]);
  return { ...query, rows, total: query.data?.pages[0]?.total ?? null };
};
