import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../domain/time.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { startRig, until, type Rig } from '../rig.ts';
import { ApiKit, type Answer, type Send } from './kit.ts';

let rig: Rig;
let kit: ApiKit;
const who: Record<string, Send> = {};
const is = (name: string): Send => who[name] ?? kit.anonymous;

beforeAll(async () => {
  rig = await startRig();
  kit = await ApiKit.start(rig.client);
  await rig.openRound([{ kind: 'dated', due: { day: '2027-03-31', words: '2027年3月底前' } }, { parties: { ...(await import('../rig-people.ts')).PARTIES, owner: 'person:p-second' } }, {}, { number: '10' }], 'r1');
  for (const person of ['p-owner', 'p-second', 'p-leader', 'p-head', 'p-sup', 'p-team', 'p-team2']) who[person] = await kit.person(person);
}, 120_000);
afterAll(async () => {
  await kit?.close();
  await rig?.close();
}, 60_000);

const issuesOf = ({ body }: Answer): { number: string; id: string }[] => body['issues'] as { number: string; id: string }[];
const numbers = (answer: Answer): string[] => issuesOf(answer).map(({ number }) => number);

describe('the register', () => {
  test('is what one may see, in the order of numbers, page by page', async () => {
    expect(numbers(await is('p-sup')('GET', '/api/issues'))).toEqual(['1', '2', '3', '10']);
    expect(numbers(await is('p-team')('GET', '/api/issues'))).toEqual(['1', '2', '3', '10']);
    expect(numbers(await is('p-owner')('GET', '/api/issues'))).toEqual(['1', '3', '10']);
    expect(numbers(await is('p-second')('GET', '/api/issues'))).toEqual(['2']);
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < 9 && cursor !== null; page += 1) {
      const answer = await is('p-sup')('GET', `/api/issues?limit=1&sort=-number${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...numbers(answer));
      expect(answer.body['total']).toBe(page === 0 ? 4 : null);
      cursor = answer.body['next'] as string | null;
    }
    expect(seen).toEqual(['10', '3', '2', '1']);
  });

  test('can be sorted and filtered by every column', async () => {
    const { ISSUE_COLUMNS } = await import('../../ledger/issue-pages.ts');
    for (const [column, { kind }] of Object.entries(ISSUE_COLUMNS)) {
      for (const sort of [column, `-${column}`]) {
        const first = await is('p-sup')('GET', `/api/issues?limit=2&sort=${sort}`);
        const second = await is('p-sup')('GET', `/api/issues?limit=2&sort=${sort}&cursor=${String(first.body['next'])}`);
        expect([...numbers(first), ...numbers(second)].toSorted(), sort).toEqual(['1', '10', '2', '3']);
      }
      const filter = { text: `${column}=x`, word: `${column}=a,b`, day: `${column}From=2020-01-01&${column}To=2040-01-01`, number: `${column}From=0&${column}To=9e12`, flag: `${column}=false` }[kind];
      expect((await is('p-sup')('GET', `/api/issues?${filter}`)).status, filter).toBe(200);
    }
    expect(numbers(await is('p-sup')('GET', '/api/issues?kind=dated'))).toEqual(['1']);
    expect(numbers(await is('p-sup')('GET', '/api/issues?dueCurrentFrom=2027-03-01&dueCurrentTo=2027-03-31'))).toEqual(['1']);
    expect(numbers(await is('p-sup')('GET', `/api/issues?title=${encodeURIComponent('第2个')}`))).toEqual(['2']);
    expect(numbers(await is('p-sup')('GET', '/api/issues?part=person:p-second'))).toEqual(['2']);
    expect(numbers(await is('p-sup')('GET', '/api/issues?suspended=true'))).toEqual([]);
    expect((await is('p-sup')('GET', '/api/issues?colour=red')).body).toMatchObject({ status: 400, code: 'INVALID_REQUEST', zh: expect.stringContaining('没有“colour”这一项'), en: expect.stringContaining('colour') });
    expect((await is('p-sup')('GET', '/api/issues?cursor=x')).body).toMatchObject({ code: 'INVALID_CURSOR' });
    const ofWords = Buffer.from(JSON.stringify(['公务接待', 'issue/r1/1'])).toString('base64url');
    for (const sort of ['openedAt', 'dueCurrent', 'overdue']) expect((await is('p-sup')('GET', `/api/issues?sort=${sort}&cursor=${ofWords}`)).body, sort).toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test('is not sent again while nothing has changed', async () => {
    const first = await is('p-sup')('GET', '/api/issues?limit=3');
    const again = await is('p-sup')('GET', '/api/issues?limit=3', undefined, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  test('goes out as a file with the rows that one may see, and this is on record', async () => {
    const all = await is('p-team')('GET', '/api/rounds/r1/register?format=csv');
    expect(all.headers.get('content-disposition')).toContain('attachment');
    const lines = (answer: Answer): number => String(answer.body['text']).trim().split(/\r?\n(?=\d)/).length - 1;
    expect(lines(all)).toBe(4);
    expect(lines(await is('p-second')('GET', '/api/rounds/r1/register?format=csv'))).toBe(1);
    const { entries } = (await is('p-sup')('GET', '/api/access-log?person=p-team')).body as { entries: { action: string; subject: string }[] };
    expect(entries).toContainEqual(expect.objectContaining({ action: 'GET /api/rounds/:round/register', subject: 'round/r1' }));
    // An inspector's every look is; an owner's at his own issue is not.
    await is('p-team')('GET', '/api/issues/r1/1');
    await is('p-owner')('GET', '/api/issues/r1/1');
    const log = (await is('p-sup')('GET', '/api/access-log?subject=issue/r1/1')).body as { entries: { person: string }[] };
    expect(log.entries.map(({ person }) => person)).toEqual(['p-team']);
    // Nor is a list of notices, unless it is asked for by one person's name.
    await is('p-sup')('GET', '/api/deliveries');
    await is('p-sup')('GET', '/api/deliveries?recipient=p-owner');
    const about = (await is('p-sup')('GET', '/api/access-log?person=p-sup')).body as { entries: { action: string; subject: string | null }[] };
    expect(about.entries.filter(({ action }) => action === 'GET /api/deliveries').map(({ subject }) => subject)).toEqual(['p-owner']);
  });
});

describe('an issue', () => {
  test('that one may not see does not exist', async () => {
    const [hidden, missing] = [await is('p-owner')('GET', '/api/issues/r1/2'), await is('p-owner')('GET', '/api/issues/r1/99')];
    expect(hidden.status).toBe(404);
    expect({ ...hidden.body, detail: '', zh: '', en: '', where: '', instance: '' }).toEqual({ ...missing.body, detail: '', zh: '', en: '', where: '', instance: '' });
    expect((await is('p-owner')('POST', '/api/issues/r1/2/acts', { type: 'accept' })).status).toBe(404);
    expect((await kit.anonymous('GET', '/api/issues/r1/1')).body).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
  });

  test('what may be done with it, and why not otherwise, in the words of the rules', async () => {
    const { body } = await is('p-owner')('GET', '/api/issues/r1/1/actions');
    const actions = body['actions'] as { type: string; allowed: boolean; zh: string; refusal: { code: string } | null; schema: { properties: object } }[];
    const of = (type: string) => actions.find((one) => one.type === type);
    expect(of('accept')).toMatchObject({ allowed: true, zh: '认领', refusal: null });
    expect(of('sign')).toMatchObject({ allowed: false, refusal: { code: 'NOT_ALLOWED' } });
    expect(of('submit-for-closure')).toMatchObject({ allowed: false, refusal: { code: 'WRONG_STATUS' } });
    expect(Object.keys(of('request-extension')?.schema.properties ?? {})).toEqual(['type', 'to', 'reason']);
  });

  test('an act sent twice under one key happens once; what another sends under it is his own', async () => {
    const key = { 'idempotency-key': 'press-1' };
    const note = { type: 'remind', note: '请抓紧' };
    const first = await is('p-sup')('POST', '/api/issues/r1/3/acts', note, key);
    expect(first.body).toMatchObject({ events: ['reminded'] });
    expect(await is('p-sup')('POST', '/api/issues/r1/3/acts', note, key)).toMatchObject({ status: 200, body: first.body });
    expect((await is('p-sup')('POST', '/api/issues/r1/3/acts', { ...note, note: '另一件' }, key)).body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect((await is('p-head')('POST', '/api/issues/r1/3/acts', note, key)).body).toMatchObject({ events: ['reminded'] });
    expect(await rig.events('issue/r1/3')).toEqual(['opened', 'reminded', 'reminded']);
  });

  test('who acts on what he has not seen is told', async () => {
    const { headers } = await is('p-owner')('GET', '/api/issues/r1/3');
    expect(headers.get('etag')).toBe('"3"');
    expect((await is('p-owner')('POST', '/api/issues/r1/3/acts', { type: 'accept' }, { 'if-match': '"1"' })).body).toMatchObject({ status: 412, code: 'STALE_VERSION', where: { seen: 1, current: 3 } });
    expect(await is('p-owner')('POST', '/api/issues/r1/3/acts', { type: 'accept' }, { 'if-match': '"3"' })).toMatchObject({ status: 200, body: { events: ['accepted'], seq: 4 } });
  });

  test('a refusal of the rules comes through with code, both languages and the way out', async () => {
    const answer = await is('p-team')('POST', '/api/issues/r1/1/acts', { type: 'accept' });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 403, code: 'NOT_ALLOWED', zh: '只有本问题的责任人可以办理此事', en: 'only the owner of this issue may do this', instance: expect.stringMatching(/^urn:huitoukan:request:/) });
    expect((await is('p-owner')('POST', '/api/issues/r1/1/acts', { type: 'submit-for-closure', rating: 'done', summary: '完成' })).body).toMatchObject({ status: 409, code: 'WRONG_STATUS' });
    expect((await is('p-owner')('POST', '/api/issues/r1/1/acts', { type: 'sign-all' })).body).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
  });

  test('its history and its notices are there as data', async () => {
    const { events } = (await is('p-owner')('GET', '/api/issues/r1/3/timeline')).body as { events: { zh: string; byName: { zh: string }; body: { policy?: string } }[] };
    expect(events.map(({ zh, byName }) => `${byName.zh}${zh}`)).toEqual(['李四立项', '李四催办', '赵六催办', '张三认领']);
    expect(events[0]?.body.policy).toMatch(/^\d+$/);
    const { told } = (await is('p-owner')('GET', '/api/issues/r1/3/told')).body as { told: { recipientName: { zh: string }; topicName: { zh: string; en: string } }[] };
    expect(told.some(({ recipientName, topicName }) => recipientName.zh === '张三' && topicName.zh === '催办' && topicName.en === 'reminded')).toBe(true);
  });
});

describe('what one has to do', () => {
  test('is what the rules take from him, the most urgent first', async () => {
    const acts = async (person: string) => ((await is(person)('GET', '/api/todo')).body as { todos: { issue: string; act: string }[] }).todos.map(({ issue, act }) => `${issue.slice(6)} ${act}`);
    expect(await acts('p-second')).toEqual(['r1/2 accept']);
    expect(await acts('p-owner')).toContain('r1/1 accept');
    expect(await acts('p-team')).toEqual([]);
    const bulk = await is('p-owner')('POST', '/api/bulk', { issues: ['r1/1', 'r1/2', 'r1/10'], act: { type: 'accept' } });
    expect((bulk.body['items'] as { issue: string; result: { events: string[] } | null; error: { code: string } | null }[]).map(({ result, error }) => result?.events.join() ?? error?.code)).toEqual(['accepted', 'UNKNOWN_ISSUE', 'accepted']);
    expect(await acts('p-owner')).toEqual(expect.arrayContaining(['r1/1 propose-plan', 'r1/3 submit-for-closure']));
    const early = await is('p-sup')('POST', '/api/issues/r1/1/acts', { type: 'approve-plan' });
    expect(early.body).toMatchObject({ status: 409, code: 'NO_PLAN' });
    // A refusal out of the engine that names no place has none, as the document says.
    expect(Object.keys(early.body)).not.toContain('where');
    expect((await is('p-owner')('POST', '/api/bulk', { issues: ['r1/1'], act: { type: 'sign', rating: 'done', note: '属实' } })).body).toMatchObject({ code: 'BULK_NOT_ALLOWED', status: 403 });
  });
});

const form = (bytes: Uint8Array<ArrayBuffer>, name: string): FormData => {
  const data = new FormData();
  data.append('file', new Blob([bytes]), name);
  return data;
};
const PDF = new Uint8Array(Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'));

describe('evidence', () => {
  test('is handed in, belongs to its issue, and comes out as it went in', async () => {
    const path = '/api/issues/r1/3/evidence';
    const answer = await is('p-owner')('POST', path, form(PDF, '会议 纪要.pdf'));
    expect(answer.body).toMatchObject({ events: ['evidence-added'], name: '会议 纪要.pdf', sha256: createHash('sha256').update(PDF).digest('hex'), size: PDF.length });
    const sha256 = String(answer.body['sha256']);
    const out = await is('p-sup')('GET', `${path}/${sha256}`);
    expect(out.body['text']).toBe(Buffer.from(PDF).toString());
    expect(out.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('会议 纪要.pdf')}`);
    expect(out.headers.get('content-security-policy')).toContain('sandbox');
    // Not by way of another issue, and not by whoever does not see this one.
    expect((await is('p-owner')('GET', `/api/issues/r1/1/evidence/${sha256}`)).body).toMatchObject({ code: 'UNKNOWN_EVIDENCE' });
    expect((await is('p-second')('GET', `${path}/${sha256}`)).body).toMatchObject({ code: 'UNKNOWN_ISSUE' });
  });

  test('is what its ending says, is not refused work, and nothing of what was refused is kept', async () => {
    const path = '/api/issues/r1/3/evidence';
    const text = (words: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(words));
    expect((await is('p-owner')('POST', path, form(text('<html><script>1</script>'), '说明.pdf'))).body).toMatchObject({ code: 'EVIDENCE_TYPE', status: 415 });
    expect((await is('p-owner')('POST', path, form(text('<script>1</script>'), '说明.txt'))).body).toMatchObject({ code: 'EVIDENCE_TYPE' });
    expect((await is('p-owner')('POST', path, form(text('MZ'), '说明.exe'))).body).toMatchObject({ code: 'EVIDENCE_TYPE' });
    expect((await is('p-owner')('POST', path, form(text(''), '空.txt'))).body).toMatchObject({ code: 'EVIDENCE_EMPTY' });
    expect((await is('p-team')('POST', path, form(PDF, '纪要.pdf'))).body).toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await is('p-owner')('POST', path, { file: 'x' })).body).toMatchObject({ status: 415 });
    expect((await rig.db.selectFrom('evidence').selectAll().execute()).length).toBe(1);
  });
});

describe('live changes', () => {
  const hear = async (person: string): Promise<{ heard: () => string; stop: () => void }> => {
    let text = '';
    const abort = new AbortController();
    const answer = await fetch(`${kit.served.address}/api/changes`, { headers: { cookie: await kit.cookiesOf(person) }, signal: abort.signal });
    void (async () => {
      for await (const chunk of answer.body ?? []) text += Buffer.from(chunk as Uint8Array).toString();
    })().catch(() => undefined);
    return { heard: () => text, stop: () => abort.abort() };
  };

  test('of a round reach everybody with a part in it, those of a common issue whoever has a part in that one', async () => {
    const { db } = rig;
    await saveDirectory(db, [{ id: 'p-stranger', name: '郑一', email: null }], [{ id: 'elsewhere', title: '镇长', unit: '白云镇', holders: ['p-stranger'] }], dayOf(Date.now()));
    await kit.account({ username: 'p-stranger', person: 'p-stranger' });
    await db.insertInto('common_issue').values({ round_id: 'r1', number: 'G1', title: '共性问题', category: '政治建设', kind: 'dated', phase: 'open', since: 0, seq: 1 }).execute();
    await sql`update issue set common_number = 'G1' where id = 'issue/r1/1'`.execute(db);
    const [owner, second, stranger] = [await hear('p-owner'), await hear('p-second'), await hear('p-stranger')];
    const at = Date.now();
    await is('p-sup')('POST', '/api/rounds/r1/acts', { type: 'record-outcome', kind: 'petition-received', count: 1, source: '信访台账' });
    await db.insertInto('common_event').values({ round_id: 'r1', number: 'G1', seq: 1, at, by: 'p-sup', type: 'common-closed', body: '{}' }).execute();
    await until(async () => owner.heard().includes('event: common') && second.heard().includes('event: round'), 'both changes to be heard', 5_000);
    expect(Date.now() - at).toBeLessThan(4_000);
    expect(owner.heard()).toMatch(/event: round\ndata: \{"round":"r1"/);
    expect(owner.heard()).toMatch(/event: common\ndata: \{"common":"common\/r1\/G1","round":"r1"/);
    expect(second.heard()).not.toContain('event: common');
    expect(stranger.heard()).not.toContain('r1');
    for (const { stop } of [owner, second, stranger]) stop();
  }, 20_000);

  test('reach whoever may see them within two seconds, and nobody else', async () => {
    const [owner, stranger] = [await hear('p-owner'), await hear('p-second')];
    const at = Date.now();
    await is('p-sup')('POST', '/api/issues/r1/3/acts', { type: 'remind', note: '看看' });
    await until(async () => owner.heard().includes('"type":"reminded"'), 'the change to be heard', 5_000);
    expect(Date.now() - at).toBeLessThan(2_000);
    expect(owner.heard()).toMatch(/event: change\ndata: \{"issue":"issue\/r1\/3"/);
    expect(stranger.heard()).not.toContain('r1/3');
    owner.stop();
    stranger.stop();
  }, 20_000);
});

describe('rounds', () => {
  test('are seen by those who have a part; counts by those who answer for the whole', async () => {
    expect((await is('p-head')('GET', '/api/rounds')).body).toMatchObject({ rounds: [{ id: 'r1', issues: 4 }] });
    expect((await is('p-second')('GET', '/api/rounds')).body).toMatchObject({ rounds: [{ id: 'r1', issues: null }] });
    expect((await is('p-second')('GET', '/api/rounds/r1/counts')).body).toMatchObject({ status: 403, code: 'NOT_ALLOWED' });
    expect((await is('p-sup')('GET', '/api/rounds/r1/counts')).status).toBe(200);
    expect((await is('p-sup')('GET', '/api/rounds/r1/draws')).body).toEqual({ draws: [] });
    // No such day: it is refused, and breaks nothing.
    expect((await is('p-sup')('POST', '/api/rounds/r1/draws', { instant: Number.MAX_SAFE_INTEGER })).body).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect((await is('p-team')('GET', '/api/rounds/r1')).body).toMatchObject({ round: { id: 'r1' }, phase: 'planning' });
    expect((await is('p-sup')('GET', '/api/rounds/r2')).body).toMatchObject({ code: 'UNKNOWN_ROUND', status: 404 });
    const played = await is('p-sup')('POST', '/api/rounds/r1/rehearsal', { months: 3 });
    expect(played.body).toMatchObject({ issues: 4 });
    // By a policy that nobody lives by yet: as text, or by its name; nothing is kept of it.
    const { body: known } = await is('p-sup')('GET', '/api/policies/default');
    const text = JSON.stringify({ ...known, name: 'tried', ladders: { ...(known['ladders'] as object), accept: [] } });
    const tried = await is('p-sup')('POST', '/api/rounds/r1/rehearsal', { months: 3, yaml: text });
    expect(tried.status, JSON.stringify(tried.body)).toBe(200);
    const steps = ({ body }: typeof played): number => (body['notices'] as { step: string }[]).filter(({ step }) => /^accept#\d+:T/.test(step)).length;
    expect([steps(played) > 0, steps(tried)]).toEqual([true, 0]);
    expect((await is('p-sup')('POST', '/api/rounds/r1/rehearsal', { policy: 'no-such' })).body).toMatchObject({ code: 'POLICY_UNKNOWN' });
    expect((await is('p-sup')('GET', '/api/issues/r1/3')).body).toMatchObject({ issue: { policy: expect.not.stringContaining('tried') } });
    expect((await is('p-head')('POST', '/api/rounds/r1/acts', { type: 'submit-plan', summary: '整改方案' })).body).toMatchObject({ events: ['round-plan-submitted'] });
  });

  test('a reader reads what was granted, and no more', async () => {
    const id = await kit.account({ username: 'reader' });
    const reader = await kit.signIn('reader');
    expect((await reader('GET', '/api/issues')).status).toBe(403);
    const { grantRounds } = await import('../../ledger/accounts.ts');
    await grantRounds(rig.client.ledger, id, ['r1'], 'test', Date.now());
    expect(numbers(await reader('GET', '/api/issues'))).toEqual(['1', '2', '3', '10']);
    expect((await reader('POST', '/api/issues/r1/3/acts', { type: 'remind', note: '看看' })).body).toMatchObject({ code: 'NOT_ALLOWED', status: 403 });
    expect((await reader('GET', '/api/issues/r1/3')).status).toBe(200);
  });
});

test('the document describes every route, and the page says what browsers may load', async () => {
  const document = (await kit.anonymous('GET', '/api/openapi.json')).body as { openapi: string; paths: Record<string, Record<string, { responses: object }>> };
  expect(document.openapi).toBe('3.1.0');
  const { ROUTE_RIGHTS } = await import('../../domain/route-rights.ts');
  const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`));
  expect(described.toSorted()).toEqual(Object.keys(ROUTE_RIGHTS).toSorted());
  const page = await kit.anonymous('GET', '/');
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[0-9a-f]+'/);
  expect((await kit.anonymous('GET', '/api/nothing')).body).toMatchObject({ code: 'UNKNOWN_ROUTE', status: 404 });
  expect((await kit.anonymous('GET', '/api/health')).body).toEqual({ up: true, ledger: true, engine: true });
});

// Last: it takes an issue out of the round's counts.
test('evidence handed in again under its key, because the answer was lost, is answered as before, although the case has moved on', async () => {
  const hand = (key: string): Promise<Answer> => is('p-owner')('POST', '/api/issues/r1/10/evidence', form(PDF, '纪要.pdf'), { 'idempotency-key': key });
  const first = await hand('lost-answer');
  expect(first.body).toMatchObject({ events: ['evidence-added'] });
  await rig.client.act('issue/r1/10', 'p-sup', { type: 'withdraw', reason: '重复' });
  await rig.client.act('issue/r1/10', 'p-team', { type: 'approve-amendment' });
  expect((await hand('lost-answer')).body).toEqual(first.body);
  expect((await hand('another')).body).toMatchObject({ code: 'ENDED' });
});
