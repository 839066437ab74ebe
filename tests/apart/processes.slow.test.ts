import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HuitoukanClient } from '../../client/client.ts';
import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import { dayOf } from '../../domain/time.ts';
import { createAccount } from '../../ledger/accounts.ts';
import { issueToken } from '../../ledger/api-tokens.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { loadKeyRing } from '../../worker/codec-keys.ts';
import { makeDataConverter } from '../../worker/codec.ts';
import { temporaryFolder } from '../platform/helpers.ts';
import { PARTIES, PEOPLE, POSTS } from '../rig-people.ts';
import { until } from '../rig.ts';
import { otherSide, Service } from './kit.ts';

const PAGE = /页面 \/ page: (http\S+)\//;
const HEALTH = /health: (http\S+)\/readyz/;

/** A round of two issues, opened by a client as any other process would. */
const openRound = async (client: HuitoukanClient): Promise<void> => {
  const at = Date.now();
  const feedback = dayOf(at);
  await saveDirectory(client.ledger, PEOPLE, POSTS, feedback);
  const head = { id: 'r1', title: '常规巡察', unit: '青石镇党委', inspector: '县委第一巡察组', feedback, parties: { head: PARTIES.head, supervision: PARTIES.supervision, team: PARTIES.team } };
  const drafts = ['1', '2'].map((number) => ({ type: 'open', round: 'r1', number, title: `第${number}个问题`, category: '政治建设', kind: 'immediate', parties: PARTIES, feedback, due: null, standing: 'assigned' }) as const);
  await client.openRound({ head, policy: await loadPolicy('default'), days: publishedDayTable(), drafts, record: {}, at }, 'p-sup');
  await until(async () => (await client.ledger.selectFrom('round').select('status').where('status', '=', 'running').executeTakeFirst()) !== undefined, 'the round to run');
  await until(async () => (await client.ledger.selectFrom('issue').select('id').execute()).length === 2, 'both issues to be there');
};

const ownersToken = async ({ ledger }: HuitoukanClient): Promise<string> => {
  const account = await createAccount(ledger, { username: 'owner', name: '张三', person: 'p-owner', administrator: false });
  return (await issueToken(ledger, account, { name: 'test', scopes: ['read', 'act'], days: 1 }, account, Date.now())).token;
};

test('two workers and two web processes on one ledger and one engine: what one does the other shows, one may die, all stop cleanly', { timeout: 240_000 }, async () => {
  const env = await otherSide();
  // All at once, on an empty database: one of them makes the schema, the keys and the namespace.
  const workers = [new Service(['work'], env), new Service(['work'], env)] as const;
  const webs = [new Service(['serve'], env), new Service(['serve'], env)] as const;
  const addresses = await Promise.all([...webs.map((web) => web.tells(PAGE)), ...workers.map((worker) => worker.tells(HEALTH))]);
  for (const address of addresses) {
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ ledger: true, engine: true });
  }
  const [webOne = '', webTwo = ''] = addresses;

  const client = await HuitoukanClient.connect({
    connection: { address: env.TEMPORAL_ADDRESS },
    namespace: 'county',
    ledgerUrl: env.DATABASE_URL,
    dataConverter: makeDataConverter(loadKeyRing(env.HUITOUKAN_DATA, 'county', { make: false })),
  });
  try {
    await openRound(client);
    const headers = { authorization: `Bearer ${await ownersToken(client)}`, 'content-type': 'application/json' };
    const act = (web: string, issue: number, body: object) => fetch(`${web}/api/issues/r1/${issue}/acts`, { method: 'POST', headers, body: JSON.stringify(body) });
    const statusAt = async (web: string, issue: number): Promise<unknown> => ((await (await fetch(`${web}/api/issues?number=${issue}`, { headers })).json()) as { issues: { status: string }[] }).issues[0]?.status;

    const first = await act(webOne, 1, { type: 'accept' });
    expect([first.status, await first.text()]).toEqual([200, expect.stringContaining('accepted')]);
    expect(await statusAt(webTwo, 1)).toBe('rectifying');
    // Whichever of the two had the issue in memory: the other takes it over.
    workers[0].child.kill('SIGKILL');
    expect((await act(webTwo, 1, { type: 'report-progress', note: '已修订制度' })).status).toBe(200);
    expect((await act(webTwo, 2, { type: 'accept' })).status).toBe(200);
    expect(await statusAt(webOne, 2)).toBe('rectifying');
  } finally {
    await client.close();
  }

  const lost = new Service(['serve'], { ...env, HUITOUKAN_DATA: temporaryFolder() });
  expect(await lost.ended).toBe(3);
  expect(lost.said).toMatch(/DATA_FOLDER_NOT_SHARED[^]*migrate --take-folder/);

  expect(await Promise.all([webs[0], webs[1], workers[1]].map((service) => service.stop()))).toEqual([0, 0, 0]);
  expect(readdirSync(env.HUITOUKAN_DATA).toSorted()).toEqual(['codec-keys.json', 'evidence', 'folder-id', 'instance.lock', 'mailbox', 'web-secret']);
  expect(readdirSync(join(env.HUITOUKAN_DATA, 'evidence'))).toEqual([]);
});

test('whoever starts them without their settings, or without the other side, is told which and what to do', { timeout: 60_000 }, async () => {
  const bare = new Service(['work'], { HUITOUKAN_DATA: temporaryFolder() });
  expect(await bare.ended).toBe(2);
  expect(bare.said).toMatch(/SETTING_MISSING[^]*DATABASE_URL=[^]*TEMPORAL_ADDRESS=[^]*HUITOUKAN_SMTP=/);
  const nobody = new Service(['serve'], { HUITOUKAN_DATA: temporaryFolder(), DATABASE_URL: 'postgres://u:geheim@127.0.0.1:9/none', TEMPORAL_ADDRESS: '127.0.0.1:9', HUITOUKAN_START_WAIT_SECONDS: '1' });
  expect(await nobody.ended).toBe(3);
  expect(nobody.said).toMatch(/尚未应答，等待中[^]*LEDGER_NOT_REACHABLE[^]*127\.0\.0\.1:9\/none[^]*DATABASE_URL/);
  expect(nobody.said).not.toContain('geheim');
});
