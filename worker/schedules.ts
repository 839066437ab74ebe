import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { DELIVERY_WORKFLOW, DELIVERY_WORKFLOW_ID, type DeliveryInput } from '../workflows/delivery.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { RECONCILE_SCHEDULE_ID, RECONCILE_WORKFLOW } from '../workflows/reconcile.ts';

/** `doctor` alarms when the last comparison is older than three of these. */
export const RECONCILE_EVERY_MS = 15 * 60_000;

/**
 * Makes the schedules what this version says, whether they exist or not: one left over from an older version would
 * otherwise go on with its old interval for ever.
 */
export const registerSchedules = async (client: Client, taskQueue = TASK_QUEUE, everyMs = RECONCILE_EVERY_MS): Promise<void> => {
  const options: Omit<ScheduleOptions, 'scheduleId'> = {
    spec: { intervals: [{ every: everyMs }] },
    action: { type: 'startWorkflow', workflowType: RECONCILE_WORKFLOW, workflowId: RECONCILE_SCHEDULE_ID, taskQueue, args: [] },
    // One at a time; and after an outage one comparison is as good as a hundred.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute', pauseOnFailure: false },
  };
  try {
    await client.schedule.create({ scheduleId: RECONCILE_SCHEDULE_ID, ...options });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, action, policies } = options;
    // Whether somebody has paused it stays as it is.
    await client.schedule.getHandle(RECONCILE_SCHEDULE_ID).update(({ state }) => ({ spec, action, policies: policies ?? {}, state }));
  }
};

/** Reminders planned for a time that is already here wait at most this long. */
export const DELIVERY_POLL_MS = 60_000;

/** Starts the dispatcher unless it runs; one is enough for any number of workers. */
export const startDispatcher = async (client: Client, taskQueue = TASK_QUEUE, pollMs = DELIVERY_POLL_MS): Promise<void> => {
  const input: DeliveryInput = { pollMs };
  try {
    await client.workflow.start(DELIVERY_WORKFLOW, { workflowId: DELIVERY_WORKFLOW_ID, taskQueue, args: [input], staticSummary: '提醒投递 / delivery of reminders' });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
};
