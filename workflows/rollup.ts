import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { RollupActivities } from '../activities/rollup.ts';

const { planRollups } = proxyActivities<RollupActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '2 minutes',
  // Not for ever: the schedule starts the next one anyway, and it makes up for this one.
  retry: { initialInterval: '5 seconds', maximumInterval: '1 minute', maximumAttempts: 5 },
});

export const ROLLUP_WORKFLOW = 'rollupWorkflow';
export const ROLLUP_SCHEDULE_ID = 'rollup';

/** 周报和月度任务清单: makes what is due. Started by a schedule; what was made stands in the ledger, so a gap is covered by one. */
export async function rollupWorkflow(): Promise<void> {
  const { made, planned } = await planRollups({ now: Date.now() });
  setCurrentDetails(`周报、月度任务清单：本次${made}份，计划发送${planned}封`);
}
