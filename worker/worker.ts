import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { IllegalStateError, type DataConverter } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createRecordActivities } from '../activities/record.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { workflowBundle } from './bundle.ts';
import type { EngineConnection } from './engine-external.ts';
import { sandboxOptions } from './sandbox.ts';

export type WorkerOptions = {
  readonly connection: EngineConnection;
  readonly namespace: string;
  readonly db: LedgerDatabase;
  readonly dataConverter: DataConverter;
  readonly taskQueue?: string;
  /** Activities beside those that record: deliveries, reconciliation. */
  readonly activities?: object;
};

export type RunningWorker = {
  /** Takes no new work, lets running work end, and disconnects. */
  readonly stop: () => Promise<void>;
  readonly isRunning: () => boolean;
  /** Settles when the worker ends, also by itself; rejects when it broke. */
  readonly ended: Promise<void>;
};

/**
 * Acts come weeks apart: nearly every issue is cold when it wakes, so a large cache would only hold memory, and V8 would walk
 * through it again and again while people wait. Enough for what is under way at once, several acts on one issue included.
 */
export const CACHED_WORKFLOWS = 100;
/**
 * How long an issue cached by a worker that was killed waits before another worker takes it (the engine's default is 10 s).
 * Short, because an official waits; not shorter, because a busy worker would lose tasks it is about to do.
 */
const STICKY_TIMEOUT_MS = 1_500;

/** It stands twice in the history for every task, in the SDK's way with 92 characters. Enough of them to tell builds apart. */
const shortBuildId = (code: string): string => createHash('sha256').update(code).digest('hex').slice(0, 8);

/**
 * Left alone, V8 lets the heap grow with garbage to what the machine has. Growth below 100 % is dearer than it looks: the
 * collector runs every few seconds, and the acts that meet it are the slowest ones (docs/performance.md). The space for new
 * objects can be set only on Node's command line (bin/worker-heap.mjs).
 */
const frugal = (): void => setFlagsFromString('--heap-growing-percent=100');

let quiet = false;
/** The SDK's own notes are for operators: warnings and errors only. Once a process, before the first worker. */
const quietRuntime = (): void => {
  if (quiet) return;
  quiet = true;
  try {
    Runtime.install({ logger: new DefaultLogger('WARN') });
  } catch (error) {
    // Whoever runs us (a test, a benchmark) has set up a runtime of its own already: that one stands.
    if (!(error instanceof IllegalStateError)) throw error;
  }
};

/** The process part that runs workflows and activities. Several may run side by side on one engine and one ledger. */
export const startWorker = async (options: WorkerOptions): Promise<RunningWorker> => {
  quietRuntime();
  frugal();
  const connection = await NativeConnection.connect(options.connection);
  const bundle = await workflowBundle();
  const worker = await Worker.create({
    ...sandboxOptions(),
    connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue ?? TASK_QUEUE,
    workflowBundle: bundle,
    buildId: shortBuildId(bundle.code),
    activities: { ...createRecordActivities(options.db), ...options.activities },
    dataConverter: options.dataConverter,
    maxCachedWorkflows: CACHED_WORKFLOWS,
    stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT_MS,
    shutdownGraceTime: '10s',
  });
  const run = async (): Promise<void> => {
    try {
      await worker.run();
    } finally {
      await connection.close();
    }
  };
  const ended = run();
  // Whoever awaits `ended` hears of a failure; nobody awaiting must not end the process by surprise.
  ended.catch(() => undefined);
  return {
    ended,
    isRunning: () => worker.getState() === 'RUNNING',
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
};
