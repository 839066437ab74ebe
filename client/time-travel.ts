import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { Instant } from '../domain/time.ts';

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
    // Answers when the clock has arrived, or the workflow ended on the way; either way there is nothing left to skip.
    await service.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id });
    this.ahead.set(workflowId, (this.ahead.get(workflowId) ?? 0) + by);
  }
}
