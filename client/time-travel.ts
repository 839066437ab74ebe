import type { Client } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import type { Instant } from '../domain/time.ts';

const { FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT: POLL_TIMEOUT, FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED: COMPLETED } = proto.temporal.api.enums.v1.FastForwardPollingResult;

/**
 * Moves single workflows forward in time, on a server that was started for it (never on the production namespace). Every
 * workflow has a clock of its own; this keeps how far each is ahead of the real one.
 *
 * A jump must not pass an instant at which the workflow wakes and continues as new: jump to the next obligation, no further.
 */
export class TimeTravel {
  private readonly ahead = new Map<string, number>();
  private jumps = 0;
  private readonly engine: Client;

  constructor(engine: Client) {
    this.engine = engine;
  }

  /** The workflow's own now, epoch ms. */
  now(workflowId: string): Instant {
    return Date.now() + (this.ahead.get(workflowId) ?? 0);
  }

  /** Moves the workflow's clock to `to`; a clock that is there already stays. */
  async jump(workflowId: string, to: Instant): Promise<void> {
    const by = to - this.now(workflowId);
    if (by <= 0) return;
    this.jumps += 1;
    const id = `jump-${this.jumps}`;
    const { namespace } = this.engine.options;
    const workflowExecution = { workflowId };
    const service = this.engine.workflowService;
    await service.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution,
      workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: msToTs(by) } } },
      updateMask: { paths: ['time_skipping_config'] },
    });
    const arrived = await this.arrival({ namespace, workflowExecution, fastForwardId: id });
    // Reckoned from where the server says it arrived: a clock that only adds up what it asked for drifts.
    if (arrived !== null) this.ahead.set(workflowId, arrived - Date.now());
  }

  /** Waits until the clock has arrived, and answers with where; null when the workflow ended on the way. */
  private async arrival(poll: { namespace: string; workflowExecution: { workflowId: string }; fastForwardId: string }): Promise<Instant | null> {
    for (;;) {
      const { fastForwardPollingResult: result, failedReason, fastForwardInfo } = await this.engine.workflowService.pollWorkflowExecutionTimeSkipping(poll);
      // A busy server answers "not yet" in between.
      if (result === POLL_TIMEOUT) continue;
      if (result === COMPLETED) return tsToMs(fastForwardInfo?.targetTime);
      const { status } = await this.engine.workflow.getHandle(poll.workflowExecution.workflowId).describe();
      if (status.name !== 'RUNNING') return null;
      throw new Error(`the clock of ${poll.workflowExecution.workflowId} did not arrive: ${failedReason}`);
    }
  }
}
