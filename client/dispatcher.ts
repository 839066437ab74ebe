import { WorkflowIdConflictPolicy } from '@temporalio/common';
import { DELIVERY_WORKFLOW, DELIVERY_WORKFLOW_ID, type DeliveryInput } from '../workflows/delivery.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import type { HuitoukanClient } from './client.ts';

/** Starts the dispatcher of the deliveries; one that runs already is left alone. */
export const startDispatcher = async (client: HuitoukanClient, input: DeliveryInput): Promise<void> => {
  await client.engine.workflow.start(DELIVERY_WORKFLOW, {
    workflowId: DELIVERY_WORKFLOW_ID,
    taskQueue: TASK_QUEUE,
    args: [input],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    staticSummary: '提醒投递 / deliveries',
  });
};
