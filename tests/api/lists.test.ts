import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HuitoukanClient } from '../../client/client.ts';
import { PARTIES } from '../rig-people.ts';
import { PaperRound } from '../paper-round.ts';
import { ApiKit } from './kit.ts';

/** Lists as files, and calendars behind secret addresses: out of the ledger alone, no engine runs here. */
let paper: PaperRound;
let kit: ApiKit;
const cookies = new Map<string, string>();

beforeAll(async () => {
  paper = await PaperRound.open([{}, { parties: { ...PARTIES, owner: 'person:p-second' } }]);
  await paper.close('1');
  await paper.pass(10);
  await paper.claim();
  kit = await ApiKit.start({ ledger: paper.db } as unknown as HuitoukanClient, { now: () => paper.now });
  for (const person of ['p-sup', 'p-team', 'p-owner', 'p-second']) await kit.account({ username: person, person });
  await kit.account({ username: 'keeper', administrator: true });
  for (const who of ['p-sup', 'p-team', 'p-owner', 'p-second', 'keeper']) cookies.set(who, await kit.cookiesOf(who));
}, 60_000);
afterAll(async () => {
  await kit?.close();
  await paper?.drop();
});

const as = (who: string) => kit.with({ cookie: cookies.get(who) ?? '' });
/** The rows of a list as CSV, without its head. */
const rowsOf = async (who: string, path: string): Promise<readonly string[]> => {
  const file = await kit.file(cookies.get(who) ?? '', 'GET', `${path}${path.includes('?') ? '&' : '?'}format=csv`);
  expect(file, path).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8', name: expect.stringMatching(/\.csv$/) as string });
  return file.bytes.toString('utf8').replace('\ufeff', '').trimEnd().split('\r\n').slice(1);
};

test('every list leaves as CSV and as a workbook', async () => {
  const lists = ['/api/todo/file', '/api/round-list', '/api/look-backs/file', '/api/deliveries/file', '/api/access-log/file', '/api/exports/file', '/api/people/p-owner/notices/file', '/api/calendar-feeds/file', '/api/rounds/r1/papers/list', '/api/rounds/r1/withheld/list', '/api/history/file', ...['common', 'lineage', 'rollups', 'draws'].map((list) => `/api/rounds/r1/lists/${list}`)];
  for (const path of lists) {
    await rowsOf('p-sup', path);
    const book = await kit.file(cookies.get('p-sup') ?? '', 'GET', path);
    expect(book, path).toMatchObject({ status: 200, type: expect.stringContaining('spreadsheetml') as string });
    expect(book.bytes.subarray(0, 2).toString()).toBe('PK');
  }
  for (const path of ['/api/accounts/file', '/api/webhooks/file']) await rowsOf('keeper', path);
  for (const path of ['/api/me/sessions/file', '/api/me/tokens/file', '/api/policy-list', '/api/calendar/editions/file', '/api/templates/file', '/api/channels/file']) await rowsOf('p-sup', path);
  expect(await rowsOf('p-sup', '/api/round-list')).toEqual([expect.stringMatching(/^r1,青石镇党委巡察,青石镇党委,.*,2,1,0$/) as string]);
});

test('the settings’ lists name everything by its words, and no secret leaves with them', async () => {
  const office = as('p-sup');
  const { token } = (await office('POST', '/api/me/tokens', { name: '督查平台', scopes: ['read', 'export'], days: 30 })).body as { token: string };
  const [line = '', ...others] = await rowsOf('p-sup', '/api/me/tokens/file');
  expect(others).toEqual([]);
  expect(line).toContain('督查平台,查阅、导出,');
  const kept = JSON.stringify([await paper.db.selectFrom('api_token' as never).selectAll().execute(), await paper.db.selectFrom('account_session' as never).select('token' as never).execute()]);
  const secrets = [...kept.matchAll(/"(?:token|token_sha256|sha256)":"([^"]+)"/g)].map(([, secret = '']) => secret);
  expect(secrets.length).toBeGreaterThan(4);
  const files = (await Promise.all(['/api/me/tokens/file', '/api/me/sessions/file', '/api/channels/file'].map(async (path) => await rowsOf('p-sup', path)))).flat().join();
  for (const secret of [token, ...secrets]) expect(files).not.toContain(secret);
  expect((await rowsOf('p-sup', '/api/me/sessions/file')).length).toBeGreaterThan(0);
  expect(await rowsOf('p-sup', '/api/policy-list')).toContainEqual(expect.stringMatching(/^default@[^,]+,2,是,/));
  expect(await rowsOf('p-sup', '/api/templates/file')).toEqual(expect.arrayContaining(['bundle,每日合并邮件,自带', 'closure.docx,销号审批表,自带']));
  expect((await rowsOf('p-sup', '/api/channels/file'))[0]).toMatch(/^mail,smtp,/);
  for (const path of ['/api/policy-list', '/api/templates/file', '/api/channels/file', '/api/calendar/editions/file']) expect((await as('p-owner')('GET', path)).body, path).toMatchObject({ code: 'NOT_ALLOWED' });
});

test('look-backs that lie further ahead than the to-do list reaches are counted for whoever may record them', async () => {
  const later = async (who: string) => (await as(who)('GET', '/api/todo')).body['later'];
  const [planned] = paper.state('1').lookBacks;
  for (const who of ['p-sup', 'p-team']) expect(await later(who)).toEqual({ count: 1, next: planned?.due.day });
  expect(await later('p-owner')).toEqual({ count: 0, next: null });
});

test('a list as a file holds what one may see, and says who took it', async () => {
  const recipients = async (who: string): Promise<ReadonlySet<string>> => new Set((await rowsOf(who, '/api/deliveries/file')).map((row) => row.split(',')[4] ?? ''));
  expect(await recipients('p-sup')).toEqual(new Set(['r1/1', 'r1/2', 'round/r1']));
  expect(await recipients('p-owner')).toEqual(new Set(['r1/1']));
  expect((await rowsOf('p-sup', '/api/deliveries/file?state=withdrawn')).every((row) => row.includes('已撤回'))).toBe(true);
  expect((await rowsOf('p-owner', '/api/look-backs/file')).map((row) => row.split(',')[2])).toEqual((await rowsOf('p-owner', '/api/look-backs/file')).map(() => '1'));
  expect((await rowsOf('p-second', '/api/look-backs/file'))).toEqual([]);
  expect((await rowsOf('p-second', '/api/todo/file')).map((row) => row.split(',')[4])).toContain('2');
  expect((await as('p-owner')('GET', '/api/access-log/file')).body).toMatchObject({ code: 'NOT_ALLOWED' });
  expect((await as('p-second')('GET', '/api/people/p-owner/notices/file')).body).toMatchObject({ code: 'NOT_ALLOWED' });
  expect((await rowsOf('p-sup', '/api/access-log/file?person=p-owner')).some((row) => row.includes('GET /api/deliveries/file'))).toBe(true);
});

test('a calendar feed is made by its person, its address is shown once, and opens nothing any more when it is taken away', async () => {
  const owner = as('p-owner');
  expect((await owner('GET', '/api/me/calendar-feed')).body).toEqual({ feed: null });
  const made = await owner('POST', '/api/me/calendar-feed', {});
  expect(made).toMatchObject({ status: 201, body: { address: expect.stringContaining('/calendar.ics?t=') as string, revoked: 0 } });
  const open = async (address: string): Promise<{ status: number; text: string; type: string | null }> => {
    const answer = await fetch(address);
    return { status: answer.status, text: await answer.text(), type: answer.headers.get('content-type') };
  };
  const first = String(made.body['address']);
  expect(await open(first)).toMatchObject({ status: 200, type: 'text/calendar; charset=utf-8', text: expect.stringContaining('BEGIN:VCALENDAR') as string });
  expect((await owner('GET', '/api/me/calendar-feed')).body).toMatchObject({ feed: { person: 'p-owner', titles: false } });
  expect(JSON.stringify((await as('p-sup')('GET', '/api/calendar-feeds')).body)).not.toContain(new URL(first).searchParams.get('t'));
  const second = String((await owner('POST', '/api/me/calendar-feed', { titles: true })).body['address']);
  expect(await open(first)).toMatchObject({ status: 404 });
  expect((await open(second)).text).toContain('BEGIN:VCALENDAR');
  expect((await as('p-second')('DELETE', '/api/people/p-owner/calendar-feed')).body).toMatchObject({ code: 'NOT_ALLOWED' });
  expect((await as('p-sup')('DELETE', '/api/people/p-owner/calendar-feed')).status).toBe(200);
  expect(await open(second)).toMatchObject({ status: 404 });
  expect((await open(second.replace(/t=.*/, 't=x'))).status).toBe(404);
  expect((await as('keeper')('POST', '/api/me/calendar-feed', {})).body).toMatchObject({ code: 'NOT_ALLOWED' });
  expect((await kit.file(cookies.get('p-owner') ?? '', 'GET', '/api/me/calendar-feed/file')).bytes.toString('utf8')).toContain('BEGIN:VCALENDAR');
});

// The last one: what is withdrawn stays so.
test('a round counts no issue that was withdrawn, in its list as in its counts', async () => {
  await paper.act('2', 'p-sup', { type: 'withdraw', reason: '与第1号重复' });
  await paper.act('2', 'p-team', { type: 'approve-amendment' });
  expect(await rowsOf('p-sup', '/api/round-list')).toEqual([expect.stringMatching(/^r1,青石镇党委巡察,青石镇党委,.*,1,0,0$/) as string]);
  expect((await as('p-sup')('GET', '/api/rounds/r1/counts')).body).toMatchObject({ counted: 1, withdrawn: 1 });
});
