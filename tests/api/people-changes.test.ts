import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf } from '../../domain/time.ts';
import { keepCalls } from '../../ledger/look-backs.ts';
import { clientOnPaper } from '../page/paper-client.ts';
import { PaperRound } from '../paper-round.ts';
import { PARTIES } from '../rig-people.ts';
import { ApiKit, type Send } from './kit.ts';

/** People come and go, and what calls for look-backs, over HTTP on the real rules and ledger; no engine runs. */
let paper: PaperRound;
let kit: ApiKit;
let office: Send;
let head: Send;
let second: Send;
let keeper: Send;

beforeAll(async () => {
  // The third is the owner's, but not of the head who hands over below.
  paper = await PaperRound.open([{}, {}, { parties: { ...PARTIES, leader: 'post:sup', head: 'post:superior' } }, {}, { parties: { ...PARTIES, owner: 'person:p-leader' } }]);
  await paper.close('4');
  kit = await ApiKit.start(clientOnPaper(paper), { now: () => paper.now });
  await kit.account({ username: 'keeper', administrator: true });
  [office, head, second] = (await Promise.all(['p-sup', 'p-head', 'p-second'].map(async (person) => await kit.person(person)))) as [Send, Send, Send];
  keeper = await kit.signIn('keeper');
}, 60_000);
afterAll(async () => {
  await kit?.close();
  await paper?.drop();
});

type Item = { readonly issue: string; readonly error: { readonly code: string } | null };
const itemsOf = (body: Record<string, unknown>): readonly (readonly [string, string | null])[] => (body['items'] as Item[]).map(({ issue, error }) => [issue.replace('issue/r1/', ''), error?.code ?? null]);

test('everything that somebody owns is handed over at once, each issue answered for itself, and nothing is said of issues that one may not see', async () => {
  const body = { type: 'hand-over', from: 'p-owner', to: 'p-second', reason: '岗位调整' };
  expect(itemsOf((await head('POST', '/api/hand-overs', body)).body)).toEqual([['1', null], ['2', null], ['4', null]]);
  expect((await head('POST', '/api/hand-overs', body)).body).toMatchObject({ items: [], left: 3 });
  expect(itemsOf((await second('POST', '/api/hand-overs', { type: 'sign-hand-over', from: 'p-owner', to: 'p-second' })).body)).toEqual([['1', null], ['2', null], ['4', null]]);
  expect(itemsOf((await head('POST', '/api/hand-overs', { type: 'cancel-hand-over', from: 'p-owner', to: 'p-second', reason: '暂缓' })).body)).toEqual([['1', null], ['2', null], ['4', null]]);
  expect((await keeper('POST', '/api/hand-overs', body)).body).toMatchObject({ code: 'NOT_ALLOWED' });
});

test('who leaves is recorded with how much is to be handed over, and no case is named to those who keep the directory', async () => {
  const left = await keeper('POST', '/api/people/p-leader/leaving', { on: addDays(dayOf(paper.now), 1) });
  expect(left.body).toEqual({ leftOn: addDays(dayOf(paper.now), 1), issues: 1, measures: 0 });
  expect((await office('POST', '/api/people/nobody/leaving', {})).body).toMatchObject({ code: 'UNKNOWN_PERSON' });
  expect((await head('POST', '/api/people/p-owner/leaving', {})).body).toMatchObject({ code: 'NOT_ALLOWED' });
});

test('a post is held from a day on by those who are named, and by nobody where nobody is', async () => {
  const holders = async (): Promise<readonly string[]> => ((await office('GET', '/api/posts')).body['posts'] as { id: string; holders: { person: string }[] }[]).find(({ id }) => id === 'superior')?.holders.map(({ person }) => person) ?? [];
  expect((await office('PUT', '/api/posts/superior/holders', { holders: ['p-second'] })).status).toBe(200);
  expect(await holders()).toEqual(['p-second']);
  expect((await keeper('PUT', '/api/posts/superior/holders', { holders: [] })).status).toBe(200);
  expect(await holders()).toEqual([]);
  expect((await office('PUT', '/api/posts/none/holders', { holders: [] })).body).toMatchObject({ code: 'UNKNOWN_POST' });
  expect((await second('PUT', '/api/posts/superior/holders', { holders: [] })).body).toMatchObject({ code: 'NOT_ALLOWED' });
});

test('what calls for a look-back waits until somebody plans it or says why not', async () => {
  const source = 'issue/r1/9#7';
  await keepCalls(paper.db, [{ issue: paper.id('4'), cause: 'neighbour', source, mode: 'propose' }], paper.now + 1);
  expect((await office('GET', '/api/look-back-calls')).body['calls']).toMatchObject([{ issue: paper.id('4'), cause: 'neighbour', source }]);
  expect((await second('GET', '/api/look-back-calls')).body).toMatchObject({ code: 'NOT_ALLOWED' });
  const call = { issue: paper.id('4'), cause: 'neighbour', source, reason: '刚刚看过' };
  expect((await office('POST', '/api/look-back-calls/dismissal', { ...call, issue: 'issue/r9/1' })).body).toMatchObject({ code: 'UNKNOWN_ISSUE' });
  expect((await office('POST', '/api/look-back-calls/dismissal', call)).status).toBe(200);
  expect((await office('GET', '/api/look-back-calls')).body).toEqual({ calls: [] });
  expect((await office('POST', '/api/look-back-calls/dismissal', call)).body).toMatchObject({ code: 'NO_CALL' });
});
