import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, type Client } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import type { Instant } from '../domain/time.ts';
import type { EngineConnection } from '../worker/engine-external.ts';

const { FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT: POLL_TIMEOUT, FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED: COMPLETED } = proto.temporal.api.enums.v1.FastForwardPollingResult;

/**
 * A jump of less than this is waited for. The engine looks for the next instant to skip to after it has taken the order: if
 * the target has gone by in real time until then, it goes on to the next timer, days too far.
 */
const SHORTEST_JUMP_MS = 5_000;
/** Lands this much before a timer; the rest passes by itself. */
const SHORT_OF_WAKE_MS = 50;
/** How far beyond its target a clock may come on a busy machine. More means that an order was carried out twice. */
const TOO_FAR_MS = 5_000;

/**
 * Moves single workflows forward in time, on a server that was started for it (never on the production namespace). Every
 * workflow has a clock of its own; this keeps how far each is ahead of the real one.
 *
 * A jump must not pass an instant at which the workflow wakes: jump to the next obligation ({@link TimeTravel.toWake}), no
 * further.
 */
export class TimeTravel {
  private readonly ahead = new Map<string, number>();
  private jumps = 0;
  private readonly engine: Client;
  /** Without retries: a jump is relative, so one that is ordered twice goes twice as far. */
  private readonly orders: Connection;

  private constructor(engine: Client, orders: Connection) {
    this.engine = engine;
    this.orders = orders;
  }

  static async connect(engine: Client, connection: EngineConnection): Promise<TimeTravel> {
    return new TimeTravel(engine, await Connection.connect({ ...connection, interceptors: [] }));
  }

  close(): Promise<void> {
    return this.orders.close();
  }

  /** The workflow's own now, epoch ms. */
  now(workflowId: string): Instant {
    return Date.now() + (this.ahead.get(workflowId) ?? 0);
  }

  /**
   * Moves the workflow to the wake that its timer is armed for at `at`. The jump itself ends just before: a target behind the
   * timer could go by in real time while the wake's task runs, and the engine, still skipping, would go on to the next timer.
   */
  async toWake(workflowId: string, at: Instant): Promise<void> {
    await this.jump(workflowId, at - SHORT_OF_WAKE_MS);
  }

  /** Moves the workflow's clock to `to`, once it is at rest; a clock that is there already stays. */
  async jump(workflowId: string, to: Instant): Promise<void> {
    if (this.now(workflowId) >= to) return;
    await this.untilAtRest(workflowId);
    const by = to - this.now(workflowId);
    if (by < SHORTEST_JUMP_MS) {
      await sleep(Math.max(0, by));
      return;
    }
    this.jumps += 1;
    const id = `jump-${this.jumps}`;
    const { namespace } = this.engine.options;
    const workflowExecution = { workflowId };
    await this.orders.workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution,
      workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: msToTs(by) } } },
      updateMask: { paths: ['time_skipping_config'] },
    });
    const arrived = await this.arrival({ namespace, workflowExecution, fastForwardId: id }, to);
    // Reckoned from where the server says it arrived: a clock that only adds up what it asked for drifts.
    if (arrived !== null) this.ahead.set(workflowId, arrived - Date.now());
  }

  /** The ledger has a step before the workflow has armed its next timer; a jump in between would pass over that timer. */
  private async untilAtRest(workflowId: string): Promise<void> {
    const handle = this.engine.workflow.getHandle(workflowId);
    for (;;) {
      const { raw } = await handle.describe();
      if (raw.pendingWorkflowTask == null && (raw.pendingActivities ?? []).length === 0) return;
      await sleep(10);
    }
  }

  /** Waits until the clock has arrived, and answers with where; null when the workflow ended on the way. */
  private async arrival(poll: { namespace: string; workflowExecution: { workflowId: string }; fastForwardId: string }, to: Instant): Promise<Instant | null> {
    const { workflowId } = poll.workflowExecution;
    for (;;) {
      const { fastForwardPollingResult: result, failedReason, fastForwardInfo } = await this.engine.workflowService.pollWorkflowExecutionTimeSkipping(poll);
      // A busy server answers "not yet" in between.
      if (result === POLL_TIMEOUT) continue;
      if (result === COMPLETED) {
        const arrived = tsToMs(fastForwardInfo?.targetTime);
        if (arrived - to > TOO_FAR_MS) throw new Error(`the clock of ${workflowId} was moved ${arrived - to} ms too far`);
        return arrived;
      }
      const { status } = await this.engine.workflow.getHandle(workflowId).describe();
      if (status.name !== 'RUNNING') return null;
      throw new Error(`the clock of ${workflowId} did not arrive: ${failedReason}`);
    }
  }
}
