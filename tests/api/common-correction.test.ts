import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOnPaper } from '../page/paper-client.ts';
import { PaperRound } from '../paper-round.ts';
import { PARTIES } from '../rig-people.ts';
import { ApiKit, type Send } from './kit.ts';

/** One new wording for all parts of a common issue, over HTTP on the real rules and ledger; no engine runs. */
let paper: PaperRound;
let kit: ApiKit;
let office: Send;
let team: Send;
let owner: Send;
let second: Send;

beforeAll(async () => {
  const part = (unit: string) => ({ number: `1.${unit}`, common: { number: '1', unit }, title: '公章管理不规范', category: '作风建设' });
  paper = await PaperRound.open([part('finance'), part('schools'), { number: '2', parties: { ...PARTIES, owner: 'person:p-second' } }]);
  kit = await ApiKit.start(clientOnPaper(paper), { now: () => paper.now });
  [office, team, owner, second] = (await Promise.all(['p-sup', 'p-team', 'p-owner', 'p-second'].map(async (person) => await kit.person(person)))) as [Send, Send, Send, Send];
}, 60_000);
afterAll(async () => {
  await kit?.close();
  await paper?.drop();
});

const PATH = '/api/rounds/r1/common/1/correction';
const wanted = { decision: 'propose', title: '公章、合同专用章管理不规范', reason: '原文漏写' };
const codes = ({ body }: { readonly body: Record<string, unknown> }): readonly (string | null)[] => (body['items'] as { error: { code: string } | null }[]).map(({ error }) => error?.code ?? null);

test('a wording is proposed by one party and decided by another; each part answers for itself, and what may be done is told beforehand', async () => {
  expect((await office('GET', PATH)).body).toEqual({ waiting: null, differ: null, mayPropose: true, mayDecide: false });
  expect((await owner('GET', PATH)).body).toEqual({ waiting: null, differ: null, mayPropose: false, mayDecide: false });
  expect(codes(await owner('POST', PATH, wanted))).toEqual(['NOT_ALLOWED', 'NOT_ALLOWED']);
  expect((await office('POST', PATH, { decision: 'approve' })).body).toMatchObject({ code: 'NO_AMENDMENT' });
  expect(codes(await office('POST', PATH, wanted))).toEqual([null, null]);
  const waiting = { title: wanted.title, category: '作风建设', reason: wanted.reason, parts: 2 };
  expect((await office('GET', PATH)).body).toEqual({ waiting, differ: null, mayPropose: false, mayDecide: false });
  expect((await team('GET', PATH)).body).toEqual({ waiting, differ: null, mayPropose: false, mayDecide: true });
  expect(codes(await office('POST', PATH, wanted))).toEqual(['AMENDMENT_PENDING', 'AMENDMENT_PENDING']);
  expect(codes(await office('POST', PATH, { decision: 'approve' }))).toEqual(['FOUR_EYES', 'FOUR_EYES']);
  expect((await team('POST', PATH, { decision: 'refuse' })).status).toBe(400);
  expect(codes(await team('POST', PATH, { decision: 'refuse', reason: '以全文为准' }))).toEqual([null, null]);
  expect(codes(await office('POST', PATH, wanted))).toEqual([null, null]);
  expect(codes(await team('POST', PATH, { decision: 'approve' }))).toEqual([null, null]);
  expect(paper.state('1.schools').title).toBe(wanted.title);
  expect((await team('GET', PATH)).body).toMatchObject({ waiting: null, mayDecide: false });
});

test('parts that wait for different words are decided one by one', async () => {
  await paper.act('1.finance', 'p-sup', { type: 'correct', title: '公章管理不规范', reason: '本单位只涉及公章' });
  await paper.act('1.schools', 'p-sup', { type: 'correct', title: '合同专用章管理不规范', reason: '本单位只涉及合同章' });
  expect((await team('GET', PATH)).body).toMatchObject({ waiting: null, differ: { code: 'COMMON_WORDINGS_DIFFER' }, mayDecide: false });
  expect((await team('POST', PATH, { decision: 'approve' })).body).toMatchObject({ code: 'COMMON_WORDINGS_DIFFER' });
});

test('of a common issue of which one sees no part one hears nothing', async () => {
  for (const answer of [await second('GET', PATH), await second('POST', PATH, wanted), await office('GET', '/api/rounds/r1/common/9/correction'), await office('POST', '/api/rounds/r1/common/9/correction', wanted)]) expect(answer.body).toMatchObject({ code: 'UNKNOWN_ISSUE' });
  expect((await kit.anonymous('GET', PATH)).status).toBe(401);
});
