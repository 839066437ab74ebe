import { z } from 'zod';
import { beginAttempt, endSessionOf, findAccount, forgetFailures, lookAtInvitation, takeCode, useInvitation } from '../../../ledger/accounts.ts';
import { headersOf } from '../caller.ts';
import { codeRefused, codeWrong, passCookies, signInFailed } from '../cookies.ts';
import { setPassword } from '../password.ts';
import { route, type Api } from '../route.ts';
import { DONE, done } from '../schemas.ts';
import { demandPassword, PASSWORD_MOST } from '../sign-in.ts';

const nameSchema = z.string().trim().min(1).max(64).transform((name) => name.toLowerCase());
const passwordSchema = z.string().min(1).max(PASSWORD_MOST);
const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Guessing is slow by account (`sign_in_failure`) and by address. */
const PER_MINUTE = 20;

/** Signing in and out, and making an account one's own by a one-time link. */
export const sessionRoutes = {
  'POST /api/session': route({
    summary: '登录 / sign in; with a second factor the session begins after its code',
    body: z.strictObject({ username: nameSchema, password: passwordSchema }),
    answer: z.object({ secondFactor: z.boolean() }),
    perMinute: PER_MINUTE,
    handle: async ({ api, body, request, reply }) => {
      const { ledger } = api.client;
      const { username, password } = body;
      await beginAttempt(ledger, username, api.now());
      const closed = await isClosed(api, username);
      const answer = await api.signIn.api.signInUsername({ body: { username, password, rememberMe: true }, headers: headersOf(request), asResponse: true });
      if (!answer.ok || closed) return signInFailed();
      await forgetFailures(ledger, username);
      passCookies(answer.headers, reply);
      const said = (await answer.json()) as { twoFactorRedirect?: boolean };
      return { secondFactor: said.twoFactorRedirect === true };
    },
  }),

  'POST /api/session/second-factor': route({
    summary: '登录第二步：动态验证码或备用码 / the code of the second factor, or a backup code',
    body: z.strictObject({ code: z.string().trim().min(6).max(20) }),
    answer: done,
    perMinute: PER_MINUTE,
    handle: async ({ api, body, request, reply }) => {
      const { code } = body;
      const headers = headersOf(request);
      const isBackup = !/^\d{6}$/.test(code);
      const answer = await (isBackup ? api.signIn.api.verifyBackupCode : api.signIn.api.verifyTOTP)({ body: { code }, headers, asResponse: true });
      if (!answer.ok) return await codeRefused(answer);
      if (!isBackup) await demandFirstUse(api, code, answer);
      passCookies(answer.headers, reply);
      return DONE;
    },
  }),

  'DELETE /api/session': route({
    summary: '退出 / sign out',
    answer: done,
    handle: async ({ api, request, reply }) => {
      passCookies((await api.signIn.api.signOut({ headers: headersOf(request), asResponse: true })).headers, reply);
      return DONE;
    },
  }),

  'POST /api/invitation': route({
    summary: '查看一次性链接是给谁的（不会用掉）/ whom a one-time link is for; looking does not use it up',
    body: z.strictObject({ token: tokenSchema }),
    answer: z.object({ username: z.string(), name: z.string(), administrator: z.boolean() }),
    perMinute: PER_MINUTE,
    handle: async ({ api, body }) => {
      const { username, name, administrator } = await lookAtInvitation(api.client.ledger, body.token, api.now());
      return { username, name, administrator };
    },
  }),

  'POST /api/invitation/accept': route({
    summary: '凭一次性链接设置密码 / chooses the password of an account by its one-time link',
    body: z.strictObject({ token: tokenSchema, password: passwordSchema }),
    answer: z.object({ username: z.string() }),
    perMinute: PER_MINUTE,
    handle: async ({ api, body }) => {
      const { ledger } = api.client;
      const now = api.now();
      const { account, username } = await lookAtInvitation(ledger, body.token, now);
      demandPassword(body.password, username);
      await useInvitation(ledger, body.token, now);
      await setPassword(api, account, body.password);
      return { username };
    },
  }),
};

/**
 * A code is good once. Whose it was is known when it has been looked at, and then there is a session already, of which nobody has
 * been told: it ends. @throws Refusal SECOND_FACTOR_WRONG
 */
const demandFirstUse = async ({ client: { ledger } }: Api, code: string, answer: Response): Promise<void> => {
  const { token, user } = (await answer.clone().json()) as { token: string; user: { id: string } };
  if (await takeCode(ledger, user.id, code)) return;
  await endSessionOf(ledger, token);
  codeWrong();
};

const isClosed = async ({ client }: Api, username: string): Promise<boolean> =>
  await findAccount(client.ledger, username).then(
    (account) => account.disabled_at !== null,
    () => true,
  );
