import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf, type Day, type Instant } from '../../domain/time.ts';
import { ask, issuePath } from './http.ts';
import type { Actions, CommonCorrection, CommonLine, CommonPage, DrawListing, EventEntry, IssuePage, IssueView, KeptProposal, Me, PaperLine, Person, Policy, PolicyLine, RollupRow, Round, RoundActions, RoundBreakdown, RoundCounts, RoundMoment, RoundView, Todos, ToldEntry, Unit, WithheldRow } from './types.ts';

/** Everything that the page reads, by the keys under which live changes make it stale (`live.ts`). */
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: ({ signal }) => ask<Me>('GET', '/me', { signal }), retry: false, staleTime: 60_000 });
/** The system's own now when the caller was first shown: devices have wrong clocks, and a demo has a day of its own. */
export const useNow = (): Instant => {
  const { data, dataUpdatedAt } = useMe();
  const [now] = useState(() => (data === undefined ? Date.now() : data.now + Date.now() - dataUpdatedAt));
  return now;
};
/** The system's day in Beijing. */
export const useToday = (): Day => dayOf(useNow());
export const useTodos = (enabled = true) => useQuery({ queryKey: ['todo'], queryFn: ({ signal }) => ask<Todos>('GET', '/todo', { signal }), enabled });

const useOfIssue = <T>(what: string, path: string, round: string, number: string, enabled = true) =>
  useQuery({ queryKey: ['issue', `issue/${round}/${number}`, what], queryFn: ({ signal }) => ask<T>('GET', `${issuePath(round, number)}${path}`, { signal }), enabled, placeholderData: keepPreviousData });
export const useIssue = (round: string, number: string) => useOfIssue<IssueView>('view', '', round, number);
export const useActions = (round: string, number: string, enabled = true) => useOfIssue<Actions>('actions', '/actions', round, number, enabled);
export const useTimeline = (round: string, number: string) => useOfIssue<{ readonly events: readonly EventEntry[] }>('timeline', '/timeline', round, number);
export const useTold = (round: string, number: string) => useOfIssue<{ readonly told: readonly ToldEntry[] }>('told', '/told', round, number);

export const useIssuePapers = (round: string, number: string) => useOfIssue<{ readonly papers: readonly PaperLine[] }>('papers', '/papers', round, number);

export const useRounds = (enabled = true) => useQuery({ queryKey: ['rounds'], queryFn: ({ signal }) => ask<{ readonly rounds: readonly Round[] }>('GET', '/rounds', { signal }), enabled });
const useOfRound = <T>(what: string, round: string, enabled = true) =>
  useQuery({ queryKey: ['round', round, what], queryFn: ({ signal }) => ask<T>('GET', `/rounds/${encodeURIComponent(round)}${what}`, { signal }), enabled });
export const useRound = (round: string) => useOfRound<RoundView>('', round);
export const useRoundCounts = (round: string) => useOfRound<RoundCounts>('/counts', round);
export const useDraws = (round: string, enabled = true) => useOfRound<{ readonly draws: readonly DrawListing[] }>('/draws', round, enabled);

export const useRoundActions = (round: string, enabled = true) => useOfRound<RoundActions>('/actions', round, enabled);
export const useRoundHistory = (round: string) => useOfRound<{ readonly events: readonly RoundMoment[] }>('/history', round);
export const useBreakdown = (round: string) => useOfRound<RoundBreakdown>('/breakdown', round);
export const useRollups = (round: string) => useOfRound<{ readonly rollups: readonly RollupRow[] }>('/rollups', round);
export const useLineage = (round: string) => useOfRound<{ readonly proposals: readonly KeptProposal[] }>('/lineage', round);
export const useRoundPapers = (round: string) => useOfRound<{ readonly papers: readonly PaperLine[] }>('/papers', round);
export const useWithheld = (round: string) => useOfRound<{ readonly withheld: readonly WithheldRow[] }>('/withheld', round);
export const useCommonList = (round: string, enabled = true) => useOfRound<{ readonly common: readonly CommonLine[] }>('/common', round, enabled);
export const useCommon = (round: string, number: string) => useOfRound<CommonPage>(`/common/${encodeURIComponent(number)}`, round);
export const useCommonCorrection = (round: string, number: string) => useOfRound<CommonCorrection>(`/common/${encodeURIComponent(number)}/correction`, round);

/** People, posts and policies change seldom: once a visit is enough. */
const SELDOM_MS = 10 * 60_000;
export const usePeople = (enabled = true) => useQuery({ queryKey: ['people'], queryFn: ({ signal }) => ask<{ readonly on: Day; readonly people: readonly Person[] }>('GET', '/people', { signal }), enabled, staleTime: SELDOM_MS });
/** The lines of the register that these filters leave. */
export const useIssueRows = (filters: Readonly<Record<string, string>>, enabled = true) => useQuery({ queryKey: ['issues', 'rows', filters], queryFn: ({ signal }) => ask<IssuePage>('GET', `/issues?${new URLSearchParams(filters).toString()}`, { signal }), enabled });
export const usePolicy = (name: string | undefined) => useQuery({ queryKey: ['policy', name], queryFn: ({ signal }) => ask<Policy>('GET', `/policies/${encodeURIComponent(name ?? '')}`, { signal }), enabled: name !== undefined, staleTime: SELDOM_MS, retry: false });
export const usePolicies = () => useQuery({ queryKey: ['policies'], queryFn: ({ signal }) => ask<{ readonly policies: readonly PolicyLine[] }>('GET', '/policies', { signal }), staleTime: SELDOM_MS });
export const useUnits = (enabled = true) => useQuery({ queryKey: ['units'], queryFn: ({ signal }) => ask<{ readonly units: readonly Unit[] }>('GET', '/units', { signal }), enabled, staleTime: SELDOM_MS });
