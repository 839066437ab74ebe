import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoPerson } from '../../client/api/demo.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { demoPeople } from '../../client/demo/demo-people.ts';
import { PaperRound } from '../paper-round.ts';
import { ApiKit, cookiesOf } from './kit.ts';

/** The day on which the demo's play ended: its page counts from there. */
const PLAYED_TO = Date.parse('2027-09-01T02:00:00Z');

/** No engine runs here: the page of a demo and that of a real instance on two ledgers. */
let demo: { readonly paper: PaperRound; readonly kit: ApiKit; readonly people: readonly DemoPerson[] };
let real: { readonly paper: PaperRound; readonly kit: ApiKit };
const clientOf = (paper: PaperRound): HuitoukanClient => ({ ledger: paper.db }) as unknown as HuitoukanClient;

beforeAll(async () => {
  const [played, kept] = await Promise.all([PaperRound.open([{}]), PaperRound.open([{}])]);
  const people = await demoPeople(played.db, '2026-03-02');
  demo = { paper: played, people, kit: await ApiKit.start(clientOf(played), { demo: people, now: () => PLAYED_TO }) };
  real = { paper: kept, kit: await ApiKit.start(clientOf(kept)) };
}, 60_000);
afterAll(async () => {
  for (const { kit, paper } of [demo, real]) {
    await kit?.close();
    await paper?.drop();
  }
});

describe('the demo', () => {
  test('offers everybody with a part in it by role, and its administrator', async () => {
    const { people } = (await demo.kit.anonymous('GET', '/api/demo')).body as { people: { username: string; role: { zh: string } }[] };
    expect(people.map(({ username, role }) => `${role.zh} ${username}`)).toEqual(['督查室（巡察办） p-sup', '巡察组 p-team', '巡察组 p-team2', '上级分管领导 p-superior', '主要负责人 p-head', '责任领导 p-leader', '责任人 p-owner', '查阅者（经授权查看轮次，不办件） reader', '管理员（管账号和设置，不参与办件） administrator']);
    expect(JSON.stringify(people)).not.toContain('password');
    expect(demo.kit.served.firstLink).toBeNull();
  });

  test('signs in each of them by a button, and nobody else', async () => {
    for (const { username, person } of demo.people) {
      const answer = await demo.kit.anonymous('POST', '/api/demo/session', { username });
      expect(answer.status, username).toBe(200);
      expect((await demo.kit.with({ cookie: cookiesOf(answer) })('GET', '/api/me')).body).toMatchObject({ username, person, now: PLAYED_TO });
    }
    const reader = demo.kit.with({ cookie: cookiesOf(await demo.kit.anonymous('POST', '/api/demo/session', { username: 'reader' })) });
    expect((await reader('GET', '/api/me')).body).toMatchObject({ standings: ['reader'] });
    expect((await reader('GET', '/api/issues')).body).toMatchObject({ total: 1 });
    expect((await demo.kit.anonymous('POST', '/api/demo/session', { username: 'p-second' })).body).toMatchObject({ code: 'SIGN_IN_FAILED', status: 401 });
  });
});

describe('a real instance', () => {
  test('has no such route, and its page no such mark', async () => {
    await real.kit.account({ username: 'p-sup', person: 'p-sup' });
    expect((await real.kit.anonymous('GET', '/api/demo')).body).toMatchObject({ code: 'UNKNOWN_ROUTE', status: 404 });
    expect((await real.kit.anonymous('POST', '/api/demo/session', { username: 'p-sup' })).body).toMatchObject({ code: 'UNKNOWN_ROUTE', status: 404 });
    const page = String((await real.kit.anonymous('GET', '/')).body['text']);
    expect(page).not.toContain('name="demo" content="yes"');
    expect(page).not.toContain('__DEMO__');
  });

  test('would refuse people of a demo where it has accounts of its own', async () => {
    await expect(ApiKit.start(clientOf(real.paper), { demo: demo.people })).rejects.toMatchObject({ code: 'NOT_A_DEMO' });
  });

  test('is given people of a demo by the demo alone', () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const sources = ['client', 'worker', 'bin'].flatMap((room) => readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|mjs)$/.test(file)).map((file) => `${room}/${file}`));
    expect(sources.filter((file) => /\bdemoPeople\(/.test(readFileSync(join(root, file), 'utf8')))).toEqual(['client/demo/linger.ts']);
    // `serveWeb` takes them as its fifth: start and serve give four.
    for (const file of ['client/start.ts', 'client/web.ts']) expect(readFileSync(join(root, file), 'utf8')).not.toMatch(/serveWeb\([^)]*\), '(?:warn|info)',/);
    for (const [file, level] of [['client/start.ts', 'warn'], ['client/web.ts', 'info']] as const) expect(readFileSync(join(root, file), 'utf8')).toMatch(new RegExp(`await serveWeb\\([^;]*'${level}'\\);`));
  });
});
