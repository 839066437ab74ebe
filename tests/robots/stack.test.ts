import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { dispatchDue } from '../../activities/dispatch.ts';
import { HuitoukanClient } from '../../client/client.ts';
import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import { dayOf } from '../../domain/time.ts';
import { listDeliveries } from '../../ledger/delivery-lists.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { freshDatabase } from '../../ledger/test-cluster.ts';
import { startStack } from '../../worker/stack.ts';
import { PARTIES, PEOPLE, POSTS } from '../rig-people.ts';
import { until } from '../rig.ts';
import { startRobotServer } from './robot-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'huitoukan-robots-'));
const data = join(folder, 'data');
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('from channels.yaml to the group: a real issue’s notice, and by mail whom no robot knows', { timeout: 90_000 }, async () => {
  vi.stubEnv('HUITOUKAN_ROBOTS_LOOPBACK', '1');
  const robot = await startRobotServer({ kind: 'feishu', secret: 'SECabcdefgh12345678' });
  vi.stubEnv('TOWN_ROBOT', robot.webhook);
  mkdirSync(data);
  const settings = { robots: [{ id: 'town', kind: 'feishu', webhook: 'env:TOWN_ROBOT', secret: 'SECabcdefgh12345678', show: 'title' }], people: { 'p-owner': { channel: 'town', userId: 'ou_zhang' } } };
  writeFileSync(join(data, 'channels.yaml'), JSON.stringify(settings), { mode: 0o600 });
  // The tests' own cluster: starting another would take longer than all the rest.
  const database = await freshDatabase();
  vi.stubEnv('DATABASE_URL', database.url);
  const stack = await startStack({ dataFolder: data });
  const client = await HuitoukanClient.connect(stack);
  try {
    const at = Date.now();
    const feedback = dayOf(at);
    await saveDirectory(client.ledger, PEOPLE, POSTS, feedback);
    const head = { id: 'r1', title: '常规巡察', unit: '青石镇党委', inspector: '县委第一巡察组', feedback, parties: { head: PARTIES.head, supervision: PARTIES.supervision, team: PARTIES.team } };
    const draft = { type: 'open', round: 'r1', category: '政治建设', kind: 'immediate', feedback, due: null, standing: 'assigned' } as const;
    const drafts = [
      { ...draft, number: '7', title: '学用结合不紧密', parties: PARTIES },
      { ...draft, number: '8', title: '公务接待不规范', parties: { ...PARTIES, owner: 'person:p-second' as const } },
    ];
    await client.openRound({ head, policy: await loadPolicy('default'), days: publishedDayTable(), drafts, record: {}, at }, 'p-sup');
    const opened = async () => (await listDeliveries(client.ledger, { limit: 1_000 })).filter((row) => row.topic === 'opened');
    await until(async () => (await opened()).length >= 2, 'both to be opened');
    // By day other notices may be due sooner.
    const now = Math.max(at, ...(await opened()).map(({ notBefore }) => notBefore));
    await dispatchDue({ db: client.ledger, channels: stack.channels, chooseRobot: stack.chooseRobot }, { now, signal: new AbortController().signal });
    const told = (await opened()).map(({ recipient, via, state }) => `${recipient} ${via} ${state}`).sort();
    expect(told).toEqual(['p-owner robot:town accepted', 'p-second mail accepted']);
    expect(robot.posted).toMatchObject([{ called: ['ou_zhang'], text: expect.stringMatching(/张三：.*第7号[^]*学用结合不紧密/) as string }]);
  } finally {
    await client.close();
    await stack.stop();
    await robot.close();
    await database.drop();
  }
});
