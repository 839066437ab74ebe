import type { Instant } from '../../domain/time.ts';
import type { HistorySize } from './histories.ts';
import type { Shape } from './lifecycle.ts';
import type { Noted, WorkerRequest } from './worker-messages.ts';
import type { WorkerHandle } from './worker-handle.ts';

/** One of the two that are compared. Both run on the same engine, in turns. */
export type Side = {
  readonly name: 'ours' | 'bare';
  /** The processes whose CPU and memory are this side's own. */
  readonly workers: WorkerHandle[];
  readonly startWorker: () => Promise<WorkerHandle>;
  /** Opens so many for L12, `tag` in their ids; answers when each has been opened for good. */
  readonly openLives: (count: number, tag: string, shape: Shape) => Promise<readonly string[]>;
  /** Opens so many that stand in the midst of their work, for load. `ackedMs`: until the last was taken on. */
  readonly openWorking: (count: number, tag: string) => Promise<{ readonly ids: readonly string[]; readonly ackedMs: number }>;
  /** The n-th act of L12 (0-9). */
  readonly liveAct: (id: string, n: number, shape: Shape) => Promise<void>;
  /** Reports progress on one that stands in the midst of its work. */
  readonly workAct: (id: string, n: number) => Promise<void>;
  readonly jump: (id: string, to: Instant) => Promise<void>;
  /** Hands over what is due at these mornings; the bare side has done so already. */
  readonly dispatch: (mornings: readonly Instant[]) => Promise<number>;
  readonly history: (id: string) => Promise<HistorySize>;
  /** Opens so many whose next wake comes at these real instants; answers when each is due. */
  readonly openStorm: (due: readonly Instant[], tag: string) => Promise<ReadonlyMap<string, Instant>>;
  readonly close: () => Promise<void>;
};

export const askAll = async (workers: readonly WorkerHandle[], ask: WorkerRequest['ask'] & ('opened' | 'noted')) => {
  const answers = await Promise.all(workers.map((worker) => worker.ask({ ask })));
  return {
    opened: answers.reduce((sum, answer) => sum + ('opened' in answer ? answer.opened : 0), 0),
    noted: answers.flatMap((answer): readonly Noted[] => ('noted' in answer ? answer.noted : [])),
  };
};
