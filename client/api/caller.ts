import type { FastifyRequest } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time.ts';
import { NOBODY } from '../../domain/viewer.ts';
import { accountOfToken, isToken } from '../../ledger/api-tokens.ts';
import { viewerOf } from '../../ledger/viewers.ts';
import type { Api, Caller } from './route.ts';

const ANONYMOUS: Caller = { viewer: NOBODY, session: null, token: null, renewed: [] };
export const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?huitoukan\.session_token=/;

/** The request's own headers, in the form that the sign-in library reads. */
export const headersOf = (request: FastifyRequest): Headers => {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'x-forwarded-for'] as const) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  // Whatever a caller claims, the address is that of the connection (or of the proxy that we were told to trust).
  headers.set('x-forwarded-for', request.ip);
  return headers;
};

/**
 * Who asks: the token of another system, else the session of a signed-in account, else nobody. A token that is not valid is
 * an error, not nobody.
 * @throws Refusal TOKEN_INVALID
 */
export const callerOf = async (api: Api, request: FastifyRequest): Promise<Caller> => {
  const { authorization } = request.headers;
  const today = dayOf(api.now());
  if (authorization !== undefined) return await callerOfToken(api, authorization.replace(/^Bearer\s+/i, ''), today);
  if (!SESSION_COOKIE.test(request.headers.cookie ?? '')) return ANONYMOUS;
  const { response: found, headers } = await api.signIn.api.getSession({ headers: headersOf(request), returnHeaders: true });
  if (found === null) return ANONYMOUS;
  const viewer = await viewerOf(api.client.ledger, found.user.id, today);
  return viewer === null ? ANONYMOUS : { viewer, session: found.session.id, token: null, renewed: headers.getSetCookie() };
};

const callerOfToken = async (api: Api, token: string, today: string): Promise<Caller> => {
  const { ledger } = api.client;
  const account = isToken(token) ? await accountOfToken(ledger, token, api.now()) : null;
  const viewer = account === null ? null : await viewerOf(ledger, account.id, today);
  if (account === null || viewer === null) return refuse('TOKEN_INVALID', '令牌无效、已撤销或已过期', 'the token is not valid, was revoked, or has expired');
  return { viewer, session: null, token: account.scopes, renewed: [] };
};
