import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/refusal.ts';
import type { Callers } from './route.ts';

/** Of an account, or of an address where nobody has signed in. */
const PER_MINUTE = 900;
/** Of an address, before anybody has looked at who asks: a whole county may stand behind one. So many times the other. */
const OF_AN_ADDRESS = 10;

const tooMany = (seconds: number): Refusal =>
  new Refusal({ code: 'TOO_MANY_REQUESTS', zh: `请求过于频繁，请${seconds}秒后再试`, en: `too many requests; try again in ${seconds} s`, where: { after: seconds } });

/**
 * Limits of requests a minute. Two, because the second knows who asks, and to know it costs a look into the ledger: first all
 * that comes from an address, be it refused or not; then what an account asks, wherever it comes from.
 */
export const addRateLimits = async (app: FastifyInstance, callers: Callers, perMinute = PER_MINUTE): Promise<void> => {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: '1 minute',
    // Accounts have a sign that no address has.
    keyGenerator: (request) => {
      const account = callers.get(request)?.viewer.account;
      return account == null ? normalizeIP(request.ip) : `account ${account}`;
    },
    errorResponseBuilder: (_request, { ttl }) => tooMany(Math.ceil(ttl / 1000)),
  });
  const flood = app.createRateLimit({ max: perMinute * OF_AN_ADDRESS, timeWindow: '1 minute', keyGenerator: (request) => normalizeIP(request.ip) });
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const passing = await flood(request);
    if (passing.isAllowed || !passing.isExceeded) return;
    void reply.header('retry-after', passing.ttlInSeconds);
    throw tooMany(passing.ttlInSeconds);
  });
};
