import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { ReconcileActivities } from '../activities/reconcile.ts';

const { reconcileLedger } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '1 minute',
  // Not for ever: the schedule starts the next one anyway, and a run that is missing is the alarm.
  retry: { initialInterval: '5 seconds', maximumInterval: '1 minute', maximumAttempts: 5 },
});

export const RECONCILE_WORKFLOW = 'reconcileWorkflow';
export const RECONCILE_SCHEDULE_ID = 'reconcile';

/** 对账: compares the ledger with what should have happened, and repairs it. Started by a schedule. */
export async function reconcileWorkflow(): Promise<void> {
  const { issues, planned, withdrawn, recovered, overdue } = await reconcileLedger({ now: Date.now() });
  setCurrentDetails(`核对${issues}个问题：补记${planned}条，撤回${withdrawn}条，接管${recovered}条，滞后${overdue}条`);
}
