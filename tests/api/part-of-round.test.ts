import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PARTIES } from '../rig-people.ts';
import { apiCaller } from '../../client/api/typed-client.ts';
import { issueToken } from '../../ledger/api-tokens.ts';
import { startRig, type Rig } from '../rig.ts';
import { ApiKit, type Send } from './kit.ts';

let rig: Rig;
let kit: ApiKit;
let owner: Send;
let second: Send;
let office: Send;

beforeAll(async () => {
  rig = await startRig();
  kit = await ApiKit.start(rig.client);
  await rig.openRound([{}, { parties: { ...PARTIES, owner: 'person:p-second' } }], 'r1');
  await rig.db.insertInto('common_issue').values({ round_id: 'r1', number: 'G1', title: '公务接待超标准', category: '作风建设', kind: 'dated', phase: 'open', since: 0, seq: 1 }).execute();
  await sql`update issue set common_number = 'G1', common_unit = 'u1' where id = 'issue/r1/1'`.execute(rig.db);
  [owner, second, office] = [await kit.person('p-owner'), await kit.person('p-second'), await kit.person('p-sup')];
}, 120_000);
afterAll(async () => {
  await kit?.close();
  await rig?.close();
}, 60_000);

test('a common issue in which one has no part does not exist for him', async () => {
  expect((await office('GET', '/api/rounds/r1/common/G1')).body).toMatchObject({ row: { title: '公务接待超标准' }, whole: { units: 1 } });
  expect((await owner('GET', '/api/rounds/r1/common/G1')).body).toMatchObject({ parts: [{ number: '1' }] });
  const [hidden, missing] = [await second('GET', '/api/rounds/r1/common/G1'), await second('GET', '/api/rounds/r1/common/G2')];
  expect(hidden).toMatchObject({ status: 404, body: { code: 'UNKNOWN_ISSUE' } });
  expect(Object.keys(hidden.body)).toEqual(Object.keys(missing.body));
});

test('who has one issue reads where its round stands, not what happened to the others', async () => {
  await office('POST', '/api/rounds/r1/acts', { type: 'record-outcome', kind: 'accountability', count: 2, form: 1, source: '处分决定' });
  const whole = (await office('GET', '/api/rounds/r1')).body as { events: unknown[]; outcomes: unknown[] };
  expect([whole.events.length > 1, whole.outcomes.length]).toEqual([true, 1]);
  const part = await second('GET', '/api/rounds/r1');
  expect(part).toMatchObject({ status: 200, body: { round: { id: 'r1' }, events: [], outcomes: [] } });
  expect((await second('GET', '/api/rounds/r1/history')).status).toBe(403);
});

test('a page of another list, or of none, is refused by name and not by the database', async () => {
  const cursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');
  for (const place of [[0, 'issue/r1/1', Number.MAX_SAFE_INTEGER], [0, 'issue/r1/\u0000', 1], [-1.5, 'x', 1]]) expect((await office('GET', `/api/history?cursor=${cursor(place)}`)).body, JSON.stringify(place)).toMatchObject({ code: 'INVALID_CURSOR' });
  for (const [sort, value] of [['number', 'x\u0000'], ['version', ''], ['version', ' 1'], ['closedAt', '12'], ['dueCurrent', '2026-02-30'], ['slipped', 'yes']]) expect((await office('GET', `/api/issues?sort=${sort}&cursor=${cursor([value, 'issue/r1/1'])}`)).body, `${sort} ${value}`).toMatchObject({ code: 'INVALID_CURSOR' });
  for (const path of ['/api/issues?title=%00', '/api/issues?owner=a,%00', '/api/issues?part=person:%00', '/api/history?subject=%00', '/api/history?types=%00', '/api/deliveries?round=%00', '/api/access-log?person=%00', '/api/people/%00/notices', '/api/policies/%00'])
    expect((await office('GET', path)).status, path).toBeLessThan(500);
  expect((await office('POST', '/api/bulk', { issues: ['r1/\u0000'], act: { type: 'accept' } })).status).toBeLessThan(500);
  expect((await office('POST', '/api/issues/r1/2/acts', { type: 'remind', note: '看\u0000看' })).status).toBeLessThan(500);
});

test('a notice of the round itself that has to be confirmed stands among what is to be confirmed, until it is', async () => {
  const head = await kit.person('p-head');
  await sql`
    insert into delivery (id, issue_id, round_id, cycle, step, recipient, channel, parties, role, kind, topic, acknowledge, alone, origin, not_before, message_id, planned_at, state, settled_at)
    values ('told', 'round/r1', 'r1', 1, 'round-plan#1:T+1', 'p-head', 'mail', '["post:head"]', 'head', 'urging', 'round-plan', true, true, 'ladder', 0, 'told@x', 0, 'accepted', 1)`.execute(rig.db);
  const toConfirm = async () => (await head('GET', '/api/todo')).body['toConfirm'] as { issue: string; step: string; topic: { zh: string } }[];
  expect(await toConfirm()).toMatchObject([{ issue: 'round/r1', step: 'round-plan#1:T+1', topic: { zh: '报送整改方案' } }]);
  expect((await head('POST', '/api/rounds/r1/acts', { type: 'acknowledge', step: 'round-plan#1:T+1' })).body).toMatchObject({ events: ['round-acknowledged'] });
  expect(await toConfirm()).toEqual([]);
});

test('a program in TypeScript asks by the names of the routes, and is refused in the rules’ own words', async () => {
  const { rows } = await sql<{ id: string }>`select id from account where username = 'p-sup'`.execute(rig.db);
  const { token } = await issueToken(rig.db, rows[0]?.id ?? '', { name: 'test', scopes: ['read'], days: 1 }, 'test', Date.now());
  const call = apiCaller({ address: kit.served.address, token });
  expect((await call('GET /api/issues', { query: { sort: '-number', limit: 1 } })).issues.map(({ number }) => number)).toEqual(['2']);
  expect((await call('GET /api/rounds/:round', { params: { round: 'r1' } })).round.id).toBe('r1');
  await expect(call('POST /api/issues/:round/:number/acts', { params: { round: 'r1', number: '2' }, body: { type: 'remind', note: '请抓紧' } })).rejects.toMatchObject({ code: 'SCOPE_MISSING', zh: expect.any(String) });
});
