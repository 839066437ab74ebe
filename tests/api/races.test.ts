import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveDirectory } from '../../ledger/directory.ts';
import { hashOfSecret } from '../../ledger/accounts.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { startRig, until, type Rig } from '../rig.ts';
import { POSTS } from '../rig-people.ts';
import { ApiKit, PASSWORD, type Answer, type Send } from './kit.ts';

/** Whatever two people send at the same moment is answered as in one of the two orders: never a fault inside, nothing done twice. */
let rig: Rig;
let kit: ApiKit;
let keeper: Send;
let office: Send;
let owner: Send;

beforeAll(async () => {
  rig = await startRig();
  await saveDirectory(rig.db, [], POSTS.map((post) => (post.id === 'sup' ? { ...post, duty: 'supervision' as const } : post)), dayOf(Date.now()));
  kit = await ApiKit.start(rig.client);
  await rig.openRound([{}, {}, {}, {}], 'r1');
  await rig.openRound([{}], 'r2');
  await kit.account({ username: 'keeper', administrator: true });
  keeper = await kit.signIn('keeper');
  [office, owner] = [await kit.person('p-sup'), await kit.person('p-owner')];
}, 120_000);
afterAll(async () => {
  await kit?.close();
  await rig?.close();
}, 60_000);

const tokenIn = (link: unknown): string => String(link).split('/').at(-1) ?? '';
/** Status and code of each, in a fixed order: which of them came first is chance. */
const outcomes = (answers: readonly Answer[]): string[] => answers.map(({ status, body }) => (status < 400 ? String(status) : `${status} ${String(body['code'])}`)).toSorted();
const atOnce = async (send: Send, times: number, method: string, path: string, body: (n: number) => unknown = () => undefined, headers: Readonly<Record<string, string>> = {}): Promise<Answer[]> =>
  await Promise.all(Array.from({ length: times }, (_none, n) => send(method, path, body(n), headers)));

describe('accounts', () => {
  test('one name, and one person, get one account', async () => {
    expect(outcomes(await atOnce(keeper, 4, 'POST', '/api/accounts', () => ({ username: 'twin', name: '某' })))).toEqual(['201', ...Array<string>(3).fill('409 ACCOUNT_EXISTS')]);
    expect(outcomes(await atOnce(keeper, 4, 'POST', '/api/accounts', (n) => ({ username: `head${n}`, name: '赵六', person: 'p-head' })))).toEqual(['201', ...Array<string>(3).fill('409 ACCOUNT_OF_PERSON_EXISTS')]);
  });

  test('of two links made at once the later one opens, and by one link one password is chosen', async () => {
    const id = await kit.account({ username: 'linked' });
    const links = (await atOnce(keeper, 3, 'POST', `/api/accounts/${id}/invitation`)).map(({ body }) => tokenIn(body['link']));
    const { rows } = await sql<{ token: string }>`select token_sha256 as token from invitation where account_id = ${id} and used_at is null and expires_at > ${Date.now()}`.execute(rig.db);
    expect(rows).toHaveLength(1);
    const open = links.find((token) => hashOfSecret(token) === rows[0]?.token) ?? '';
    expect(outcomes(await atOnce(kit.anonymous, 3, 'POST', '/api/invitation/accept', () => ({ token: open, password: PASSWORD })))).toEqual(['200', '404 INVITATION_INVALID', '404 INVITATION_INVALID']);
  });

  test('rounds granted at once are those of one of the two, not of both', async () => {
    const id = await kit.account({ username: 'reader' });
    const rounds = [['r1'], ['r2']];
    for (let turn = 0; turn < 5; turn += 1) {
      expect(outcomes(await atOnce(keeper, 4, 'PUT', `/api/accounts/${id}/rounds`, (n) => ({ rounds: rounds[n % 2] })))).toEqual(Array<string>(4).fill('200'));
      const { rows } = await sql<{ round_id: string }>`select round_id from account_grant where account_id = ${id}`.execute(rig.db);
      expect(rows).toHaveLength(1);
    }
  });

  test('guesses at once are no more than guesses one after another', async () => {
    await kit.account({ username: 'guessed' });
    const answers = await atOnce(kit.anonymous, 20, 'POST', '/api/session', (n) => ({ username: 'guessed', password: `wrong guess ${n}` }));
    expect(outcomes(answers)).toEqual([...Array<string>(8).fill('401 SIGN_IN_FAILED'), ...Array<string>(12).fill('429 TOO_MANY_FAILURES')]);
  }, 30_000);

  test('a token, a session and a webhook end once', async () => {
    const made = await owner('POST', '/api/me/tokens', { name: '同名', scopes: ['read'] });
    expect(outcomes(await atOnce(owner, 2, 'POST', '/api/me/tokens', () => ({ name: '同名', scopes: ['read'] })))).toEqual(['201', '201']);
    expect(outcomes(await atOnce(owner, 3, 'DELETE', `/api/me/tokens/${String(made.body['id'])}`))).toEqual(['200', '404 UNKNOWN_TOKEN', '404 UNKNOWN_TOKEN']);
    await kit.signIn('p-owner');
    const { sessions } = (await owner('GET', '/api/me/sessions')).body as { sessions: { id: string; current: boolean }[] };
    expect(outcomes(await atOnce(owner, 3, 'DELETE', `/api/me/sessions/${sessions.find(({ current }) => !current)?.id ?? ''}`))).toEqual(['200', '404 UNKNOWN_SESSION', '404 UNKNOWN_SESSION']);
  });

  test('of a second factor begun twice at once one is left', async () => {
    await kit.account({ username: 'factor' });
    const send = await kit.signIn('factor');
    expect(outcomes(await atOnce(send, 2, 'POST', '/api/me/second-factor', () => ({ password: PASSWORD })))).toEqual(['200', '200']);
    const kept = async () => (await sql<{ id: string }>`select second_factor.id from second_factor join account on account.id = account_id where username = 'factor'`.execute(rig.db)).rows;
    expect(await kept()).toHaveLength(1);
    // As two leave it that looked at the same moment.
    await sql`insert into second_factor (id, account_id, secret, backup_codes, verified) select 'other', account_id, secret, backup_codes, false from second_factor join account on account.id = account_id where username = 'factor'`.execute(rig.db);
    expect((await send('POST', '/api/me/second-factor', { password: PASSWORD })).status).toBe(200);
    expect(await kept()).toHaveLength(1);
  });

  test('second factors of a whole class begun at once leave the server to the others', async () => {
    const sends = await Promise.all(Array.from({ length: 12 }, async (_none, n) => kit.with({ cookie: await kit.sessionOf(await kit.account({ username: `pupil${n}` })) })));
    expect(outcomes(await Promise.all(sends.map((send) => send('POST', '/api/me/second-factor', { password: PASSWORD }))))).toEqual(Array<string>(12).fill('200'));
  }, 30_000);
});

describe('what is kept', () => {
  test('people taken in at once in different orders are all there', async () => {
    const people = Array.from({ length: 150 }, (_none, n) => ({ id: `q${n}`, name: `人${n}`, email: null }));
    expect(outcomes(await atOnce(office, 4, 'PUT', '/api/people', (n) => ({ people: n % 2 === 0 ? people : people.toReversed(), posts: [] })))).toEqual(Array<string>(4).fill('200'));
  });

  test('leave is recorded once and cancelled once', async () => {
    const from = dayOf(Date.now());
    const answers = await atOnce(office, 3, 'POST', '/api/absences', () => ({ person: 'p-second', deputy: 'p-leader', from, last: addDays(from, 3), reason: '年休假' }));
    expect(outcomes(answers)).toEqual(['201', '409 ABSENCE_OVERLAPS', '409 ABSENCE_OVERLAPS']);
    const id = answers.map(({ body }) => body['id']).find((one) => typeof one === 'number');
    expect(outcomes(await atOnce(office, 3, 'POST', `/api/absences/${id ?? 0}/cancel`, () => ({ from, reason: '提前返岗' })))).toEqual(['200', '409 ABSENCE_CANCELLED', '409 ABSENCE_CANCELLED']);
  });

  test('a version of a policy is one text, a number of a round one round', async () => {
    const policies = await atOnce(office, 3, 'POST', '/api/policies', (n) => ({ yaml: `extends: default\nname: twice\nversion: '1'\nsource: 自拟\nterms: { accept: { count: ${n + 4}, unit: working-day } }\n` }));
    expect(outcomes(policies)).toEqual(['201', '422 POLICY_VERSION_TAKEN', '422 POLICY_VERSION_TAKEN']);
    const round = { id: 'r3', title: '第三轮', unit: '青石镇党委', inspector: '县委第一巡察组', feedback: dayOf(Date.now()) };
    const parties = { head: 'post:head', superior: 'post:superior', supervision: 'post:sup', team: 'post:team' };
    const rounds = await atOnce(office, 3, 'POST', '/api/rounds', (n) => ({ round, parties, issues: [{ title: `问题${n}`, kind: 'immediate', aspect: '政治建设', owner: 'p-owner', leader: 'post:leader' }] }));
    expect(outcomes(rounds)).toEqual(['201', '409 ROUND_EXISTS', '409 ROUND_EXISTS']);
  }, 30_000);
});

describe('acts', () => {
  const acts = '/api/issues/r1/1/acts';
  test('sent under one key while the first is under way happen once, with one answer', async () => {
    const answers = await atOnce(office, 5, 'POST', acts, () => ({ type: 'remind', note: '请抓紧' }), { 'idempotency-key': 'pressed-twice' });
    expect(outcomes(answers)).toEqual(Array<string>(5).fill('200'));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await rig.events('issue/r1/1')).toEqual(['opened', 'reminded']);
    const mixed = await atOnce(office, 4, 'POST', acts, (n) => ({ type: 'remind', note: n % 2 === 0 ? '一' : '二' }), { 'idempotency-key': 'one-key' });
    expect(outcomes(mixed)).toEqual(['200', '200', '422 IDEMPOTENCY_KEY_REUSED', '422 IDEMPOTENCY_KEY_REUSED']);
  });

  test('on one version: one of them happens', async () => {
    const { headers } = await owner('GET', '/api/issues/r1/2');
    const seen = { 'if-match': headers.get('etag') ?? '' };
    expect(outcomes(await atOnce(office, 3, 'POST', '/api/issues/r1/2/acts', () => ({ type: 'remind', note: '看看' }), seen))).toEqual(['200', '412 STALE_VERSION', '412 STALE_VERSION']);
    expect(outcomes(await atOnce(owner, 3, 'POST', '/api/issues/r1/3/acts', () => ({ type: 'accept' })))).toEqual(['200', '409 WRONG_STATUS', '409 WRONG_STATUS']);
  });

  test('in bulk at once: each issue is accepted once, and each answer says which', async () => {
    const answers = await atOnce(owner, 3, 'POST', '/api/bulk', () => ({ issues: ['r1/4', 'r2/1'], act: { type: 'accept' } }));
    const done = answers.flatMap(({ body }) => (body['items'] as { result: object | null }[]).filter(({ result }) => result !== null));
    expect(done).toHaveLength(2);
    expect(outcomes(answers)).toEqual(['200', '200', '200']);
    await until(async () => (await rig.row('issue/r2/1')).status !== 'assigned', 'accepted');
  });
});
