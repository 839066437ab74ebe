import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveDirectory } from '../../ledger/directory.ts';
import { dayOf } from '../../domain/time.ts';
import { freshDatabase, type FreshDatabase } from '../../ledger/test-cluster.ts';
import { listSessions } from '../../ledger/accounts.ts';
import { connect } from '../../ledger/database.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { PEOPLE, POSTS } from '../rig-people.ts';
import { ApiKit, cookiesOf, PASSWORD, type Send } from './kit.ts';

/** Accounts need the ledger only: no engine runs here. */
let database: FreshDatabase;
let kit: ApiKit;
let client: HuitoukanClient;
beforeAll(async () => {
  database = await freshDatabase();
  const ledger = connect(database.url);
  await saveDirectory(ledger, PEOPLE, POSTS, dayOf(Date.now()));
  client = { ledger } as unknown as HuitoukanClient;
  kit = await ApiKit.start(client);
}, 60_000);
afterAll(async () => {
  await kit.close();
  await client.ledger.destroy();
  await database.drop();
});

const tokenIn = (link: unknown): string => String(link).split('/').at(-1) ?? '';

describe('the first start', () => {
  test('prints a one-time link that makes the administrator, and no password comes with the program', async () => {
    const token = tokenIn(kit.served.firstLink);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const stored = JSON.stringify(await client.ledger.selectFrom('person').selectAll().execute()) + JSON.stringify((await import('kysely').then(({ sql }) => sql`select * from invitation`.execute(client.ledger))).rows);
    expect(stored).not.toContain(token);
    // Looking does not use it up: mail scanners look.
    for (let look = 0; look < 2; look += 1) expect((await kit.anonymous('POST', '/api/invitation', { token })).body).toEqual({ username: 'administrator', name: '管理员', administrator: true });
    expect((await kit.anonymous('POST', '/api/invitation/accept', { token, password: 'short' })).body).toMatchObject({ code: 'PASSWORD_TOO_SHORT', status: 422 });
    expect((await kit.anonymous('POST', '/api/invitation/accept', { token, password: 'administrator1' })).body).toMatchObject({ code: 'PASSWORD_TOO_EASY' });
    const both = await Promise.all([1, 2].map(() => kit.anonymous('POST', '/api/invitation/accept', { token, password: PASSWORD })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
    expect((await kit.anonymous('POST', '/api/invitation/accept', { token, password: PASSWORD })).body).toMatchObject({ code: 'INVITATION_INVALID' });
    const admin = await kit.signIn('administrator');
    expect((await admin('GET', '/api/me')).body).toMatchObject({ username: 'administrator', person: null, standings: ['administrator'] });
  });

  test('an administrator has no part in the cases, and belongs to no person', async () => {
    const admin = await kit.signIn('administrator');
    for (const path of ['/api/issues', '/api/todo', '/api/rounds', '/api/deliveries', '/api/access-log']) expect((await admin('GET', path)).body).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
    expect((await admin('POST', '/api/accounts', { username: 'mixed', name: '周九', person: 'p-superior', administrator: true })).body).toMatchObject({ code: 'ADMINISTRATOR_HAS_NO_PERSON' });
  });
});

describe('accounts', () => {
  let admin: Send;
  beforeAll(async () => {
    admin = await kit.signIn('administrator');
  });

  test('an invited person chooses a password and is what the directory says', async () => {
    const made = await admin('POST', '/api/accounts', { username: 'LiSi', name: '李四', person: 'p-sup' });
    expect(made.status).toBe(201);
    await kit.anonymous('POST', '/api/invitation/accept', { token: tokenIn(made.body['link']), password: PASSWORD });
    const person = await kit.signIn('lisi');
    expect((await person('GET', '/api/me')).body).toMatchObject({ person: 'p-sup', standings: ['official'], posts: ['督查室主任（李四）'] });
    expect((await admin('POST', '/api/accounts', { username: 'lisi', name: '李四' })).body).toMatchObject({ code: 'ACCOUNT_EXISTS', status: 409 });
    expect((await admin('POST', '/api/accounts', { username: 'lisi2', name: '李四', person: 'p-sup' })).body).toMatchObject({ code: 'ACCOUNT_OF_PERSON_EXISTS' });
    expect((await admin('POST', '/api/accounts', { username: 'nobody', name: '无', person: 'p-none' })).body).toMatchObject({ code: 'UNKNOWN_PERSON' });
    expect((await person('POST', '/api/accounts', { username: 'own', name: '自建' })).body).toMatchObject({ code: 'NOT_ALLOWED', status: 403 });
    // Who leaves is nobody here any more, whatever session is open.
    await saveDirectory(client.ledger, [], [{ id: 'sup', title: '督查室主任', unit: '临江县', holders: ['p-sup'], duty: 'supervision' }], dayOf(Date.now()));
    expect((await person('GET', '/api/me')).body).toMatchObject({ standings: ['office', 'official'] });
  });

  test('sessions are listed and ended one by one; a closed account is out at once', async () => {
    const id = await kit.account({ username: 'leader', person: 'p-leader' });
    const [first, second] = [await kit.signIn('leader'), await kit.signIn('leader')];
    const { sessions } = (await first('GET', '/api/me/sessions')).body as { sessions: { id: string; current: boolean }[] };
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    const other = sessions.find(({ current }) => !current)?.id ?? '';
    expect((await first('DELETE', `/api/me/sessions/${other}`)).status).toBe(200);
    expect((await second('GET', '/api/me')).body).toMatchObject({ code: 'NOT_SIGNED_IN', status: 401 });
    expect((await first('DELETE', `/api/me/sessions/${other}`)).body).toMatchObject({ code: 'UNKNOWN_SESSION' });
    expect((await admin('POST', `/api/accounts/${id}/disable`)).status).toBe(200);
    expect((await first('GET', '/api/me')).status).toBe(401);
    expect((await kit.anonymous('POST', '/api/session', { username: 'leader', password: PASSWORD })).body).toMatchObject({ code: 'SIGN_IN_FAILED' });
    await admin('POST', `/api/accounts/${id}/enable`);
    const third = await kit.signIn('leader');
    expect((await third('DELETE', '/api/session')).status).toBe(200);
    expect((await third('GET', '/api/me')).status).toBe(401);
  });

  test('guessing is slowed down, and says no more of an account that there is than of one that there is not', async () => {
    await kit.account({ username: 'target' });
    const guess = (username: string) => kit.anonymous('POST', '/api/session', { username, password: 'wrong guess 1' });
    const [known, unknown] = [await guess('target'), await guess('stranger')];
    expect(known.status).toBe(401);
    expect({ ...known.body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
    for (let more = 0; more < 7; more += 1) await guess('target');
    expect((await kit.anonymous('POST', '/api/session', { username: 'target', password: PASSWORD })).body).toMatchObject({ code: 'TOO_MANY_FAILURES', status: 429 });
  }, 30_000);

  test('nor does an open session guess the password any faster', async () => {
    const open = kit.with({ cookie: await kit.sessionOf(await kit.account({ username: 'left-open' })) });
    const guesses = [...Array.from({ length: 4 }, () => open('POST', '/api/me/password', { current: 'not the one', next: 'another good 9' })), ...Array.from({ length: 4 }, () => open('POST', '/api/me/second-factor', { password: 'not the one' }))];
    expect((await Promise.all(guesses)).map(({ body }) => body['code'])).toEqual(Array<string>(8).fill('PASSWORD_WRONG'));
    expect((await open('DELETE', '/api/me/second-factor', { password: PASSWORD })).body).toMatchObject({ code: 'TOO_MANY_FAILURES', status: 429 });
  }, 30_000);

  test('a changed password ends the other sessions', async () => {
    await kit.account({ username: 'changer' });
    const [one, two] = [await kit.signIn('changer'), await kit.signIn('changer')];
    expect((await one('POST', '/api/me/password', { current: 'not the one', next: 'another good 9' })).body).toMatchObject({ code: 'PASSWORD_WRONG' });
    expect((await one('POST', '/api/me/password', { current: PASSWORD, next: 'another good 9' })).status).toBe(200);
    expect((await two('GET', '/api/me')).status).toBe(401);
    await kit.signIn('changer', 'another good 9');
  });

  test('a second factor: a session begins with its code and not before; every code works once', async () => {
    const factor = await kit.account({ username: 'factor' });
    const one = await kit.signIn('factor');
    const { body } = await one('POST', '/api/me/second-factor', { password: PASSWORD });
    const { address, backupCodes } = body as { address: string; backupCodes: string[] };
    expect(address).toContain(`otpauth://totp/${encodeURIComponent('回头看')}:factor?`);
    const secret = new URL(address).searchParams.get('secret') ?? '';
    const used = totp(secret);
    const confirmed = await one('POST', '/api/me/second-factor/confirm', { code: used });
    expect(confirmed.status).toBe(200);
    const half = await kit.anonymous('POST', '/api/session', { username: 'factor', password: PASSWORD });
    expect(half.body).toEqual({ secondFactor: true });
    const halfway = kit.with({ cookie: cookiesOf(half) });
    expect((await halfway('GET', '/api/me')).status).toBe(401);
    expect((await halfway('POST', '/api/session/second-factor', { code: '000000' })).body).toMatchObject({ code: 'SECOND_FACTOR_WRONG', status: 401 });
    const done = await halfway('POST', '/api/session/second-factor', { code: backupCodes[0] });
    expect(done.status).toBe(200);
    expect((await kit.with({ cookie: cookiesOf(done) })('GET', '/api/me')).body).toMatchObject({ secondFactor: true });
    const again = kit.with({ cookie: cookiesOf(await kit.anonymous('POST', '/api/session', { username: 'factor', password: PASSWORD })) });
    expect((await again('POST', '/api/session/second-factor', { code: backupCodes[0] })).status).toBe(401);
    // The one that confirmed it is used up; the next is taken a little early, as clocks differ.
    expect((await again('POST', '/api/session/second-factor', { code: used })).body).toMatchObject({ code: 'SECOND_FACTOR_WRONG' });
    const third = kit.with({ cookie: cookiesOf(await kit.anonymous('POST', '/api/session', { username: 'factor', password: PASSWORD })) });
    const code = totp(secret, 1);
    const through = await third('POST', '/api/session/second-factor', { code });
    expect(through.status).toBe(200);
    const sessions = async () => await listSessions(kit.client.ledger, factor);
    const before = await sessions();
    const fourth = kit.with({ cookie: cookiesOf(await kit.anonymous('POST', '/api/session', { username: 'factor', password: PASSWORD })) });
    const twice = await fourth('POST', '/api/session/second-factor', { code });
    expect(twice.body).toMatchObject({ code: 'SECOND_FACTOR_WRONG', status: 401 });
    expect(cookiesOf(twice)).toBe('');
    expect(await sessions()).toEqual(before);
    const whole = kit.with({ cookie: cookiesOf(through) });
    expect((await whole('POST', '/api/me/second-factor', { password: PASSWORD })).body).toMatchObject({ code: 'SECOND_FACTOR_ON', status: 409 });
    // Beginning anew gives no new guesses.
    const guesses: unknown[] = [];
    for (let begun = 0; begun < 3; begun += 1) {
      const guessing = kit.with({ cookie: cookiesOf(await kit.anonymous('POST', '/api/session', { username: 'factor', password: PASSWORD })) });
      for (let more = 0; more < 4; more += 1) guesses.push((await guessing('POST', '/api/session/second-factor', { code: '000000' })).body['code']);
    }
    expect(guesses).toEqual([...Array<string>(10).fill('SECOND_FACTOR_WRONG'), 'TOO_MANY_FAILURES', 'TOO_MANY_FAILURES']);
    expect((await whole('DELETE', '/api/me/second-factor', { password: 'not the one' })).body).toMatchObject({ code: 'PASSWORD_WRONG' });
    expect((await whole('DELETE', '/api/me/second-factor', { password: PASSWORD })).status).toBe(200);
    expect((await kit.anonymous('POST', '/api/session', { username: 'factor', password: PASSWORD })).body).toEqual({ secondFactor: false });
  }, 30_000);

  test('tokens do what their scopes say, are kept as a hash, and can be revoked', async () => {
    const id = await kit.account({ username: 'system', person: 'p-second' });
    const person = await kit.signIn('system');
    const made = await person('POST', '/api/me/tokens', { name: '督查平台', scopes: ['read'] });
    const bearer = kit.with({ authorization: `Bearer ${String(made.body['token'])}` });
    expect((await bearer('GET', '/api/me')).body).toMatchObject({ person: 'p-second', scopes: ['read'] });
    expect((await bearer('GET', '/api/issues')).status).toBe(200);
    expect((await bearer('POST', '/api/bulk', { issues: ['r1/1'], act: { type: 'accept' } })).body).toMatchObject({ code: 'SCOPE_MISSING', status: 403 });
    expect((await bearer('POST', '/api/me/tokens', { name: '更多', scopes: ['act'] })).body).toMatchObject({ code: 'SCOPE_MISSING' });
    const { rows } = await import('kysely').then(({ sql }) => sql<{ all: string }>`select jsonb_agg(api_token)::text as all from api_token`.execute(client.ledger));
    expect(rows[0]?.all).not.toContain(String(made.body['token']));
    expect((await person('DELETE', `/api/me/tokens/${String(made.body['id'])}`)).status).toBe(200);
    expect((await bearer('GET', '/api/me')).body).toMatchObject({ code: 'TOKEN_INVALID', status: 401 });
    expect((await kit.with({ authorization: 'Bearer htk_guess' })('GET', '/api/me')).status).toBe(401);
    const other = await kit.token(id, ['read']);
    await admin('POST', `/api/accounts/${id}/disable`);
    expect((await other('GET', '/api/me')).status).toBe(401);
  });

  test('what is no whole request is refused in the form of every other refusal', async () => {
    const long = await kit.anonymous('GET', `/api/health?x=${'a'.repeat(20_000)}`);
    expect(long.headers.get('content-type')).toBe('application/problem+json');
    expect(long.body).toMatchObject({ status: 431, code: 'INVALID_REQUEST' });
    const cookie = await kit.cookiesOf('administrator');
    const torn = await fetch(`${kit.served.address}/api/people/import`, { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\n-825--x--\r\n' });
    expect(await torn.json()).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    const posts = [{ id: 'new', title: '干事', holders: ['p-nobody'] }];
    expect((await admin('PUT', '/api/people', { posts })).body).toMatchObject({ status: 404, code: 'UNKNOWN_PERSON', where: { person: 'p-nobody' } });
  });

  test('a write from another site is refused, whatever session the browser has', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])
      expect((await admin('POST', '/api/accounts', { username: 'evil', name: '某' }, headers)).body).toMatchObject({ code: 'CROSS_SITE', status: 403 });
    expect((await admin('GET', '/api/accounts', undefined, { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });

  test('what is done to accounts is on record, and nobody can change the record', async () => {
    const { sql } = await import('kysely');
    const { rows } = await sql<{ action: string }>`select distinct action from access_log order by action`.execute(client.ledger);
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['POST /api/accounts', 'POST /api/accounts/:id/disable', 'POST /api/accounts/:id/enable']));
    await expect(sql`delete from access_log`.execute(client.ledger)).rejects.toThrow('append-only');
  });
});

/** RFC 6238 with the usual six digits and thirty seconds, written out so that it shares nothing with the library. */
const totp = (base32: string, stepsAhead = 0): string => {
  const bits = [...base32].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsAhead));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
};
