import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { actUpdate } from '../../workflows/messages.ts';
import { startRig, type Rig } from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const away = async (gone: boolean): Promise<void> => {
  const admin = new pg.Client({ connectionString: inject('testLedgerUrl') });
  await admin.connect();
  const name = new URL(rig.database.url).pathname.slice(1);
  await admin.query(`alter database ${name} allow_connections ${gone ? 'false' : 'true'}`);
  if (gone) await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await admin.end();
};

test('while the ledger is away an act waits, its history does not grow, and nothing is lost', { timeout: 90_000 }, async () => {
  const id = await rig.openIssue();
  const handle = rig.client.engine.workflow.getHandle(id);
  await away(true);
  const request = { act: { type: 'accept' }, actor: { person: 'p-owner', posts: [] }, seen: null } as const;
  const update = await handle.startUpdate(actUpdate, { args: [request], updateId: 'while-away', waitForStage: 'ACCEPTED' });
  // Two short local attempts, then the patient activity: from there on a retry costs no event.
  const patient = async (): Promise<boolean> => ((await handle.describe()).raw.pendingActivities ?? []).some((one) => (one.attempt ?? 0) >= 2);
  for (let waited = 0; !(await patient()) && waited < 40; waited += 1) await sleep(500);
  const before = (await handle.describe()).historyLength;
  await sleep(4_000);
  expect((await handle.describe()).historyLength).toBe(before);
  // Nobody was told "done" before the ledger has it.
  expect(await Promise.race([update.result(), sleep(200, 'still waiting')])).toBe('still waiting');
  await away(false);
  expect(await update.result()).toMatchObject({ status: 'rectifying', events: ['accepted'] });
  expect(await rig.events(id)).toEqual(['opened', 'accepted']);
  await rig.closeIssue(id);
  expect((await rig.row(id)).status).toBe('closed');
});
