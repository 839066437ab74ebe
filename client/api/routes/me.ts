import { z } from 'zod';
import { refuse } from '../../../domain/refusal.ts';
import { SCOPES } from '../../../domain/route-right.ts';
import { standingsOf } from '../../../domain/viewer.ts';
import { dayOf } from '../../../domain/time.ts';
import { beginAttempt, endSessions, findAccount, forgetFailures, keepOneSecondFactor, listSessions, takeCode } from '../../../ledger/accounts.ts';
import { issueToken, listTokens, revokeToken } from '../../../ledger/api-tokens.ts';
import { loadNames } from '../../../ledger/people.ts';
import { headersOf } from '../caller.ts';
import { codeRefused, codeWrong, libraryCode, passCookies } from '../cookies.ts';
import { route, type Api } from '../route.ts';
import { DONE, done, idParams, instantSchema, sessionSchema } from '../schemas.ts';
import { demandPassword, PASSWORD_MOST } from '../sign-in.ts';

const passwordSchema = z.string().min(1).max(PASSWORD_MOST);
const scopeSchema = z.enum(SCOPES);
const tokenSchema = z
  .object({ id: z.string(), name: z.string(), scopes: z.array(scopeSchema), madeAt: instantSchema, expiresAt: instantSchema, revokedAt: instantSchema.nullable(), lastUsedAt: instantSchema.nullable() })
  .meta({ id: 'Token' });

/**
 * What asks for the password once more. Guessing it is as slow as at the door: who has found an open session does not know it.
 * @throws Refusal PASSWORD_WRONG, TOO_MANY_FAILURES, SECOND_FACTOR_ON
 */
const withPassword = async ({ client: { ledger }, now }: Api, username: string, work: () => Promise<Response>): Promise<Response> => {
  await beginAttempt(ledger, username, now());
  const answer = await work();
  const why = answer.ok ? undefined : await libraryCode(answer);
  if (!answer.ok && why !== 'TOTP_ALREADY_ENABLED') return refuse('PASSWORD_WRONG', '当前密码不正确', 'the current password is wrong');
  await forgetFailures(ledger, username);
  return answer.ok ? answer : refuse('SECOND_FACTOR_ON', '已绑定动态验证码；要换一个，请先解除', 'there is a second factor already; to change it, take it away first');
};

/** One's own account: who one is here, password, second factor, sessions, tokens. */
export const meRoutes = {
  'GET /api/me': route({
    summary: '我是谁 / who is signed in, and what this account is',
    answer: z.object({
      account: z.string(),
      username: z.string(),
      name: z.string(),
      person: z.string().nullable(),
      standings: z.array(z.enum(['administrator', 'office', 'team', 'official', 'reader'])),
      posts: z.array(z.string()),
      /** Persons on leave today in whose name this one may act, with onBehalfOf. */
      standsInFor: z.array(z.string()),
      secondFactor: z.boolean(),
      scopes: z.array(scopeSchema).nullable(),
      /** What this system takes for the time (epoch ms): dates in a page count from here, not from a clock that may be wrong. */
      now: instantSchema,
    }),
    handle: async ({ api, viewer, caller }) => {
      const { ledger } = api.client;
      const [account, names] = await Promise.all([findAccount(ledger, viewer.account ?? ''), loadNames(ledger, dayOf(api.now()))]);
      const posts = viewer.refs.filter((ref) => ref.startsWith('post:')).map((ref) => names.party(ref));
      return { account: account.id, username: account.username, name: account.name, person: viewer.person, standings: [...standingsOf(viewer)], posts, standsInFor: [...viewer.standsInFor], secondFactor: account.two_factor_enabled, scopes: caller.token === null ? null : [...caller.token], now: api.now() };
    },
  }),

  'POST /api/me/password': route({
    summary: '修改密码，其他登录随之退出 / changes the password; other sessions end',
    body: z.strictObject({ current: passwordSchema, next: passwordSchema }),
    answer: done,
    perMinute: 10,
    handle: async ({ api, body, viewer, request, reply }) => {
      const { username } = await findAccount(api.client.ledger, viewer.account ?? '');
      demandPassword(body.next, username);
      const answer = await withPassword(api, username, async () => await api.signIn.api.changePassword({ body: { currentPassword: body.current, newPassword: body.next, revokeOtherSessions: true }, headers: headersOf(request), asResponse: true }));
      passCookies(answer.headers, reply);
      return DONE;
    },
  }),

  'POST /api/me/second-factor': route({
    summary: '开始绑定动态验证码 / begins a second factor: a secret for the authenticator, and backup codes, shown once',
    body: z.strictObject({ password: passwordSchema }),
    answer: z.object({ address: z.string().meta({ description: 'otpauth://, for a QR code' }), backupCodes: z.array(z.string()) }),
    perMinute: 10,
    handle: async ({ api, body, request, viewer, reply }) => {
      const { id, username } = await findAccount(api.client.ledger, viewer.account ?? '');
      const answer = await withPassword(api, username, async () => await api.signIn.api.enableTwoFactor({ body, headers: headersOf(request), asResponse: true }));
      await keepOneSecondFactor(api.client.ledger, id);
      passCookies(answer.headers, reply);
      const { totpURI, backupCodes } = (await answer.json()) as { totpURI: string; backupCodes: string[] };
      // The library names accounts by an address that nobody knows.
      return { address: totpURI.replace(/^otpauth:\/\/totp\/[^?]*/, `otpauth://totp/${encodeURIComponent('回头看')}:${encodeURIComponent(username)}`), backupCodes };
    },
  }),

  'POST /api/me/second-factor/confirm': route({
    summary: '用一个验证码确认绑定 / a first code confirms it',
    body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
    answer: done,
    perMinute: 10,
    handle: async ({ api, body, request, viewer, reply }) => {
      // Taken before it is looked at: a wrong one is of no use either.
      if (!(await takeCode(api.client.ledger, viewer.account ?? '', body.code))) return codeWrong();
      const answer = await api.signIn.api.verifyTOTP({ body, headers: headersOf(request), asResponse: true });
      if (!answer.ok) return await codeRefused(answer);
      passCookies(answer.headers, reply);
      return DONE;
    },
  }),

  'DELETE /api/me/second-factor': route({
    summary: '解除动态验证码 / takes the second factor away',
    body: z.strictObject({ password: passwordSchema }),
    answer: done,
    perMinute: 10,
    handle: async ({ api, body, request, viewer, reply }) => {
      const { username } = await findAccount(api.client.ledger, viewer.account ?? '');
      const answer = await withPassword(api, username, async () => await api.signIn.api.disableTwoFactor({ body, headers: headersOf(request), asResponse: true }));
      passCookies(answer.headers, reply);
      return DONE;
    },
  }),

  'GET /api/me/sessions': route({
    summary: '我的登录 / where this account is signed in',
    answer: z.object({ sessions: z.array(sessionSchema) }),
    handle: async ({ api, viewer, caller }) => ({ sessions: (await listSessions(api.client.ledger, viewer.account ?? '')).map((one) => ({ ...one, current: one.id === caller.session })) }),
  }),

  'DELETE /api/me/sessions/:id': route({
    summary: '结束一个登录 / ends one of them',
    params: idParams,
    answer: done,
    handle: async ({ api, params, viewer }) => ((await endSessions(api.client.ledger, viewer.account ?? '', params.id)) === 0 ? refuse('UNKNOWN_SESSION', '没有这个登录', 'there is no such session') : DONE),
  }),

  'GET /api/me/tokens': route({
    summary: '我的接口令牌 / tokens for other systems',
    answer: z.object({ tokens: z.array(tokenSchema) }),
    handle: async ({ api, viewer }) => ({ tokens: (await listTokens(api.client.ledger, viewer.account ?? '')).map((one) => ({ ...one, scopes: [...one.scopes] })) }),
  }),

  'POST /api/me/tokens': route({
    summary: '签发接口令牌，只显示一次 / issues a token, shown this once',
    body: z.strictObject({ name: z.string().trim().min(1).max(100), scopes: z.array(scopeSchema).min(1).max(SCOPES.length), days: z.int().min(1).max(366).default(90) }),
    answer: z.object({ id: z.string(), token: z.string(), expiresAt: instantSchema }),
    status: 201,
    perMinute: 10,
    handle: async ({ api, body, viewer, reply }) => {
      void reply.header('cache-control', 'no-store');
      return await issueToken(api.client.ledger, viewer.account ?? '', body, viewer.account ?? '', api.now());
    },
  }),

  'DELETE /api/me/tokens/:id': route({
    summary: '撤销令牌 / revokes a token',
    params: idParams,
    answer: done,
    handle: async ({ api, params, viewer }) => {
      await revokeToken(api.client.ledger, viewer.account ?? '', params.id, api.now());
      return DONE;
    },
  }),
};
