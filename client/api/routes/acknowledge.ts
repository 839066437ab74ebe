import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { standingOfLink, type LinkStanding } from '../../../domain/action-link.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { logAccess } from '../../../ledger/access-log.ts';
import { findLink, type FoundLink } from '../../../ledger/action-links.ts';
import { linkPage, messagePage, refusedPage } from '../acknowledge-page.ts';
import { statusOf } from '../problem.ts';
import { route, type Api } from '../route.ts';

const linkSchema = z.strictObject({ t: z.string().max(200).default('') });
const HTML = { contentType: 'text/html; charset=utf-8' } as const;
const PER_MINUTE = 120;

const STATUS: Readonly<Record<LinkStanding, number>> = { open: 200, confirmed: 200, expired: 410, past: 410 };

const send = (reply: FastifyReply, status: number, page: (nonce: string) => string): undefined => {
  void reply.code(status).type(HTML.contentType).header('cache-control', 'no-store').send(page(reply.cspNonce.style));
  return undefined;
};

/** Confirms in the name of whom the mail was for; the rules say whether he may. */
const confirm = async ({ client, now }: Api, { about, step, person, onBehalfOf }: FoundLink): Promise<void> => {
  const options = { at: now(), ...(onBehalfOf === null ? {} : { onBehalfOf }) };
  const [kind, round = ''] = about.split('/');
  if (kind === 'round') await client.actOnRound(round, person, { type: 'acknowledge', step }, options);
  else await client.act(about, person, { type: 'acknowledge', step }, options);
};

/** The link in a mail that asks to be confirmed (签收): looking changes nothing, since scanners of mails open every link. */
export const acknowledgeRoutes = {
  'GET /acknowledge': route({
    summary: '邮件中的签收链接：只显示，不办理 / the page behind the link of a mail; it changes nothing',
    query: linkSchema,
    head: true,
    answer: z.unknown(),
    raw: HTML,
    perMinute: PER_MINUTE,
    handle: async ({ api, query, reply }) => {
      const link = await findLink(api.client.ledger, query.t);
      if (link === undefined) return send(reply, 404, (nonce) => messagePage('unknown', nonce));
      const standing = standingOfLink(link, api.now());
      return send(reply, STATUS[standing], (nonce) => linkPage(link, standing, query.t, nonce));
    },
  }),

  'POST /acknowledge': route({
    summary: '按下“签收”：不必登录，只签收这一件 / its button: acknowledges that one notice, without signing in',
    body: linkSchema,
    answer: z.unknown(),
    raw: HTML,
    htmlForm: true,
    perMinute: PER_MINUTE,
    handle: async ({ api, body, request, reply }) => {
      const link = await findLink(api.client.ledger, body.t);
      if (link === undefined) return send(reply, 404, (nonce) => messagePage('unknown', nonce));
      const standing = standingOfLink(link, api.now());
      if (standing !== 'open') return send(reply, STATUS[standing], (nonce) => linkPage(link, standing, body.t, nonce));
      await logAccess(api.client.ledger, { at: api.now(), account: null, person: link.person, action: 'POST /acknowledge', subject: link.about, requestId: request.id, details: { step: link.step } });
      try {
        await confirm(api, link);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return send(reply, statusOf(error.code), (nonce) => refusedPage(error, nonce));
      }
      return send(reply, 200, (nonce) => messagePage('done', nonce));
    },
  }),
};
