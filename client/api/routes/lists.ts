import { z } from 'zod';
import { addDays, dayOf } from '../../../domain/time.ts';
import { listAccess } from '../../../ledger/access-log.ts';
import { listDeliveries } from '../../../ledger/delivery-lists.ts';
import { listExports } from '../../../ledger/exports.ts';
import { listProposals } from '../../../ledger/lineage.ts';
import { loadNames } from '../../../ledger/people.ts';
import { listRollups } from '../../../ledger/rollups.ts';
import { commonViews } from '../../common-view.ts';
import { accessColumns, deliveryColumns, EXPORT_NAMES, exportColumns, toldColumns } from '../../lists/audit.ts';
import { COMMON_COLUMNS, DRAW_COLUMNS, LINEAGE_COLUMNS, LOOK_BACK_COLUMNS, ROLLUP_COLUMNS, ROUND_COLUMNS, TODO_COLUMNS } from '../../lists/work.ts';
import { drawOverview } from '../../look-backs/draw-overview.ts';
import { noticeRecord } from '../../notice-record.ts';
import { fileQuery, LIST_FILE, sendList } from '../list-file.ts';
import { accessWordsOf } from '../access-words.ts';
import { route, type Api } from '../route.ts';
import { bilingual, instantSchema, limitSchema, personParams, roundParams } from '../schemas.ts';
import { roundsFor, visibleLookBacks } from './rounds.ts';
import { todosFor } from './todo.ts';
import { deliveryFilterOf, deliveryQuery } from './work.ts';

/** A file is looked through by people; whoever needs more narrows it down. */
const MOST_LINES = 50_000;
/** Two years of look-backs, and of weeks. */
const LOOK_BACK_DAYS = 730;
const MOST_ROLLUPS = 104;
const today = (api: Api): string => dayOf(api.now());
const exportSchema = bilingual.extend({ id: z.int(), at: instantSchema, by: z.string(), kind: z.string(), subject: z.string(), sha256: z.string() });
const personQuery = z.strictObject({ person: z.string().max(64).optional(), subject: z.string().max(200).optional() });

/** Every list of the page as a file (its own routes have the others), and what has left the system. */
export const listRoutes = {
  'GET /api/todo/file': route({
    summary: '导出我的待办 / what I must do as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, viewer, reply }) => await sendList(reply, query.format, { name: '我的待办', columns: TODO_COLUMNS, rows: (await todosFor(api, viewer)).todos }, today(api)),
  }),

  'GET /api/round-list': route({
    summary: '导出轮次清单 / the rounds that one may see as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, viewer, reply }) => await sendList(reply, query.format, { name: '轮次', columns: ROUND_COLUMNS, rows: await roundsFor(api, viewer) }, today(api)),
  }),

  'GET /api/look-backs/file': route({
    summary: '导出回头看安排 / look-backs to come and overdue as a file, of all rounds that one may see',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, viewer, reply }) => await sendList(reply, query.format, { name: '回头看', columns: LOOK_BACK_COLUMNS, rows: await visibleLookBacks(api, viewer, addDays(today(api), LOOK_BACK_DAYS)) }, today(api)),
  }),

  'GET /api/rounds/:round/lists/:list': route({
    summary: '导出轮次的清单：共性问题、关联、周报、抽签 / a list of the round as a file',
    params: roundParams.extend({ list: z.enum(['common', 'lineage', 'rollups', 'draws']) }),
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, params: { round, list }, query: { format }, reply }) => {
      const { ledger } = api.client;
      const on = today(api);
      if (list === 'common') return await sendList(reply, format, { name: `共性问题-${round}`, columns: COMMON_COLUMNS, rows: await commonViews(ledger, on, round) }, on);
      if (list === 'lineage') return await sendList(reply, format, { name: `关联-${round}`, columns: LINEAGE_COLUMNS, rows: await listProposals(ledger, round) }, on);
      if (list === 'rollups') return await sendList(reply, format, { name: `周报与任务清单-${round}`, columns: ROLLUP_COLUMNS, rows: await listRollups(ledger, round, MOST_ROLLUPS) }, on);
      return await sendList(reply, format, { name: `抽签-${round}`, columns: DRAW_COLUMNS, rows: await drawOverview(ledger, api.now(), round) }, on);
    },
  }),

  'GET /api/deliveries/file': route({
    summary: '导出通知送达情况 / notices as a file',
    query: deliveryQuery.omit({ limit: true }).extend(fileQuery.shape),
    ...LIST_FILE,
    handle: async ({ api, query: { format, ...asked }, viewer, reply }) => {
      const [rows, names] = await Promise.all([listDeliveries(api.client.ledger, deliveryFilterOf({ ...asked, limit: MOST_LINES }, viewer)), loadNames(api.client.ledger, today(api))]);
      return await sendList(reply, format, { name: '通知送达情况', columns: deliveryColumns(names), rows }, today(api));
    },
  }),

  'GET /api/people/:person/notices/file': route({
    summary: '导出某人收到的通知及签收、动静 / what a person was told, as a file',
    params: personParams,
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, params, query, reply }) => await sendList(reply, query.format, { name: `告知记录-${params.person}`, columns: toldColumns, rows: (await noticeRecord(api.client.ledger, { recipient: params.person, limit: MOST_LINES })).rows }, today(api)),
  }),

  'GET /api/access-log/file': route({
    summary: '导出访问记录 / who read or took out what, as a file',
    query: personQuery.extend(fileQuery.shape),
    ...LIST_FILE,
    handle: async ({ api, query: { format, person, subject }, request, reply }) => {
      const filter = { limit: MOST_LINES, ...(person === undefined ? {} : { person }), ...(subject === undefined ? {} : { subject }) };
      const [rows, names] = await Promise.all([listAccess(api.client.ledger, filter), loadNames(api.client.ledger, today(api))]);
      return await sendList(reply, format, { name: '访问记录', columns: accessColumns(names, accessWordsOf(request.server)), rows }, today(api));
    },
  }),

  'GET /api/exports': route({
    summary: '含个人信息的导出记录：谁、何时、导出什么 / what with personal data has left the system, by whom, the newest first',
    query: personQuery.extend({ limit: limitSchema(1_000, 200) }),
    answer: z.object({ exports: z.array(exportSchema) }),
    handle: async ({ api, query: { person, subject, limit } }) => {
      const rows = await listExports(api.client.ledger, { limit, ...(person === undefined ? {} : { by: person }), ...(subject === undefined ? {} : { subject }) });
      return { exports: rows.map(({ id, at, by, kind, subject: of, sha256 }) => ({ id, at, by, kind, subject: of, sha256, ...EXPORT_NAMES[kind] })) };
    },
  }),

  'GET /api/exports/file': route({
    summary: '导出含个人信息的导出记录 / what with personal data has left the system, as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, reply }) => {
      const [rows, names] = await Promise.all([listExports(api.client.ledger, { limit: MOST_LINES }), loadNames(api.client.ledger, today(api))]);
      return await sendList(reply, query.format, { name: '文书档案导出', columns: exportColumns(names), rows }, today(api));
    },
  }),
};
