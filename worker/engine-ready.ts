import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

/** Closed issues stay readable in the engine's own page for this long; the ledger keeps them for ever. */
const RETENTION_DAYS = 366;
export const RETENTION_SECONDS = RETENTION_DAYS * 86_400;
const SERVICE = 'temporal.api.workflowservice.v1.WorkflowService';
/** gRPC health: 1 is SERVING. */
const SERVING = 1;

const isReady = async (address: string, namespace: string): Promise<boolean> => {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    const health = await connection.healthService.check({ service: SERVICE });
    if (health.status !== SERVING) return false;
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: { seconds: RETENTION_SECONDS } as never },
    });
    return true;
  } finally {
    await connection.close();
  }
};

/**
 * Waits until the server at `address` serves and its namespace is there, with our retention.
 * Answers false after `withinMs`, or as soon as `gaveUp` says that waiting is pointless.
 * Nobody is asked before `isItsPort`.
 */
export const untilReady = async (
  address: string,
  namespace: string,
  options: { withinMs: number; gaveUp: () => boolean; isItsPort?: () => boolean },
): Promise<boolean> => {
  for (const until = Date.now() + options.withinMs; Date.now() < until && !options.gaveUp(); await sleep(50)) {
    try {
      if (options.isItsPort?.() === false) continue;
      if (await isReady(address, namespace)) return true;
    } catch {
      // not yet: refused, unavailable, or the namespace is still being made
    }
  }
  return false;
};
