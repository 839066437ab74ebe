import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startRig, type Rig } from '../rig.ts';
import { ApiKit, type Send } from './kit.ts';

/** What is too much is refused with the way out, in both languages, and leaves nothing behind. */
let rig: Rig;
let kit: ApiKit;
let owner: Send;
const MOST = 2_000;

beforeAll(async () => {
  vi.stubEnv('HUITOUKAN_EVIDENCE_MAX_BYTES', String(MOST));
  rig = await startRig();
  kit = await ApiKit.start(rig.client);
  await rig.openRound([{}], 'r1');
  owner = await kit.person('p-owner');
  await owner('POST', '/api/issues/r1/1/acts', { type: 'accept' });
}, 120_000);
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await kit?.close();
  await rig?.close();
}, 60_000);

const formOf = (...parts: readonly (readonly [name: string, value: string | Blob])[]): FormData => {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, '纪要.txt');
  }
  return form;
};
const handIn = (form: FormData) => owner('POST', '/api/issues/r1/1/evidence', form);

test('a file beyond the limit is refused, one at the limit is not, and nothing of the first is kept', async () => {
  vi.stubEnv('HUITOUKAN_EVIDENCE_MAX_BYTES', String(MOST));
  const before = readdirSync(kit.evidence, { recursive: true }).length;
  for (const size of [MOST + 1, MOST * 50]) expect((await handIn(formOf(['file', new Blob(['纪'.repeat(size).slice(0, size)])]))).body, String(size)).toMatchObject({ status: 413, code: 'EVIDENCE_TOO_LARGE' });
  expect(readdirSync(kit.evidence, { recursive: true })).toHaveLength(before);
  expect((await handIn(formOf(['file', new Blob(['a'.repeat(MOST)])]))).body).toMatchObject({ size: MOST });
});

test('a form with more than it can have is refused in both languages', async () => {
  const many = Array.from({ length: 12 }, (_none, n) => [`f${n}`, 'x'] as const);
  expect((await handIn(formOf(...many, ['file', new Blob(['一'])]))).body).toMatchObject({ status: 400, code: 'INVALID_REQUEST', zh: expect.stringContaining('过多'), en: expect.stringContaining('limit') });
  expect((await handIn(formOf(['measure', 'm1']))).body).toMatchObject({ status: 400, code: 'INVALID_REQUEST', where: { field: 'file' } });
});

test('what is no JSON is said to be none, in both languages', async () => {
  const cookie = await kit.sessionOf(await kit.account({ username: 'typist' }));
  const send = async (body: string) => (await (await fetch(`${kit.served.address}/api/me/tokens`, { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }, body })).json()) as object;
  expect(await send('{"name":')).toMatchObject({ status: 400, code: 'INVALID_REQUEST', zh: expect.stringContaining('不是正确的 JSON'), en: expect.stringContaining('JSON') });
  expect(await send('')).toMatchObject({ status: 400, code: 'INVALID_REQUEST', zh: expect.stringContaining('为空') });
});

test('who asks too often is told when to come again; others are answered', async () => {
  const few = await ApiKit.start(rig.client, { perMinute: 3 });
  try {
    const answers = [];
    for (let turn = 0; turn < 4; turn += 1) answers.push(await few.anonymous('GET', '/api/health'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers.at(-1)?.body).toMatchObject({ code: 'TOO_MANY_REQUESTS', where: { after: expect.any(Number) } });
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await kit.anonymous('GET', '/api/health')).status).toBe(200);
  } finally {
    await few.close();
  }
});

test('an account has its own limit, whoever else sits behind the same address; what is refused counts for the address', async () => {
  const few = await ApiKit.start(rig.client, { perMinute: 3 });
  const timesUntil = async (send: Send, status: number): Promise<number> => {
    for (let turn = 1; turn < 50; turn += 1) if ((await send('GET', '/api/me')).status === status) return turn;
    return 0;
  };
  try {
    const [leader, head] = [await few.person('p-leader'), await few.person('p-head')];
    expect(await timesUntil(leader, 429)).toBe(4);
    expect((await head('GET', '/api/me')).status).toBe(200);
    // Ten times as many of one address, those included that nobody is known to have sent.
    expect(await timesUntil(few.with({ authorization: 'Bearer htk_made-up' }), 429)).toBe(30 - 5 + 1);
    expect((await head('GET', '/api/me')).status).toBe(429);
  } finally {
    await few.close();
  }
});

test('whoever looks for everything that one person has to do with is on record', async () => {
  const office = await kit.person('p-sup');
  await office('GET', '/api/issues?part=person:p-owner');
  await office('GET', '/api/issues?owner=person:p-second,person:p-owner&leader=post:leader');
  await office('GET', '/api/issues?sort=-openedAt');
  const { rows } = await sql<{ subject: string | null }>`select subject from access_log where action = 'GET /api/issues' order by position`.execute(rig.db);
  expect(rows).toEqual([{ subject: 'p-owner' }, { subject: 'p-second' }, { subject: 'p-owner' }, { subject: 'post:leader' }]);
  const { entries } = (await office('GET', '/api/access-log?limit=2')).body as { entries: { about: { zh: string } | null }[] };
  // By name, a post with who holds it; what is about nobody says so.
  expect(entries.map(({ about }) => about?.zh)).toEqual([undefined, expect.stringMatching(/^\p{Script=Han}+（\p{Script=Han}+）$/u)]);
});
