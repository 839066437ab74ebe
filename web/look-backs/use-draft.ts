import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { dropDraft, loadDraft, saveDraft, type Draft } from './draft-store.ts';

export type DraftState = 'loading' | 'none' | 'saving' | 'saved' | 'failed';
type Content = Pick<Draft, 'values' | 'photos' | 'sent'>;
const EMPTY: Content = { values: {}, photos: [], sent: null };

/**
 * The draft of one look-back on this device. Everything that is changed is written at once, in the order of the changes; the
 * state says whether it is there.
 */
export const useDraft = (account: string, issue: string) => {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Content | null>(null);
  const [state, setState] = useState<DraftState>('loading');
  const [savedAt, setSavedAt] = useState(0);
  const latest = useRef<Content>(EMPTY);
  const queue = useRef(Promise.resolve());
  useEffect(() => {
    let gone = false;
    const take = (found: Draft | null): void => {
      if (gone) return;
      latest.current = found ?? EMPTY;
      setDraft(latest.current);
      setSavedAt(found?.savedAt ?? 0);
      setState(found === null ? 'none' : 'saved');
    };
    loadDraft(account, issue).then(take, () => {
      take(null);
      if (!gone) setState('failed');
    });
    return () => {
      gone = true;
    };
  }, [account, issue]);
  const change = useCallback(
    (next: (before: Content) => Content): Promise<void> => {
      latest.current = next(latest.current);
      const content = latest.current;
      setDraft(content);
      setState('saving');
      const at = Date.now();
      queue.current = queue.current
        .then(async () => await saveDraft({ account, issue, ...content, savedAt: at }))
        .then(
          () => {
            setSavedAt(at);
            setState('saved');
          },
          () => setState('failed'),
        );
      return queue.current;
    },
    [account, issue],
  );
  const drop = useCallback(async (): Promise<void> => {
    await queue.current;
    await dropDraft(account, issue).catch(() => undefined);
    latest.current = EMPTY;
    setDraft(EMPTY);
    setState('none');
    void client.invalidateQueries({ queryKey: ['drafts'] });
  }, [account, issue, client]);
  /** As it stands after every change so far. */
  const now = useCallback((): Content => latest.current, []);
  return { draft, state, savedAt, change, drop, now };
};
