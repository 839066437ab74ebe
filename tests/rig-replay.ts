import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { Runtime, DefaultLogger, Worker } from '@temporalio/worker';
import proto from '@temporalio/proto';
import { workflowBundle } from '../worker/bundle.ts';

const WORKFLOW_TASK_COMPLETED = proto.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;

// Tests kill, restart and cut lines on purpose; what the SDK says about it drowns what a test says.
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });

/** Every run that the engine knows, links of continue-as-new chains included; visibility may lag behind by a moment. */
const allRuns = async (engine: Client): Promise<{ readonly workflowId: string; readonly runId: string }[]> => {
  const look = async () => {
    const runs: { workflowId: string; runId: string }[] = [];
    for await (const { workflowId, runId } of engine.workflow.list()) runs.push({ workflowId, runId });
    return runs;
  };
  let runs = await look();
  for (let again = 0; again < 20; again += 1) {
    await sleep(100);
    const now = await look();
    if (now.length === runs.length) return now;
    runs = now;
  }
  return runs;
};

/** Replays every history against the workflows as they are, and answers how many. @throws naming those that do not fit */
export const replayAll = async (engine: Client, dataConverter: DataConverter): Promise<number> => {
  const runs = await allRuns(engine);
  const histories = async function* () {
    for (const { workflowId, runId } of runs) {
      const history = await engine.workflow.getHandle(workflowId, runId).fetchHistory();
      // A run that has not done its first task has nothing to replay, and the replayer would wait for it for ever.
      if (history.events?.some((event) => event.eventType === WORKFLOW_TASK_COMPLETED) === true) yield { workflowId, history };
    }
  };
  const failed: string[] = [];
  let count = 0;
  for await (const result of Worker.runReplayHistories({ workflowBundle: await workflowBundle(), dataConverter }, histories())) {
    count += 1;
    if (result.error !== undefined) failed.push(`${result.workflowId}: ${result.error.message}`);
  }
  if (failed.length > 0) throw new Error(`histories that do not replay:\n${failed.join('\n')}`);
  return count;
};
