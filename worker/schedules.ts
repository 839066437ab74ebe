import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { DELIVERY_WORKFLOW, DELIVERY_WORKFLOW_ID, type DeliveryInput } from '../workflows/delivery.ts';
import { LOOK_BACK_TRIGGERS_SCHEDULE_ID, LOOK_BACK_TRIGGERS_WORKFLOW } from '../workflows/look-back-triggers.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { RECONCILE_SCHEDULE_ID, RECONCILE_WORKFLOW } from '../workflows/reconcile.ts';
import { ROLLUP_SCHEDULE_ID, ROLLUP_WORKFLOW } from '../workflows/rollup.ts';

/** `doctor` alarms when the last comparison is older than three of these. */
export const RECONCILE_EVERY_MS = 15 * 60_000;

/** A roll-up that is due is made within this time. */
const ROLLUP_EVERY_MS = 15 * 60_000;
/** The engine's clock is UTC: 20:30 there is half past four in the morning in Beijing, when the night's wakes are through. */
const NIGHTLY_UTC = { hour: 20, minute: 30 };

type Recurring = { readonly id: string; readonly workflowType: string; readonly spec: ScheduleOptions['spec']; readonly catchupWindow: '1 minute' | '1 day' };

/** Makes the schedules what this version says, whether they exist or not. */
export const registerSchedules = async (client: Client, taskQueue = TASK_QUEUE, everyMs = RECONCILE_EVERY_MS): Promise<void> => {
  await registerSchedule(client, taskQueue, { id: RECONCILE_SCHEDULE_ID, workflowType: RECONCILE_WORKFLOW, spec: { intervals: [{ every: everyMs }] }, catchupWindow: '1 minute' });
  await registerSchedule(client, taskQueue, { id: ROLLUP_SCHEDULE_ID, workflowType: ROLLUP_WORKFLOW, spec: { intervals: [{ every: ROLLUP_EVERY_MS }] }, catchupWindow: '1 minute' });
  // A machine that was off at night searches when it is on again.
  await registerSchedule(client, taskQueue, { id: LOOK_BACK_TRIGGERS_SCHEDULE_ID, workflowType: LOOK_BACK_TRIGGERS_WORKFLOW, spec: { calendars: [NIGHTLY_UTC] }, catchupWindow: '1 day' });
};

/** One left over from an older version would otherwise go on with its old times for ever. */
const registerSchedule = async (client: Client, taskQueue: string, { id, workflowType, spec, catchupWindow }: Recurring): Promise<void> => {
  const options: Omit<ScheduleOptions, 'scheduleId'> = {
    spec,
    action: { type: 'startWorkflow', workflowType, workflowId: id, taskQueue, args: [] },
    // One at a time; and after an outage one run is as good as a hundred.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow, pauseOnFailure: false },
  };
  try {
    await client.schedule.create({ scheduleId: id, ...options });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec: newSpec, action, policies } = options;
    // Whether somebody has paused it stays as it is.
    await client.schedule.getHandle(id).update(({ state }) => ({ spec: newSpec, action, policies: policies ?? {}, state }));
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
