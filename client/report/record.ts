import type { IssueEvent } from '../../domain/events.ts';
import { evolveRound } from '../../domain/round/evolve.ts';
import { newRound, type RoundHead, type RoundState } from '../../domain/round/state.ts';
import { storiesOf, type IssueStory } from '../../domain/rollup.ts';
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { issueIdsOf } from '../../ledger/register.ts';
import { loadRound } from '../../ledger/rounds.ts';
import { loadIssueEvents } from '../../ledger/steps.ts';
import type { ParsedIssue } from '../import/parsed-report.ts';

/** What the ledger knows of a round up to the end of a day; the source of every paper that is made of it. */
export type RoundRecord = {
  readonly head: RoundHead;
  readonly state: RoundState;
  readonly stories: readonly IssueStory[];
  /** The last day that counts: the one asked for, or that of the last thing that happened. */
  readonly asOf: Day;
  /** What a published report said of its issues, where the round came from one; by the issue's number. */
  readonly printed: ReadonlyMap<string, ParsedIssue>;
};

/** The last instant of a day. */
const endOf = (day: Day): Instant => startOfDay(addDays(day, 1)) - 1;

/** @throws Refusal UNKNOWN_ROUND */
export const loadRoundRecord = async (db: LedgerDatabase, round: string, asOf?: Day): Promise<RoundRecord> => {
  const stored = await loadRound(db, round);
  const histories = await loadIssueEvents(db, await issueIdsOf(db, round));
  return roundRecordOf(stored, [...histories.values()], asOf);
};

type Stored = Pick<Awaited<ReturnType<typeof loadRound>>, 'head' | 'policy' | 'days' | 'events' | 'record'>;

/** Pure: the same events, the same record. */
export const roundRecordOf = ({ head, policy, days, events, record }: Stored, histories: readonly (readonly IssueEvent[])[], asOf?: Day): RoundRecord => {
  const until = asOf === undefined ? Number.POSITIVE_INFINITY : endOf(asOf);
  const kept = events.filter((event) => event.at <= until);
  const stories = storiesOf(histories.map((history) => history.filter((event) => event.at <= until)));
  const last = Math.max(startOfDay(head.feedback), ...kept.map((event) => event.at), ...stories.flatMap((story) => story.events.map((event) => event.at)));
  const printed = ((record as { printed?: readonly ParsedIssue[] }).printed ?? []).map((issue, at) => [String(at + 1), issue] as const);
  return { head, state: kept.reduce(evolveRound, newRound(head, policy, days)), stories, asOf: asOf ?? dayOf(last), printed: new Map(printed) };
};
