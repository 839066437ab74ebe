import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { RouteName, RouteRight } from '../../domain/route-right.ts';
import { refuse } from '../../domain/refusal.ts';
import { createAccount, grantRounds, listAccounts } from '../../ledger/accounts.ts';
import { headersOf } from './caller.ts';
import { passCookies, signInFailed } from './cookies.ts';
import { setPassword } from './password.ts';
import { route, type Api, type RouteTable } from './route.ts';
import { bilingual, DONE, done } from './schemas.ts';

/**
 * Signing in to a demo by a button, a role each. A real instance cannot have it, three times over: these routes exist only
 * where `serve` is given people of a demo, which nothing but the demo does; the accounts have random passwords that live in
 * this process only; and where the ledger has an account already, the people are refused.
 */
export type DemoPerson = { readonly username: string; readonly name: string; readonly person: string | null; readonly administrator: boolean; /** Rounds that this account was let into, where it has no part of its own. */ readonly reads: readonly string[]; readonly role: { readonly zh: string; readonly en: string } };

/** A person of the demo with the password that nobody is told. */
type Entry = DemoPerson & { readonly password: string };
export type Demo = readonly Entry[];

/** Makes the accounts of a demo. @throws Refusal NOT_A_DEMO where there are accounts already */
export const openDemo = async (api: Pick<Api, 'client' | 'signIn'>, people: readonly DemoPerson[]): Promise<Demo> => {
  const { ledger } = api.client;
  if ((await listAccounts(ledger)).length > 0) refuse('NOT_A_DEMO', '台账中已有账号，不是演示，不提供按角色登录', 'the ledger has accounts: this is no demo, and nobody signs in by role');
  const entries: Entry[] = [];
  for (const person of people) {
    const password = randomBytes(32).toString('base64url');
    const account = await createAccount(ledger, person);
    if (person.reads.length > 0) await grantRounds(ledger, account, person.reads, 'system', Date.now());
    await setPassword(api, account, password);
    entries.push({ ...person, password });
  }
  return entries;
};

export const DEMO_RIGHTS: Readonly<Record<RouteName, RouteRight>> = {
  'GET /api/demo': { who: 'anyone', scope: 'read' },
  'POST /api/demo/session': { who: 'anyone', scope: null },
};

export const demoRoutes = (demo: Demo): RouteTable => ({
  'GET /api/demo': route({
    summary: '演示中可登录的角色（仅演示）/ the roles of a demo',
    answer: z.object({ people: z.array(z.object({ username: z.string(), name: z.string(), role: bilingual })) }),
    handle: async () => ({ people: demo.map(({ username, name, role }) => ({ username, name, role })) }),
  }),
  'POST /api/demo/session': route({
    summary: '以演示角色登录（仅演示）/ signs in as somebody of the demo',
    body: z.strictObject({ username: z.string().max(64) }),
    answer: done,
    handle: async ({ api, body, request, reply }) => {
      const entry = demo.find(({ username }) => username === body.username) ?? signInFailed();
      const answer = await api.signIn.api.signInUsername({ body: { username: entry.username, password: entry.password, rememberMe: true }, headers: headersOf(request), asResponse: true });
      if (!answer.ok) return signInFailed();
      passCookies(answer.headers, reply);
      return DONE;
    },
  }),
});
