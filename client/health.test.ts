import { expect, test } from 'vitest';
import { serveProbes } from './health.ts';

test('alive is not ready: what is away keeps work from a process, and does not have it restarted', async () => {
  let [alive, ledger] = [true, true];
  const { address, stop } = await serveProbes(0, '127.0.0.1', { isAlive: () => alive, isReady: async () => ({ worker: alive, ledger }) });
  const ask = async (path: string): Promise<unknown[]> => {
    const answer = await fetch(`${address}${path}`);
    return [answer.status, await answer.json()];
  };
  expect(await ask('/readyz')).toEqual([200, { worker: true, ledger: true }]);
  ledger = false;
  expect(await ask('/readyz')).toEqual([503, { worker: true, ledger: false }]);
  expect(await ask('/healthz')).toEqual([200, { alive: true }]);
  alive = false;
  expect(await ask('/healthz')).toEqual([503, { alive: false }]);
  expect(await ask('/metrics')).toEqual([404, {}]);
  await stop();
});
