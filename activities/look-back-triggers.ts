import { callsFor, planFor } from '../domain/look-back-calls.ts';
import type { Act } from '../domain/command-schema.ts';
import { Refusal, type RefusalText } from '../domain/refusal.ts';
import { DAY_MS, dayOf, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { tellOfLapsedDraws } from '../ledger/draws.ts';
import { keepCalls, listOpenCalls, loadDoneCases, loadFacts, type OpenCall } from '../ledger/look-backs.ts';

export type TriggerDeps = {
  readonly db: LedgerDatabase;
  /** Does an act on an issue, in whose name is the caller's affair; `key` makes it happen once. */
  readonly act: (issueId: string, act: Act, key: string) => Promise<unknown>;
};

/** What came of a search: how many calls were new, the look-backs planned, what stood in the way, and what waits for a person. */
export type Followed = {
  readonly found: number;
  readonly planned: readonly string[];
  readonly notPlanned: readonly ({ readonly issue: string } & RefusalText)[];
  readonly proposed: readonly OpenCall[];
};

/** How far back a search looks: far beyond any outage of the nightly search, and what is older was found then. */
const SEARCH_BACK_DAYS = 90;

/**
 * Looks for what calls for look-backs, keeps it, and plans at once what the policy says is planned at once. May run as often
 * as one likes: what was found stays found, what was planned is not planned again. Tells of draws that have lapsed, too.
 */
export const followCalls = async ({ db, act }: TriggerDeps, now: Instant): Promise<Followed> => {
  await tellOfLapsedDraws(db, now);
  const facts = await loadFacts(db, now - SEARCH_BACK_DAYS * DAY_MS, dayOf(now));
  const found = facts.length === 0 ? 0 : await keepCalls(db, callsFor(await loadDoneCases(db), facts), now);
  const planned: string[] = [];
  const notPlanned: ({ issue: string } & RefusalText)[] = [];
  for (const call of await listOpenCalls(db, 'plan')) {
    const { issue, cause, source } = call;
    try {
      await act(issue, planFor(call, dayOf(now)), `${cause} ${source}`);
      planned.push(issue);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      notPlanned.push({ issue, code: error.code, zh: error.zh, en: error.en });
    }
  }
  return { found, planned, notPlanned, proposed: await listOpenCalls(db, 'propose') };
};

export const createTriggerActivities = (deps: TriggerDeps) => ({
  /** One search. Answers with counts only: what was found is in the ledger. */
  followLookBackCalls: async ({ now }: { readonly now: Instant }): Promise<{ found: number; planned: number; notPlanned: number; proposed: number }> => {
    const { found, planned, notPlanned, proposed } = await followCalls(deps, now);
    return { found, planned: planned.length, notPlanned: notPlanned.length, proposed: proposed.length };
  },
});
export type TriggerActivities = ReturnType<typeof createTriggerActivities>;
