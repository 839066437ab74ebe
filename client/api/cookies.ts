import type { FastifyReply } from 'fastify';
import { refuse } from '../../domain/refusal.ts';

/** What the sign-in library wants the browser to keep. */
export const passCookies = (headers: Headers, reply: FastifyReply): void => {
  for (const cookie of headers.getSetCookie()) void reply.header('set-cookie', cookie);
  void reply.header('cache-control', 'no-store');
};

/** The same words whether the name or the password is wrong, or the account is closed. */
export const signInFailed = (): never => refuse('SIGN_IN_FAILED', '账号或密码不正确，或账号已停用', 'the name or the password is wrong, or the account is closed');
