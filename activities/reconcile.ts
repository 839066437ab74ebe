import { Context } from '@temporalio/activity';
import type { IssueEvent } from '../domain/events.ts';
import { commonNotices, isToldOfCommon } from '../domain/common-notices.ts';
import { evolve, fold } from '../domain/evolve.ts';
import { makeIssueId, makePartNumber, type IssueState } from '../domain/issue.ts';
import { eventNotices, ladderNotices, type Notice } from '../domain/notices.ts';
import { evolveRound } from '../domain/round/evolve.ts';
import { roundEventNotices, roundLadderNotices } from '../domain/round/notices.ts';
import { makeRoundId, newRound } from '../domain/round/state.ts';
import { HOUR_MS, type Instant } from '../domain/time.ts';
import { commonEvents, listCommon, makeCommonId } from '../ledger/common.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { countOverdueDeliveries } from '../ledger/delivery-lists.ts';
import { recoverLapsed } from '../ledger/delivery-outcomes.ts';
import type { ReconcileFinding } from '../ledger/delivery-tables.ts';
import { findGaps, pageOfIssues, recordReconcileRun, repairIssue, type Expectation, type ReconcileRun } from '../ledger/reconcile-runs.ts';
import { loadRound, roundIds } from '../ledger/rounds.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import { closedRoundsAt } from './delivery-hours.ts';
import { DISPATCH_SETTINGS } from './dispatch.ts';

export type ReconcileDeps = {
  readonly db: LedgerDatabase;
  readonly wallClock?: () => number;
  /** Called after each page; throws when the comparison is to stop. */
  readonly beat?: () => void;
};

const PAGE = 100;
/** Due for so long and not sent, inside delivery hours: somebody should look at the mail server or the dispatcher. */
const OVERDUE_MS = 2 * HOUR_MS;
const CHANNEL = 'mail';

/**
 * Compares the deliveries of every issue, common issue and round with what their recorded histories call for, plans what is missing,
 * withdraws what is not called for, takes over lapsed leases, and writes down what it found. Reads only what is recorded: it
 * shares no memory with the workflows that it checks.
 */
export const reconcile = async ({ db, wallClock = Date.now, beat = () => undefined }: ReconcileDeps, { now }: { readonly now: Instant }): Promise<ReconcileRun> => {
  const recovered = await recoverLapsed(db, { now, wallNow: wallClock(), resendAt: now + DISPATCH_SETTINGS.resendAfterMs });
  const findings: ReconcileFinding[] = [];
  let issues = 0;
  for (let page = await pageOfIssues(db, '', PAGE); page.length > 0; page = await pageOfIssues(db, page.at(-1) ?? '', PAGE)) {
    issues += page.length;
    const histories = await loadIssueEvents(db, page);
    const expected = [...histories].flatMap(([issueId, events]) => expectationOf(issueId, events));
    findings.push(...(await repairGaps(db, expected, now)));
    beat();
  }
  for (const round of await roundIds(db)) {
    findings.push(...(await repairGaps(db, [...(await expectationOfRound(db, round)), ...(await expectationsOfCommon(db, round))], now)));
    beat();
  }
  const closed = (await closedRoundsAt(db, now)).map((round) => round.id);
  const run: ReconcileRun = {
    at: now,
    finishedAt: wallClock(),
    issues,
    planned: findings.filter((finding) => finding.what === 'missing').length,
    withdrawn: findings.filter((finding) => finding.what === 'unwanted').length,
    recovered: recovered.unsent + recovered.uncertain,
    overdue: await countOverdueDeliveries(db, now - OVERDUE_MS, closed),
    findings,
  };
  await recordReconcileRun(db, run);
  return run;
};

/** What each event told, by the state after it; and what the ladder demands of the last state. */
const expectationOf = (issueId: string, events: readonly IssueEvent[]): Expectation[] => {
  let state: IssueState | null = null;
  const told: Notice[] = [];
  for (const event of events) {
    state = evolve(state, event);
    told.push(...eventNotices(event, state));
  }
  return state === null ? [] : [{ issueId, roundId: state.round, seq: state.seq, events: told, ladder: ladderNotices(state) }];
};

/** The same of a round itself; its issues are compared on their own. */
const expectationOfRound = async (db: LedgerDatabase, id: string): Promise<Expectation[]> => {
  const { head, policy, days, events } = await loadRound(db, id);
  if (events.length === 0) return [];
  let state = newRound(head, policy, days);
  const told: Notice[] = [];
  for (const event of events) {
    state = evolveRound(state, event);
    told.push(...roundEventNotices(event, state));
  }
  return [{ issueId: makeRoundId(id), roundId: id, seq: state.seq, events: told, ladder: roundLadderNotices(state) }];
};

/** What the moments of common issues told: of each the history says whose part made it, and that part's own how it stood then. */
const expectationsOfCommon = async (db: LedgerDatabase, round: string): Promise<Expectation[]> => {
  const expected: Expectation[] = [];
  for (const { number, seq } of await listCommon(db, round)) {
    const moments = (await commonEvents(db, round, number)).filter(isToldOfCommon);
    const partOf = (unit: string): string => makeIssueId(round, makePartNumber(number, unit));
    const histories = await loadIssueEvents(db, [...new Set(moments.map(({ unit }) => partOf(unit)))]);
    const events = moments.flatMap((moment) => {
      const state = fold((histories.get(partOf(moment.unit)) ?? []).filter(({ at }) => at <= moment.at));
      return state === null ? [] : commonNotices(state, moment, moment);
    });
    expected.push({ issueId: makeCommonId(round, number), roundId: round, seq, events, ladder: [] });
  }
  return expected;
};

const repairGaps = async (db: LedgerDatabase, expected: readonly Expectation[], now: Instant): Promise<ReconcileFinding[]> => {
  const gaps = await findGaps(db, expected, now, CHANNEL);
  const repaired: ReconcileFinding[] = [];
  for (const one of expected) {
    const own = gaps.filter((gap) => gap.issueId === one.issueId);
    if (own.length > 0 && (await repairIssue(db, one, own, now, CHANNEL))) repaired.push(...own);
  }
  return repaired;
};

export const createReconcileActivities = (deps: ReconcileDeps) => ({
  /** One comparison of everything. Answers with counts only: the findings are in the ledger. */
  reconcileLedger: async ({ now }: { readonly now: Instant }): Promise<Omit<ReconcileRun, 'findings'>> => {
    const context = Context.current();
    const beat = (): void => {
      context.heartbeat();
      context.cancellationSignal.throwIfAborted();
    };
    const { findings: _findings, ...counts } = await reconcile({ ...deps, beat }, { now });
    return counts;
  },
});

export type ReconcileActivities = ReturnType<typeof createReconcileActivities>;
