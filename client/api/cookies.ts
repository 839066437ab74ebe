import type { FastifyReply } from 'fastify';
import { refuse } from '../../domain/refusal.ts';

/** What the sign-in library wants the browser to keep. */
export const passCookies = (headers: Headers, reply: FastifyReply): void => {
  for (const cookie of headers.getSetCookie()) void reply.header('set-cookie', cookie);
  void reply.header('cache-control', 'no-store');
};

/** Nor whether a code was wrong, too old, or used before. */
export const codeWrong = (): never => refuse('SECOND_FACTOR_WRONG', '验证码不正确、已过期或已用过，请等下一个验证码再试', 'the code is wrong, has expired, or was used already; wait for the next one');

/** So many wrong codes in a row close the second step for so long, whatever address they come from. */
export const CODE_LOCK = { failures: 10, minutes: 15 } as const;

/** What the library says of a code that it does not take. @throws Refusal SECOND_FACTOR_WRONG, TOO_MANY_FAILURES */
export const codeRefused = async (answer: Response): Promise<never> => {
  const { minutes } = CODE_LOCK;
  if ((await libraryCode(answer)) === 'ACCOUNT_TEMPORARILY_LOCKED') refuse('TOO_MANY_FAILURES', `验证码错误次数过多，请${minutes}分钟后再试`, `too many wrong codes; try again in ${minutes} minutes`, { minutes });
  return codeWrong();
};

/** What the library for sign-in calls the reason of a refusal. */
export const libraryCode = async (answer: Response): Promise<string | undefined> => ((await answer.json()) as { code?: string }).code;

/** The same words whether the name or the password is wrong, or the account is closed. */
export const signInFailed = (): never => refuse('SIGN_IN_FAILED', '账号或密码不正确，或账号已停用', 'the name or the password is wrong, or the account is closed');
