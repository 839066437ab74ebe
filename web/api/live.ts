import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Many changes at once (a round opens, a bulk act) are one look at the lists. */
const GATHER_MS = 400;
const LISTS = ['todo', 'issues', 'rounds', 'round'];

/** What others do becomes visible without reloading: a change tells which issue moved, and what shows it is asked for again. */
export const useLiveChanges = (enabled: boolean): void => {
  const client = useQueryClient();
  // When `enabled` turns, the line is opened or closed.
  useEffect(() => {
    if (!enabled) return undefined;
    const moved = new Set<string>();
    let timer: number | undefined;
    const flush = (): void => {
      timer = undefined;
      const issues = [...moved];
      moved.clear();
      void client.invalidateQueries({ predicate: ({ queryKey: [kind, id] }) => LISTS.includes(String(kind)) || (kind === 'issue' && issues.includes(String(id))) });
    };
    const source = new EventSource('/api/changes', { withCredentials: true });
    const hear = (event: Event): void => {
      const { issue } = JSON.parse((event as MessageEvent<string>).data) as { readonly issue?: string };
      if (issue !== undefined) moved.add(issue);
      timer ??= window.setTimeout(flush, GATHER_MS);
    };
    for (const name of ['change', 'round', 'common']) source.addEventListener(name, hear);
    return () => {
      source.close();
      window.clearTimeout(timer);
    };
  }, [client, enabled]);
};
