import type { RoundEvent, RoundState } from '../domain/round.ts';
import type { Step } from '../domain/step.ts';
import type { OpenCommand } from '../domain/command-schema.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { countOpenIssues, loadDrafts, recordRoundStep } from '../ledger/rounds.ts';
import { recordStep } from '../ledger/steps.ts';

/** What the workflows ask of the ledger. Every one is idempotent: the engine may run it again after a lost answer. */
export const createRecordActivities = (db: LedgerDatabase) => ({
  recordStep: (step: Step): Promise<void> => recordStep(db, step),
  recordRound: (state: RoundState, events: readonly RoundEvent[]): Promise<void> => recordRoundStep(db, state, events),
  loadDrafts: (round: string, from: number, count: number): Promise<readonly OpenCommand[]> => loadDrafts(db, round, from, count),
  countOpenIssues: (round: string): Promise<number> => countOpenIssues(db, round),
});
export type RecordActivities = ReturnType<typeof createRecordActivities>;
