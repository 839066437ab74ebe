import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SignInProvider } from '../../client/api/sign-in-settings.ts';
import { callbackAddress } from '../../client/api/sign-in.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { listAccounts, setDisabled } from '../../ledger/accounts.ts';
import { PaperRound } from '../paper-round.ts';
import { ApiKit } from './kit.ts';
import { CLIENT, startOidcServer, type Tampering } from './oidc-server.ts';

/** A unit's own login: a real provider, real redirects, and browsers that keep their cookies. */
let paper: PaperRound;
let kit: ApiKit;
let oidc: Awaited<ReturnType<typeof startOidcServer>>;
let disabled: string;

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

beforeAll(async () => {
  paper = await PaperRound.open([{}]);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const people: Record<string, Record<string, unknown>> = {
    zhang: { employee_no: 'p-owner', name: '张三', email: 'somebody@example.com', roles: ['administrator', 'office'] },
    nobody: { employee_no: 'p-none', name: '无此人' },
    unnamed: { name: '没有工号' },
    closed: { employee_no: 'p-second', name: '钱七' },
    keeper: { employee_no: 'keeper', name: '管理员' },
  };
  oidc = await startOidcServer(['unit', 'by-name'].map((id) => callbackAddress(address, id)), people);
  const provider = (id: string, match: SignInProvider['match']): SignInProvider => ({ id, name: '统一身份认证', issuer: oidc.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, claim: 'employee_no', match, scopes: ['openid', 'profile'] });
  kit = await ApiKit.start({ ledger: paper.db } as unknown as HuitoukanClient, { port, providers: [provider('unit', 'person'), provider('by-name', 'username')] });
  const zhang = await kit.account({ username: 'zhang', person: 'p-owner' });
  // Somebody who has the provider say the address by which the sign-in library knows another account.
  people['liar'] = { employee_no: 'p-none', name: '冒名', email: `${zhang.toLowerCase()}@accounts.invalid`, email_verified: true };
  disabled = await kit.account({ username: 'qian', person: 'p-second' });
  await setDisabled(paper.db, disabled, Date.now());
  await kit.account({ username: 'keeper', administrator: true });
}, 60_000);
afterAll(async () => {
  await kit?.close();
  await oidc?.close();
  await paper?.drop();
});
beforeEach(() => {
  oidc.now.tampering = {};
});

/** A browser as far as it matters: it follows redirects, and keeps every site's cookies for that site. */
class Browser {
  private readonly jar = new Map<string, Map<string, string>>();
  /** Where it was sent, in order. */
  readonly went: string[] = [];

  async get(address: string, hops = 12): Promise<{ readonly status: number; readonly text: string }> {
    const { origin } = new URL(address);
    this.went.push(address);
    const cookies = this.jar.get(origin) ?? new Map<string, string>();
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    this.jar.set(origin, cookies);
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || location === null || hops === 0) return { status: answer.status, text: await answer.text() };
    await answer.body?.cancel();
    return await this.get(new URL(location, address).href, hops - 1);
  }

  async me(): Promise<Record<string, unknown>> {
    return JSON.parse((await this.get(`${kit.served.address}/api/me`)).text) as Record<string, unknown>;
  }
}

const signIn = async (as: string, { provider = 'unit', tampering = {} }: { provider?: string; tampering?: Tampering } = {}) => {
  oidc.now.signsIn = as;
  oidc.now.tampering = tampering;
  const browser = new Browser();
  const page = await browser.get(`${kit.served.address}/api/sign-in/${provider}`);
  return { browser, page, me: await browser.me() };
};

test('the page of sign-in knows which logins there are', async () => {
  expect((await kit.anonymous('GET', '/api/sign-in')).body).toEqual({ providers: [{ id: 'unit', name: '统一身份认证' }, { id: 'by-name', name: '统一身份认证' }] });
});

test('who has an account is signed in as himself, and is what the directory says, whatever the provider calls him', async () => {
  const { browser, me } = await signIn('zhang');
  expect(me).toMatchObject({ username: 'zhang', person: 'p-owner', standings: ['official'] });
  expect(browser.went.at(-2)).toBe(`${kit.served.address}/`);
  // The second time as well, by what was kept of the first.
  expect((await signIn('zhang')).me).toMatchObject({ person: 'p-owner' });
  expect((await signIn('zhang', { provider: 'by-name' })).me).toMatchObject({ code: 'NOT_SIGNED_IN' });
});

test('asks with a challenge (PKCE), a state and a nonce, each new every time', async () => {
  const before = oidc.asked.length;
  await signIn('zhang');
  await signIn('zhang');
  const [first, second] = oidc.asked.slice(before).filter((url) => url.searchParams.has('state'));
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(first?.searchParams.get(name)?.length, name).toBeGreaterThan(20);
    expect(first?.searchParams.get(name), name).not.toBe(second?.searchParams.get(name));
  }
  expect(first?.searchParams.get('code_challenge_method')).toBe('S256');
});

test('nobody gets an account or a right by signing in', async () => {
  const before = await listAccounts(paper.db);
  for (const as of ['nobody', 'unnamed', 'closed', 'keeper', 'liar']) {
    const { page, me } = await signIn(as);
    expect(page.status, as).toBe(403);
    expect(page.text, as).toContain('未能登录');
    expect(me['code'], as).toBe('NOT_SIGNED_IN');
  }
  expect((await signIn('keeper', { provider: 'by-name' })).me).toMatchObject({ code: 'NOT_SIGNED_IN' });
  expect(await listAccounts(paper.db)).toEqual(before.map((one) => ({ ...one, sessions: expect.any(Number) as number })));
});

test('an account that was closed afterwards is not entered by it', async () => {
  const id = (await listAccounts(paper.db)).find(({ username }) => username === 'zhang')?.id ?? '';
  await setDisabled(paper.db, id, Date.now());
  expect((await signIn('zhang')).me).toMatchObject({ code: 'NOT_SIGNED_IN' });
  await setDisabled(paper.db, id, null);
});

test('another nonce or another challenge than ours is refused', async () => {
  expect((await signIn('zhang', { tampering: { nonce: 'of-somebody-else' } })).me).toMatchObject({ code: 'NOT_SIGNED_IN' });
  expect((await signIn('zhang', { tampering: { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' } })).me).toMatchObject({ code: 'NOT_SIGNED_IN' });
});

test('an answer counts once, and in the browser that asked', async () => {
  const { browser } = await signIn('zhang');
  const answer = browser.went.find((address) => address.includes('/callback')) ?? '';
  expect(answer).toContain('code=');
  for (const other of [browser, new Browser()]) expect((await other.get(answer)).status).toBe(403);
  const stolen = new Browser();
  await stolen.get(answer);
  expect(await stolen.me()).toMatchObject({ code: 'NOT_SIGNED_IN' });
  for (const wrong of ['?code=x&state=y', '?error=access_denied', '']) expect((await new Browser().get(`${kit.served.address}/api/sign-in/unit/callback${wrong}`)).status).toBe(403);
});

test('nothing that could be used in a person’s name at the provider is kept', async () => {
  await signIn('zhang');
  const rows = await paper.db.selectFrom('sign_in_method' as never).selectAll().execute();
  const unit = (rows as Record<string, unknown>[]).filter((row) => row['provider_id'] === 'unit');
  expect(unit).toMatchObject([{ provider_account_id: 'p-owner', access_token: null, refresh_token: null, id_token: null }]);
});
