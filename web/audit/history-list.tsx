import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { HistoryEntry } from '../../client/history.ts';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import { SubjectLink } from '../issue/subject-link.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';

type Page = { readonly entries: readonly HistoryEntry[]; readonly next: string | null };
/** As the API takes them; what is empty is left out. */
export type HistoryQuery = Readonly<Partial<Record<'round' | 'person' | 'types' | 'from' | 'to', string>>>;

const historyParams = (query: HistoryQuery): URLSearchParams => new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));

/** What happened, the newest first, a page at a time. */
export const HistoryList = ({ query }: { readonly query: HistoryQuery }) => {
  const { t, say, start } = useWords();
  const history = useInfiniteQuery({
    queryKey: ['history', query],
    queryFn: async ({ pageParam, signal }) => {
      const params = historyParams(query);
      if (pageParam !== null) params.set('cursor', pageParam);
      return await ask<Page>('GET', `/history?${params.toString()}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return (
    <Loaded query={history}>
      {(data) => {
        const entries = data.pages.flatMap((page) => page.entries);
        return entries.length === 0 ? <Nothing title={t('audit.none')} /> : (
          <>
            <ul className="lines section">
              {entries.map((one) => <li key={`${one.subject} ${one.seq}`} className="line-head"><span className="when">{instantInWords(one.at)}</span><SubjectLink subject={one.subject} /><b>{start(say(one))}</b><span>{say(one.who)}</span><span className="muted grow-text" >{say(one.details)}</span></li>)}
            </ul>
            {history.hasNextPage ? <Button block className="after-form" onClick={() => void history.fetchNextPage()} loading={history.isFetchingNextPage}>{t('more')}</Button> : null}
          </>
        );
      }}
    </Loaded>
  );
};
