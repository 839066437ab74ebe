import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { ask } from '../api/http.ts';
import type { RehearsalUnderWay } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { percentPlayed } from './percent-played.ts';
import { W } from './words.ts';

const LOOK_MS = 400;

/** How far a rehearsal has come: the day that is played, and the issues that are through; without a figure where none is known. Shown while it runs. */
export const RehearsalBar = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const { data } = useQuery({ queryKey: ['rehearsal', round], queryFn: async () => await ask<RehearsalUnderWay>('GET', `/rounds/${encodeURIComponent(round)}/rehearsal/progress`), refetchInterval: LOOK_MS, gcTime: 0, staleTime: 0, retry: false });
  const progress = data?.underWay?.progress ?? null;
  const percent = percentPlayed(progress);
  // Asked already, and no rehearsal is known: it runs in another process, which keeps to itself how far it has come.
  const words = progress !== null ? say(W.rehearsedTo, { day: progress.day, played: progress.played, issues: progress.issues }) : say(data !== undefined && data.underWay === null ? W.rehearsalUnseen : W.rehearsalBegins);
  return (
    // A bar and its words are no running text, as an `output` would be.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className="rehearsal-bar" role="status">
      {percent === null ? <progress className="unknown" aria-label={say(W.rehearsing)} /> : <Progress percent={percent} aria-label={say(W.rehearsing)} />}
      <div className="muted small">{words}</div>
    </div>
  );
};
