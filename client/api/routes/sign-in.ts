import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { refuse } from '../../../domain/refusal.ts';
import { headersOf } from '../caller.ts';
import { passCookies } from '../cookies.ts';
import { plainPage, wordsHtml } from '../plain-page.ts';
import { route, type Api } from '../route.ts';
import type { SignInProvider } from '../sign-in-settings.ts';
import { idParams } from '../schemas.ts';

const PER_MINUTE = 30;
const HTML = { contentType: 'text/html; charset=utf-8' } as const;

/** @throws Refusal UNKNOWN_SIGN_IN */
const providerOf = ({ providers }: Api, id: string): SignInProvider => providers.find((one) => one.id === id) ?? refuse('UNKNOWN_SIGN_IN', `没有登录方式“${id}”`, `there is no login "${id}"`, { id });

const goTo = (reply: FastifyReply, address: string): undefined => {
  void reply.code(302).header('location', address).header('cache-control', 'no-store').send('');
  return undefined;
};

/** What the provider or the library did not like is for the log; people hear what they can do. */
const failed = (reply: FastifyReply, provider: SignInProvider, why: string): undefined => {
  reply.log.warn({ provider: provider.id, why }, 'sign-in by another login failed');
  const words = { zh: `通过“${provider.name}”未能登录：该登录没有对应的账号，或登录已取消、超时。请重试；仍不成功请联系管理员。`, en: `Signing in by “${provider.name}” did not work: no account belongs to that login, or it was called off or took too long. Try again, or ask the administrator.` };
  void reply.code(403).type(HTML.contentType).header('cache-control', 'no-store').send(plainPage('未能登录 / Not signed in', wordsHtml(words), reply.cspNonce.style));
  return undefined;
};

/** Signing in with a unit's own login (OpenID Connect). It says who somebody is; what he may do, our own directory says. */
export const signInRoutes = {
  'GET /api/sign-in': route({
    summary: '可用的统一登录 / other logins that one may sign in with',
    answer: z.object({ providers: z.array(z.object({ id: z.string(), name: z.string() })) }),
    handle: async ({ api }) => ({ providers: api.providers.map(({ id, name }) => ({ id, name })) }),
  }),

  'GET /api/sign-in/:id': route({
    summary: '转到统一登录 / sends the browser to the login',
    params: idParams,
    answer: z.unknown(),
    raw: HTML,
    perMinute: PER_MINUTE,
    handle: async ({ api, params, request, reply }) => {
      const provider = providerOf(api, params.id);
      const answer = await api.signIn.api.signInSocial({ body: { provider: provider.id, callbackURL: '/', errorCallbackURL: '/', disableRedirect: true }, headers: headersOf(request), asResponse: true });
      if (!answer.ok) return failed(reply, provider, `HTTP ${answer.status}`);
      passCookies(answer.headers, reply);
      return goTo(reply, String(((await answer.json()) as { url?: string }).url));
    },
  }),

  'GET /api/sign-in/:id/callback': route({
    summary: '统一登录返回处 / where the login sends the browser back to',
    params: idParams,
    query: z.looseObject({ code: z.string().max(4_000).optional(), state: z.string().max(1_000).optional(), iss: z.string().max(500).optional(), error: z.string().max(200).optional() }),
    answer: z.unknown(),
    raw: HTML,
    perMinute: PER_MINUTE,
    handle: async ({ api, params, query, request, reply }) => {
      const provider = providerOf(api, params.id);
      const { code, state, iss, error } = query;
      const given = Object.fromEntries(Object.entries({ code, state, iss, error }).filter(([, value]) => value !== undefined));
      const answer = await api.signIn.api.callbackOAuth({ params: { id: provider.id }, query: given, headers: headersOf(request), method: 'GET', asResponse: true });
      passCookies(answer.headers, reply);
      const location = answer.headers.get('location') ?? '';
      const why = URL.canParse(location, 'http://here') ? new URL(location, 'http://here').searchParams.get('error') : 'no answer';
      if (answer.status !== 302 || why !== null) return failed(reply, provider, why ?? `HTTP ${answer.status}`);
      return goTo(reply, '/');
    },
  }),
};
