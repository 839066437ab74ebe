import type { Notice } from '../domain/notices.ts';
import type { RoundAct } from '../domain/round/act-schema.ts';
import type { RoundEvent } from '../domain/round/events.ts';
import type { KnownNumbers } from '../domain/round/numbers.ts';
import type { RoundState } from '../domain/round/state.ts';
import type { Step } from '../domain/step.ts';
import type { OpenCommand } from '../domain/command-schema.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { countOpenIssues, loadDrafts, notOpened, openWorkAfter, recordRoundStep } from '../ledger/rounds.ts';
import { knownNumbers } from '../ledger/round-numbers.ts';
import { recordStep } from '../ledger/steps.ts';

/** What the workflows ask of the ledger. Every one is idempotent: the engine may run it again after a lost answer. */
export const createRecordActivities = (db: LedgerDatabase) => ({
  recordStep: (step: Step): Promise<void> => recordStep(db, step),
  /** Workflows of older versions ask without notices: nothing of a round was told then. */
  recordRound: (state: RoundState, events: readonly RoundEvent[], notices?: readonly Notice[]): Promise<void> => recordRoundStep(db, { state, events, notices: notices ?? [] }),
  loadDrafts: (round: string, from: number, count: number): Promise<readonly OpenCommand[]> => loadDrafts(db, round, from, count),
  openWork: (round: string, after: string, count: number): Promise<readonly string[]> => openWorkAfter(db, round, after, count),
  /** Which of these issues have no history yet. An ended one has no workflow any more, and must not be opened a second time. */
  notOpened: (round: string, numbers: readonly string[]): Promise<readonly string[]> => notOpened(db, round, numbers),
  /** What the ledger knows of the numbers under which an act would open issues. */
  knownNumbers: (round: string, act: RoundAct): Promise<KnownNumbers> => knownNumbers(db, round, act),
  countOpenIssues: (round: string): Promise<number> => countOpenIssues(db, round),
});
export type RecordActivities = ReturnType<typeof createRecordActivities>;
