import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Many changes at once (a round opens, a bulk act) are one look at the lists. */
const GATHER_MS = 400;
/** A browser goes on by itself after a broken line, but not after an answer that was no stream: of a proxy, while the server starts. */
const REOPEN_MS = 10_000;
const LISTS = ['todo', 'issues', 'rounds', 'round'];

/** What others do becomes visible without reloading: a change tells which issue moved, and what shows it is asked for again. */
export const useLiveChanges = (enabled: boolean): void => {
  const client = useQueryClient();
  // When `enabled` turns, the line is opened or closed.
  useEffect(() => {
    if (!enabled) return undefined;
    const moved = new Set<string>();
    let timer: number | undefined;
    let reopening: number | undefined;
    let source: EventSource;
    const refresh = (isStale: (id: string) => boolean): void => void client.invalidateQueries({ predicate: ({ queryKey: [kind, id] }) => LISTS.includes(String(kind)) || (kind === 'issue' && isStale(String(id))) });
    const flush = (): void => {
      timer = undefined;
      const issues = new Set(moved);
      moved.clear();
      refresh((id) => issues.has(id));
    };
    const hear = (event: Event): void => {
      const { issue } = JSON.parse((event as MessageEvent<string>).data) as { readonly issue?: string };
      if (issue !== undefined) moved.add(issue);
      timer ??= window.setTimeout(flush, GATHER_MS);
    };
    const open = (): void => {
      source = new EventSource('/api/changes', { withCredentials: true });
      for (const name of ['change', 'round', 'common']) source.addEventListener(name, hear);
      // Too much was missed to be told one by one.
      source.addEventListener('resync', () => refresh(() => true));
      source.addEventListener('error', () => {
        if (source.readyState !== EventSource.CLOSED) return;
        reopening = window.setTimeout(() => {
          open();
          // What happened in between nobody has told.
          source.addEventListener('open', () => refresh(() => true), { once: true });
        }, REOPEN_MS);
      });
    };
    open();
    return () => {
      source.close();
      window.clearTimeout(timer);
      window.clearTimeout(reopening);
    };
  }, [client, enabled]);
};
