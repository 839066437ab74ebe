import { z } from 'zod';
import { secretInWords } from '../../../activities/webhooks.ts';
import { addWebhook, listWebhooks, removeWebhook } from '../../../ledger/webhooks.ts';
import { EVENT_NAMES } from '../../event-words.ts';
import { ROUND_EVENT_NAMES } from '../../round-words.ts';
import { testWebhook } from '../../webhook-test.ts';
import { COMMON_EVENT_NAMES, type Words } from '../../words.ts';
import { route } from '../route.ts';
import { bilingual, DONE, done, idParams, instantSchema } from '../schemas.ts';

const webhookSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    types: z.array(z.string()),
    madeBy: z.string(),
    madeAt: instantSchema,
    /** It answered 410: nothing more is sent. */
    goneAt: instantSchema.nullable(),
    failures: z.int().meta({ description: '连续失败次数 / failures in a row' }),
    succeededAt: instantSchema.nullable(),
    failedAt: instantSchema.nullable(),
    failure: z.string().nullable(),
    accepted: z.int(),
    waiting: z.int(),
    rejected: z.int(),
  })
  .meta({ id: 'Webhook' });

const typesOf = (of: 'issue' | 'round' | 'common', names: Words<string>) => Object.entries(names).map(([type, words]) => ({ type: `${of}.${type}`, ...words }));
const TYPES = [...typesOf('issue', EVENT_NAMES), ...typesOf('round', ROUND_EVENT_NAMES), ...typesOf('common', COMMON_EVENT_NAMES)];

/** Other systems that are told what happens (Standard Webhooks), by those who keep the accounts. */
export const webhookRoutes = {
  'GET /api/webhooks': route({
    summary: '回调：告知其他系统 / webhooks: other systems that are told, and how they fare',
    /** `types`: the kinds of events that one may ask for, in words. */
    answer: z.object({ webhooks: z.array(webhookSchema), types: z.array(bilingual.extend({ type: z.string() })) }),
    handle: async ({ api }) => ({ types: TYPES, webhooks: (await listWebhooks(api.client.ledger)).map((one) => ({ ...one, types: [...one.types] })) }),
  }),

  'POST /api/webhooks': route({
    summary: '登记回调，签名密钥只显示一次；主机须在 HUITOUKAN_WEBHOOK_HOSTS 之列 / adds one; its signing secret is shown this once',
    body: z.strictObject({ url: z.string().max(2_000), name: z.string().trim().min(1).max(100), types: z.array(z.string().regex(/^(issue|round|common)\.[a-z-]{1,60}$/)).max(100).default([]) }),
    answer: z.object({ id: z.string(), secret: z.string() }),
    status: 201,
    handle: async ({ api, body, viewer, reply }) => {
      const url = api.webhooks.guard.demandUrl(body.url).href;
      const id = await addWebhook(api.client.ledger, { ...body, url }, viewer.account ?? '', api.now());
      void reply.header('cache-control', 'no-store');
      return { id, secret: secretInWords(api.webhooks.keyOf(id)) };
    },
  }),

  'DELETE /api/webhooks/:id': route({
    summary: '取消回调 / takes it away; what waits for it is not sent',
    params: idParams,
    answer: done,
    handle: async ({ api, params }) => {
      await removeWebhook(api.client.ledger, params.id, api.now());
      return DONE;
    },
  }),

  'POST /api/webhooks/:id/test': route({
    summary: '发一次测试回调 / one test call, and what the other side said',
    params: idParams,
    answer: z.object({ answer: z.string() }),
    perMinute: 10,
    handle: async ({ api, params }) => ({ answer: await testWebhook(api.client.ledger, api.webhooks, params.id, api.now()) }),
  }),
};
