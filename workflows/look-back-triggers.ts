import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { TriggerActivities } from '../activities/look-back-triggers.ts';

const { followLookBackCalls } = proxyActivities<TriggerActivities>({
  startToCloseTimeout: '30 minutes',
  // Not for ever: the schedule starts the next one the night after, and that one finds what this one missed.
  retry: { initialInterval: '5 seconds', maximumInterval: '5 minutes', maximumAttempts: 5 },
});

export const LOOK_BACK_TRIGGERS_WORKFLOW = 'lookBackTriggersWorkflow';
export const LOOK_BACK_TRIGGERS_SCHEDULE_ID = 'look-back-triggers';

/** 触发回头看: looks every night for what calls for look-backs. Started by a schedule. */
export async function lookBackTriggersWorkflow(): Promise<void> {
  const { found, planned, notPlanned, proposed } = await followLookBackCalls({ now: Date.now() });
  setCurrentDetails(`新发现${found}条；安排${planned}个，未能安排${notPlanned}个，待定${proposed}个`);
}
