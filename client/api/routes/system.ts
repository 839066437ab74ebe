import { z } from 'zod';
import { dayOf } from '../../../domain/time.ts';
import { listAccess } from '../../../ledger/access-log.ts';
import { loadNames } from '../../../ledger/people.ts';
import { askHealth } from '../../health.ts';
import { accessWordsOf, personAbout } from '../access-words.ts';
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
    about: bilingual.nullable().describe('涉及的人员、岗位 / the person or post that it is about, by name'),
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
      const { ledger } = api.client;
      const filter = { limit, ...(person === undefined ? {} : { person }), ...(subject === undefined ? {} : { subject }), ...(before === undefined ? {} : { before }) };
      const [rows, names] = await Promise.all([listAccess(ledger, filter), loadNames(ledger, dayOf(api.now()))]);
      const inWords = accessWordsOf(request.server);
      return { entries: rows.map((entry) => ({ ...entry, what: inWords(entry.action), about: personAbout(names, entry.subject), details: entry.details as Record<string, unknown> })) };
    },
  }),
};
