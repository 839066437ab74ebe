import { z } from 'zod';
import { listAccess } from '../../../ledger/access-log.ts';
import { askHealth } from '../../health.ts';
import { accessWordsOf } from '../access-words.ts';
import { route } from '../route.ts';
import { bilingual, instantSchema, limitSchema } from '../schemas.ts';

const accessSchema = z
  .object({
    position: z.int(),
    at: instantSchema,
    account: z.string().nullable(),
    person: z.string().nullable(),
    action: z.string(),
    what: bilingual.describe('所看、所取的内容；命令行的操作照录 / what was read or taken out, in words; a command as it was given'),
    subject: z.string().nullable(),
    requestId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AccessEntry' });

export const systemRoutes = {
  'GET /api/health': route({
    summary: '是否在运行 / is it up',
    answer: z.object({ up: z.literal(true), ledger: z.boolean(), engine: z.boolean() }),
    handle: async ({ api }) => ({ up: true as const, ...(await askHealth(api.client)) }),
  }),

  'GET /api/openapi.json': route({
    summary: '接口文档（OpenAPI 3.1）/ this document',
    answer: z.record(z.string(), z.unknown()),
    handle: async ({ request }) => request.server.swagger() as unknown as Record<string, unknown>,
  }),

  'GET /api/access-log': route({
    summary: '谁看过、导出过什么 / who read or took out what, the newest first',
    query: z.strictObject({ person: z.string().max(64).optional(), subject: z.string().max(200).optional(), before: z.coerce.number().int().min(1).optional(), limit: limitSchema(500, 100) }),
    answer: z.object({ entries: z.array(accessSchema) }),
    handle: async ({ api, query, request }) => {
      const { person, subject, before, limit } = query;
      return { entries: (await listAccess(api.client.ledger, { limit, ...(person === undefined ? {} : { person }), ...(subject === undefined ? {} : { subject }), ...(before === undefined ? {} : { before }) })).map((entry) => ({ ...entry, what: accessWordsOf(request.server)(entry.action), details: entry.details as Record<string, unknown> })) };
    },
  }),
};
