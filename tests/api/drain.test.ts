import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { HuitoukanClient } from '../../client/client.ts';
import { connect } from '../../ledger/database.ts';
import { freshDatabase } from '../../ledger/test-cluster.ts';
import { ApiKit } from './kit.ts';

test('a server that is told to stop answers what is under way, ends live lines, takes nothing new', async () => {
  const database = await freshDatabase();
  const ledger = connect(database.url);
  const asked: (() => void)[] = [];
  // An engine that takes its time.
  const engine = { workflowService: { getSystemInfo: () => new Promise<void>((resolve) => asked.push(resolve)) } };
  const kit = await ApiKit.start({ ledger, engine } as unknown as HuitoukanClient);
  try {
    const account = await kit.account({ username: 'reader' });
    const live = (await fetch(`${kit.served.address}/api/changes`, { headers: { cookie: await kit.cookiesOf('reader'), 'sec-fetch-site': 'same-origin' } })).body?.getReader();
    expect(account).toBeTruthy();
    const underWay = kit.anonymous('GET', '/api/health');
    while (asked.length === 0) await sleep(10);
    const stopped = kit.served.stop();
    const began = Date.now();
    for (let chunk = await live?.read(); chunk?.done === false; chunk = await live?.read());
    for (const answer of asked) answer();
    expect(await underWay).toMatchObject({ status: 200, body: { up: true, ledger: true, engine: true } });
    await stopped;
    expect(Date.now() - began).toBeLessThan(3_000);
    await expect(kit.anonymous('GET', '/api/health')).rejects.toThrow();
  } finally {
    await kit.close();
    await ledger.destroy();
    await database.drop();
  }
});
