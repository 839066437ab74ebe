import { z } from 'zod';
import { daySchema, idSchema } from '../../../domain/command-schema.ts';
import { addDays, dayOf, startOfDay } from '../../../domain/time.ts';
import { visibleTo, type Viewer } from '../../../domain/viewer.ts';
import type { HistoryFilter } from '../../../ledger/history.ts';
import { checkIntegrity, lastIntegrityCheck } from '../../../ledger/integrity.ts';
import { HISTORY_NAMES, HISTORY_TYPES, historyFile, historyPage } from '../../history.ts';
import { keeperOf } from '../keeper.ts';
import { route } from '../route.ts';
import { bilingual, instantSchema, limitSchema, wordsSchema } from '../schemas.ts';
import { CSV, sendFile, XLSX } from '../send-file.ts';

const filterQuery = z.strictObject({
  round: idSchema.optional(),
  /** `issue/r1/3` or `round/r1`. */
  subject: z.string().max(140).optional(),
  person: idSchema.optional(),
  types: wordsSchema.optional(),
  /** Days in Beijing, both included. */
  from: daySchema.optional(),
  to: daySchema.optional(),
});
const entrySchema = bilingual
  .extend({ subject: z.string(), round: z.string(), seq: z.int(), at: instantSchema, type: z.string(), by: z.string(), who: bilingual, details: bilingual })
  .meta({ id: 'HistoryEntry' });
const checkSchema = z
  .object({ at: instantSchema, by: z.string(), through: z.int(), events: z.int(), issues: z.int(), rounds: z.int(), faults: z.array(z.object({ what: z.string(), subject: z.string() })) })
  .meta({ id: 'IntegrityCheck' });

const filterOf = ({ round, subject, person, types, from, to }: z.output<typeof filterQuery>, viewer: Viewer): Omit<HistoryFilter, 'limit'> => ({
  visible: visibleTo(viewer),
  ...(round === undefined ? {} : { round }),
  ...(subject === undefined ? {} : { subject }),
  ...(person === undefined ? {} : { person }),
  ...(types === undefined ? {} : { types }),
  ...(from === undefined ? {} : { from: startOfDay(from) }),
  ...(to === undefined ? {} : { to: startOfDay(addDays(to, 1)) - 1 }),
});

/** The history over all issues and rounds, as a list and as a file, and whether it is whole. */
export const auditRoutes = {
  'GET /api/history': route({
    summary: '全部经过：筛选、分页，最新的在前 / everything that happened, the newest first',
    query: filterQuery.extend({ cursor: z.string().max(500).optional(), limit: limitSchema(500, 100) }),
    answer: z.object({ entries: z.array(entrySchema), next: z.string().nullable() }),
    handle: async ({ api, query, viewer }) => {
      const { cursor, limit, ...filter } = query;
      const { entries, next } = await historyPage(api.client.ledger, { ...filterOf(filter, viewer), limit, ...(cursor === undefined ? {} : { after: cursor }) }, dayOf(api.now()));
      return { entries: [...entries], next };
    },
  }),

  'GET /api/history/types': route({
    summary: '经过的种类 / the kinds of things that happen',
    answer: z.object({ types: z.array(bilingual.extend({ type: z.string() })) }),
    handle: async () => ({ types: HISTORY_TYPES.map((type) => ({ type, ...HISTORY_NAMES[type] })) }),
  }),

  'GET /api/history/file': route({
    summary: '导出筛选出的经过 / the history that was filtered, as a file',
    query: filterQuery.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    answer: z.unknown(),
    raw: { contentType: [XLSX, CSV] },
    perMinute: 10,
    handle: async ({ api, query, viewer, reply }) => {
      const { format, ...filter } = query;
      const { bytes } = await historyFile(api.client.ledger, filterOf(filter, viewer), format, api.now());
      sendFile(reply, format === 'xlsx' ? XLSX : CSV, `全部经过-${dayOf(api.now())}.${format}`, bytes);
      return undefined;
    },
  }),

  'GET /api/integrity': route({
    summary: '最近一次完整性核查 / the last look at whether the history is whole',
    answer: z.object({ last: checkSchema.extend({ since: z.int() }).nullable() }),
    handle: async ({ api }) => {
      const last = await lastIntegrityCheck(api.client.ledger);
      return { last: last === null ? null : { ...last, faults: [...last.faults] } };
    },
  }),

  'POST /api/integrity': route({
    summary: '核查历史是否完整，结果留存 / looks whether the history is whole, and keeps the result',
    answer: checkSchema,
    perMinute: 6,
    handle: async ({ api, viewer }) => {
      const check = await checkIntegrity(api.client.ledger, await keeperOf(api, viewer), api.now());
      return { ...check, faults: [...check.faults] };
    },
  }),
};
