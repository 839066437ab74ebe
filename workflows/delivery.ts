import { condition, continueAsNew, proxyActivities, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { DispatchActivities } from '../activities/dispatch.ts';
import { instantInWords } from '../domain/time.ts';
import { wakeSignal } from './messages.ts';

const { dispatchDue } = proxyActivities<DispatchActivities>({
  // Above the dispatcher's own limit for a pass, so that it ends by itself.
  startToCloseTimeout: '15 minutes',
  // A killed worker is noticed in this time; the leases of its claims lapse by themselves.
  heartbeatTimeout: '8 seconds',
  // For ever: a ledger that is down for a day delays reminders, it must not end them.
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute' },
});

export type DeliveryInput = {
  /** Looks at the ledger at least this often: what a step planned needs no signal to be seen in time. */
  readonly pollMs: number;
};

export const DELIVERY_WORKFLOW = 'deliveryWorkflow';
export const DELIVERY_WORKFLOW_ID = 'delivery';
/** Between two passes, whatever the ledger says: a fault there must not become a busy loop. */
const PAUSE_MS = 1_000;

/**
 * The dispatcher: hands over what is due, sleeps until the next notice. Everything it knows is in the ledger, so it can be
 * ended and started at any time.
 */
export async function deliveryWorkflow(input: DeliveryInput): Promise<void> {
  let woken = false;
  setHandler(wakeSignal, () => {
    woken = true;
  });
  do {
    woken = false;
    const { sent, failed, nextAt } = await dispatchDue({ now: Date.now() });
    setCurrentDetails(`上一批：送达${sent}件，未成${failed}件。下一批：${nextAt === null ? '暂无' : instantInWords(nextAt)}`);
    const wait = Math.min(input.pollMs, Math.max(PAUSE_MS, (nextAt ?? Infinity) - Date.now()));
    await condition(() => woken, wait);
  } while (!workflowInfo().continueAsNewSuggested);
  await continueAsNew<typeof deliveryWorkflow>(input);
}
