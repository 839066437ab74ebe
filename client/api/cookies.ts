import type { FastifyReply } from 'fastify';
import { refuse } from '../../domain/refusal.ts';

/** What the sign-in library wants the browser to keep. */
export const passCookies = (headers: Headers, reply: FastifyReply): void => {
  for (const cookie of headers.getSetCookie()) void reply.header('set-cookie', cookie);
  void reply.header('cache-control', 'no-store');
};

/** Nor whether a code was wrong, too old, or used before. */
export const codeWrong = (): never => refuse('SECOND_FACTOR_WRONG', '验证码不正确、已过期或已用过，请等下一个验证码再试', 'the code is wrong, has expired, or was used already; wait for the next one');

/** The same words whether the name or the password is wrong, or the account is closed. */
export const signInFailed = (): never => refuse('SIGN_IN_FAILED', '账号或密码不正确，或账号已停用', 'the name or the password is wrong, or the account is closed');
