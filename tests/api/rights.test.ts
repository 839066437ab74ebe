import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { buildApp } from '../../client/api/app.ts';
import { ChangeFeed, logOf } from '../../client/api/change-feed.ts';
import { route, type Api } from '../../client/api/route.ts';
import { ROUTES } from '../../client/api/routes/all.ts';
import { makeSignIn } from '../../client/api/sign-in.ts';
import type { ActOptions, HuitoukanClient } from '../../client/client.ts';
import { inParallel } from '../../client/in-parallel.ts';
import { actSchema, type Act, type ActType } from '../../domain/command-schema.ts';
import { decide } from '../../domain/decide.ts';
import type { Status } from '../../domain/issue.ts';
import { minimalActs } from '../../domain/minimal-act.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RouteName } from '../../domain/route-right.ts';
import { ROUTE_RIGHTS } from '../../domain/route-rights.ts';
import { recordAbsence } from '../../ledger/absences.ts';
import { actorOf } from '../../ledger/actors.ts';
import { createAccount, grantRounds } from '../../ledger/accounts.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { webhookSettings } from './kit.ts';
import { issueInLedger } from '../../worker/send-act.ts';
import { PaperRound } from '../paper-round.ts';
import { actsTable, bringThere, DRAFTS, IN_STATE } from './acts-by-state.ts';
import { ApiKit } from './kit.ts';

/**
 * The matrix: every route, asked over HTTP by everybody there is, about the issue r1/1, its round, and the person who owns
 * it. What comes out is kept in docs/authorization.md, for people to read and for this test to compare with.
 */
const WHO = {
  anonymous: '未登录 / nobody signed in',
  administrator: '管理员 / administrator',
  office: '督查室 / supervision office',
  team: '本轮次巡察组 / inspection team of the round',
  head: '本单位主要负责人 / head of the unit',
  owner: '本问题责任人 / owner of the issue',
  deputy: '责任人休假的代理人 / deputy of the owner on leave',
  other: '同轮次他人（另一问题的责任人）/ owner of another issue of the round',
  stranger: '与本轮次无关的人员 / official without a part in the round',
  reader: '获授权的查阅者 / reader of the round',
  empty: '无人员、无授权的账号 / account of nobody',
} as const;
type Who = keyof typeof WHO;

let paper: PaperRound;
let kit: ApiKit;
const cookies = new Map<Who, string>();
const accounts = new Map<Who, string>();
const SIGNED_IN = (Object.keys(WHO) as Who[]).filter((who) => who !== 'anonymous');
const matrix = new Map<RouteName, Record<Who, string>>();
/** Whoever has a part in the issue, and what each is offered in each of its states. */
const PARTY = ['office', 'team', 'head', 'owner', 'deputy'] as const;
const acts = new Map<Status, ReadonlyMap<string, ReadonlySet<ActType>>>();

const PEOPLE = { office: 'p-sup', team: 'p-team', head: 'p-head', owner: 'p-owner', deputy: 'p-leader2', other: 'p-second', stranger: 'p-stranger' } as const;

beforeAll(async () => {
  const today = dayOf(Date.now());
  paper = await PaperRound.open(DRAFTS, { feedback: today });
  await bringThere({ act: (number, person, act) => paper.act(number, person, act) });
  await saveDirectory(paper.db, [{ id: 'p-stranger', name: '郑一', email: null }, { id: 'p-leader2', name: '冯二', email: null }], [{ id: 'elsewhere', title: '镇长', unit: '白云镇', holders: ['p-stranger'] }], today);
  await recordAbsence(paper.db, { person: 'p-owner', deputy: 'p-leader2', from: today, last: addDays(today, 3), reason: '休假' }, { by: 'p-sup', at: Date.now() });
  // Nothing is done here: whoever gets so far got past the gate, and past the rules of the act.
  const reached = async (): Promise<never> => {
    throw new Refusal({ code: 'REACHED', zh: '到此', en: 'got here' });
  };
  const decided = async (id: string, person: string, act: Act, { onBehalfOf, at = paper.now }: ActOptions): Promise<never> => {
    decide(await issueInLedger(paper.db, id), act, { actor: await actorOf(paper.db, person, dayOf(at), { subject: id, onBehalfOf }), now: at });
    return await reached();
  };
  const engine = { workflowService: { getSystemInfo: async () => ({}) } };
  const client = { ledger: paper.db, engine, issue: (id: string) => issueInLedger(paper.db, id), act: decided, actOnRound: reached, openRound: reached } as unknown as HuitoukanClient;
  kit = await ApiKit.start(client, { now: () => paper.now });
  for (const who of SIGNED_IN) {
    const person = (PEOPLE as Partial<Record<Who, string>>)[who] ?? null;
    accounts.set(who, await createAccount(paper.db, { username: `a-${who}`, name: who, person, administrator: who === 'administrator' }));
  }
  await grantRounds(paper.db, accounts.get('reader') ?? '', ['r1'], 'test', Date.now());
  await signInAll();
  await Promise.all(
    (Object.entries(IN_STATE) as [Status, string][]).map(async ([state, number]) => {
      const offers = await Promise.all(PARTY.map(async (who) => [who, new Set((await actionsFor(who, number)).filter(({ allowed }) => allowed).map(({ type }) => type))] as const));
      acts.set(state, new Map(offers));
    }),
  );
  for (const name of inTurn(Object.keys(ROUTE_RIGHTS) as RouteName[])) {
    const row = await Promise.all((Object.keys(WHO) as Who[]).map(async (who) => [who, await ask(name, who)] as const));
    matrix.set(name, Object.fromEntries(row) as Record<Who, string>);
  }
  // Everybody was signed out by the last of them.
  await signInAll();
}, 120_000);
afterAll(async () => {
  await kit?.close();
  await paper?.drop();
});

const signInAll = async (): Promise<void> => {
  for (const who of SIGNED_IN) cookies.set(who, await kit.sessionOf(accounts.get(who) ?? ''));
};

/** Signing out comes last. */
const inTurn = (names: RouteName[]): RouteName[] => names.toSorted((a, b) => Number(a === 'DELETE /api/session') - Number(b === 'DELETE /api/session'));

const PLACES: Readonly<Record<string, string>> = { round: 'r1', number: '1', person: 'p-owner', id: 'none', name: 'none', sha256: 'a'.repeat(64) };

type Action = { readonly type: ActType; readonly allowed: boolean; readonly refusal: { readonly code: string } | null };
const behalf = (who: Who): string => (who === 'deputy' ? '?onBehalfOf=p-owner' : '');
const actionsFor = async (who: Who, number: string): Promise<readonly Action[]> => {
  const answer = await kit.with({ cookie: cookies.get(who) ?? '' })('GET', `/api/issues/r1/${number}/actions${behalf(who)}`);
  expect(answer.status, `${who}, issue ${number}`).toBe(200);
  return answer.body['actions'] as readonly Action[];
};

/** Past the gate it is refused at once, instead of playing the round forward for everybody. */
const WRONG: Partial<Record<RouteName, string>> = { 'GET /api/rounds/:round/rehearsal': '?months=0' };

/** `yes`: past the gate, whatever came of it; `hidden`: as if it did not exist. */
const ask = async (name: RouteName, who: Who, number = '1'): Promise<string> => {
  const [method = '', path = ''] = name.split(' ');
  const address = `${kit.served.address}${path.replaceAll(/:(\w+)/g, (_all, place: string) => (place === 'number' ? number : (PLACES[place] ?? '')))}${WRONG[name] ?? ''}`;
  const cookie = cookies.get(who);
  const abort = new AbortController();
  const answer = await fetch(address, { method, signal: abort.signal, headers: { 'sec-fetch-site': 'same-origin', ...(cookie === undefined ? {} : { cookie }) } });
  const isProblem = answer.headers.get('content-type')?.includes('problem+json') === true;
  const { code } = isProblem ? ((await answer.json()) as { code: string }) : { code: '' };
  abort.abort();
  if (code === 'NOT_SIGNED_IN') return '401';
  if (code === 'NOT_ALLOWED') return '–';
  if (code === 'UNKNOWN_ISSUE' || code === 'UNKNOWN_ROUND') return 'hidden';
  expect(answer.status, `${name} as ${who}: ${code}`).toBeLessThan(500);
  return 'yes';
};

const about = (kind: string): RouteName[] => [...matrix.keys()].filter((name) => (ROUTE_RIGHTS[name] as { about?: string }).about === kind);

test('is what docs/authorization.md says', async () => {
  const whos = Object.keys(WHO) as Who[];
  const rows = [...matrix].toSorted(([a], [b]) => (a.slice(a.indexOf(' ')) < b.slice(b.indexOf(' ')) ? -1 : 1)).map(([name, row]) => `| \`${name}\` | ${whos.map((who) => row[who]).join(' | ')} |`);
  const text = [
    '# 谁可以用哪个接口 / Who may use which route',
    '',
    '由 `tests/api/rights.test.ts` 逐个请求生成，规则在 `domain/route-rights.ts`。问题 r1/1、其轮次 r1、其责任人。`hidden`：如同不存在；`yes`：可用，能否办理由办事规则决定。',
    'Made by `tests/api/rights.test.ts` with real requests; the rules are in `domain/route-rights.ts`. About issue r1/1, its round r1 and its owner. `hidden`: as if it did not exist; `yes`: may be used, the rules of the act decide the rest.',
    '',
    ...whos.map((who) => `- **${who}**：${WHO[who]}`),
    '',
    `| | ${whos.join(' | ')} |`,
    `|---|${whos.map(() => '---').join('|')}|`,
    ...rows,
    '',
    '## 问题在各状态下谁可以办理什么 / Who may do what in which state of the issue',
    '',
    '由 `GET …/actions` 逐人逐状态答复，规则在 `domain/permissions.ts` 及各办理规则。代理人代责任人办理。事项（如待批的延期）不在时，其审批不在表中。',
    'As `GET …/actions` answers each of them in each state; the rules are in `domain/permissions.ts` and with the acts. The deputy acts for the owner. What is decided on (an extension that waits, say) has to be there first: such acts are not in the table.',
    '',
    ...actsTable(acts),
    '',
  ].join('\n');
  await expect(text).toMatchFileSnapshot('../../docs/authorization.md');
});

test('nobody uses anything without signing in but what is for anyone', () => {
  for (const [name, row] of matrix) expect(row.anonymous === 'yes', name).toBe((ROUTE_RIGHTS[name] as { who?: unknown }).who === 'anyone');
});

test('whoever has no part in an issue does not learn that it exists', () => {
  for (const name of about('issue')) for (const who of ['other', 'stranger', 'empty'] as const) expect(matrix.get(name)?.[who], `${name} as ${who}`).toBe('hidden');
  for (const name of about('round')) for (const who of ['stranger', 'empty'] as const) expect(matrix.get(name)?.[who], `${name} as ${who}`).toBe('hidden');
});

test('whoever keeps the accounts has no part in any case, and nobody else keeps accounts', () => {
  for (const name of ['issue', 'round', 'person'].flatMap(about)) expect(matrix.get(name)?.administrator, name).toBe('–');
  for (const [name, row] of matrix) if (name.includes('/api/accounts')) for (const who of Object.keys(WHO) as Who[]) expect(row[who] === 'yes', `${name} as ${who}`).toBe(who === 'administrator');
});

test('a reader changes nothing', () => {
  for (const [name, row] of matrix) if (!name.startsWith('GET') && !/^\w+ \/(api\/(me|session|invitation)|acknowledge)/.test(name) && name !== 'POST /api/rounds/:round/rehearsal') expect(row.reader, name).not.toBe('yes');
});

test('the owner, his deputy, his head, the office and the team reach everything about the issue', () => {
  for (const name of about('issue')) for (const who of ['office', 'team', 'head', 'owner', 'deputy'] as const) expect(matrix.get(name)?.[who], `${name} as ${who}`).toBe('yes');
});

test('the state of an issue opens no route to anybody: who sees it sees it in every state, and who does not in none', async () => {
  const asked = Object.values(IN_STATE).slice(1).map(async (number) => {
    for (const name of about('issue')) {
      const row = await Promise.all(SIGNED_IN.map(async (who) => [who, await ask(name, who, number)] as const));
      for (const [who, answer] of row) expect(answer, `${name} as ${who}, issue ${number}`).toBe(matrix.get(name)?.[who]);
    }
  });
  await Promise.all(asked);
}, 60_000);

test('what somebody is offered in a state is what the route of acts takes from him, and nothing else', async () => {
  const tried = Object.values(IN_STATE).flatMap((number) => PARTY.map((who) => [number, who] as const));
  await inParallel(tried, 8, async ([number, who]) => {
    const state = await issueInLedger(paper.db, paper.id(number));
    const actions = await actionsFor(who, number);
    // What the rules are tried with need not be what anybody could write.
    const canBeSent = ({ type }: Action): boolean => minimalActs(state, type, paper.now, PEOPLE[who]).every((act) => actSchema.safeParse(act).success);
    const asked = [actions.find((one) => one.allowed && canBeSent(one)), actions.find(({ refusal }) => refusal?.code === 'NOT_ALLOWED'), actions.find(({ refusal }) => refusal !== null && refusal.code !== 'NOTHING_TO_CONFIRM')].filter((one) => one !== undefined);
    for (const { type, refusal } of asked) {
      const codes = await Promise.all(minimalActs(state, type, paper.now, PEOPLE[who]).map(async (act) => (await kit.with({ cookie: cookies.get(who) ?? '' })('POST', `/api/issues/r1/${number}/acts${behalf(who)}`, act)).body['code']));
      if (refusal === null) expect(codes, `${type} as ${who}, issue ${number}`).toContain('REACHED');
      else expect(codes, `${type} as ${who}, issue ${number}`).not.toContain('REACHED');
    }
  });
}, 60_000);

test('after the end nobody is offered to work on it', () => {
  for (const state of ['archived', 'withdrawn'] as const) for (const [who, types] of acts.get(state) ?? []) for (const type of ['accept', 'propose-plan', 'report-progress', 'submit-for-closure', 'sign'] as const) expect(types.has(type), `${type} as ${who}, ${state}`).toBe(false);
});

test('a route without a line in the table cannot be built, and a line without a route is found', async () => {
  expect(Object.keys(ROUTES).toSorted()).toEqual(Object.keys(ROUTE_RIGHTS).toSorted());
  const ledger = paper.db;
  const api: Api = { client: { ledger } as unknown as HuitoukanClient, signIn: makeSignIn(ledger, { secret: 'x'.repeat(43), address: 'http://127.0.0.1', secure: false }), changes: new ChangeFeed(logOf(ledger)), evidenceFolder: '/nowhere', dataFolder: '/nowhere', webhooks: webhookSettings([]), providers: [], now: Date.now, address: () => '' };
  const forgotten = route({ summary: '忘了 / forgotten', answer: z.object({}), handle: async () => ({}) });
  await expect(buildApp(api, { more: { 'GET /api/forgotten': forgotten } })).rejects.toThrow('has no line');
});
