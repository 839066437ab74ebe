import { foldRound } from '../domain/round/evolve.ts';
import type { RoundState } from '../domain/round/state.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { loadRound, type StoredRound } from '../ledger/rounds.ts';

/** A round's state, folded from its events in the ledger. @throws Refusal UNKNOWN_ROUND */
export const loadRoundState = async (db: LedgerDatabase, id: string): Promise<{ readonly stored: StoredRound; readonly state: RoundState }> => {
  const stored = await loadRound(db, id);
  return { stored, state: foldRound(stored, stored.events) };
};
