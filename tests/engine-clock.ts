import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, type Client } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import type { Instant } from '../domain/time.ts';
import type { EngineConnection } from '../worker/engine-external.ts';

const { FastForwardPollingResult: Result } = proto.temporal.api.enums.v1;

/** A jump of less than this is waited for: the engine could be past its target before it has taken the order. */
const SHORTEST_JUMP_MS = 1_000;

/** `TimeTravel` for tests on a machine under load: it asks the engine where a clock is instead of reckoning. */
export class EngineClock {
  private readonly ahead = new Map<string, number>();
  private jumps = 0;
  private readonly engine: Client;
  /** Without retries: a jump is relative, so one that is ordered twice goes twice as far. */
  private readonly orders: Connection;

  private constructor(engine: Client, orders: Connection) {
    this.engine = engine;
    this.orders = orders;
  }

  static async connect(engine: Client, connection: EngineConnection): Promise<EngineClock> {
    return new EngineClock(engine, await Connection.connect({ ...connection, interceptors: [] }));
  }

  close(): Promise<void> {
    return this.orders.close();
  }

  /** The workflow's own now, epoch ms. */
  now(workflowId: string): Instant {
    return Date.now() + (this.ahead.get(workflowId) ?? 0);
  }

  /** Moves the workflow's clock to `to`, once it is idle; a clock that is there already stays. */
  async jump(workflowId: string, to: Instant): Promise<void> {
    if (this.now(workflowId) >= to) return;
    await this.idle(workflowId);
    const by = to - this.now(workflowId);
    if (by < SHORTEST_JUMP_MS) {
      await sleep(Math.max(0, by));
      return;
    }
    this.jumps += 1;
    const id = `jump-${this.jumps}`;
    const { namespace } = this.engine.options;
    const workflowExecution = { workflowId };
    const service = this.engine.workflowService;
    await this.orders.workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution,
      workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: msToTs(by) } } },
      updateMask: { paths: ['time_skipping_config'] },
    });
    for (;;) {
      const answer = await service.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id });
      if (answer.fastForwardPollingResult === Result.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT) continue;
      // The workflow ended on the way: its clock does not matter any more.
      // The workflow ended on the way: its clock does not matter any more.
      if (answer.fastForwardPollingResult === Result.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED) return;
      const target = answer.fastForwardInfo?.targetTime;
      if (target != null && tsToMs(target) - to > 3_000) throw new Error(`${workflowId} was moved ${tsToMs(target) - to} ms too far`);
      this.ahead.set(workflowId, (target == null ? to : tsToMs(target)) - Date.now());
      return;
    }
  }

  /**
   * The ledger has a step before the workflow has armed its next timer; a jump in between would pass over that timer.
   */
  private async idle(workflowId: string): Promise<void> {
    const handle = this.engine.workflow.getHandle(workflowId);
    for (;;) {
      const { raw } = await handle.describe();
      if (raw.pendingWorkflowTask == null && (raw.pendingActivities ?? []).length === 0) return;
      await sleep(15);
    }
  }
}
