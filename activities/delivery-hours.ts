import type { DayTable } from '../domain/day-table.ts';
import { gate } from '../domain/ladder.ts';
import type { Policy } from '../domain/policy-schema.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { roundsWithDue } from '../ledger/delivery-lists.ts';
import { loadDocuments } from '../ledger/documents.ts';

export type ClosedRound = { readonly id: string; readonly opensAt: Instant };

/**
 * Rounds whose delivery hours are over at `now`. Planned times are inside the hours already; this is for what is late,
 * after an outage: nobody is reminded in the middle of the night because a server came back.
 */
export const closedRoundsAt = async (db: LedgerDatabase, now: Instant): Promise<ClosedRound[]> => {
  const rounds = await roundsWithDue(db, now);
  const documents = await loadDocuments(
    db,
    rounds.flatMap((round) => [round.policy_sha256, round.days_sha256]),
  );
  return rounds.flatMap((round) => {
    const rules = { policy: documents.get(round.policy_sha256) as Policy, days: documents.get(round.days_sha256) as DayTable };
    const opensAt = gate(rules, now);
    return opensAt > now ? [{ id: round.id, opensAt }] : [];
  });
};
