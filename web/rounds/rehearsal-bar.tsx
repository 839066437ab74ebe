import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { daysBetween } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import type { RehearsalUnderWay } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

const LOOK_MS = 400;

/** How far a rehearsal has come: the day that is played, and the issues that are through. Shown while it runs. */
export const RehearsalBar = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const { data } = useQuery({ queryKey: ['rehearsal', round], queryFn: async () => await ask<RehearsalUnderWay>('GET', `/rounds/${encodeURIComponent(round)}/rehearsal/progress`), refetchInterval: LOOK_MS, gcTime: 0, staleTime: 0, retry: false });
  const progress = data?.underWay?.progress ?? null;
  const percent = progress === null ? 0 : Math.floor((100 * daysBetween(progress.from, progress.day)) / Math.max(1, daysBetween(progress.from, progress.until)));
  return (
    // A bar and its words are no running text, as an `output` would be.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className="rehearsal-bar" role="status">
      <Progress percent={percent} aria-label={say(W.rehearsing)} />
      <div className="muted small">{progress === null ? say(W.rehearsalBegins) : say(W.rehearsedTo, { day: progress.day, played: progress.played, issues: progress.issues })}</div>
    </div>
  );
};
