import { z } from 'zod';
import { refuse } from '../../../domain/refusal.ts';
import { addDays, dayOf, isDay } from '../../../domain/time.ts';
import { cancelAbsence, listAbsences, recordAbsence } from '../../../ledger/absences.ts';
import { loadDirectory } from '../../../ledger/directory-view.ts';
import { demandPeople } from '../../../ledger/people.ts';
import { listPosts } from '../../../ledger/units.ts';
import { channelSettingsFile } from '../../../worker/channel-settings.ts';
import { readChat } from '../../people-sheets/chat-settings.ts';
import { importPeople } from '../../people-sheets/import-people.ts';
import { peopleTemplate, reasonsInWords } from '../../people-sheets/people-book.ts';
import { SHAPES } from '../../people-sheets/fields.ts';
import { MAX_SHEET_BYTES } from '../../sheets/read-book.ts';
import { keeperOf } from '../keeper.ts';
import { sendFile, XLSX } from '../send-file.ts';
import { route } from '../route.ts';
import { bilingual, dayAnswer, DONE, done, instantSchema } from '../schemas.ts';
import { fieldOf, filePartOf, nameOf } from '../upload.ts';

const postSchema = z
  .object({ id: z.string(), title: z.string(), unit: z.string(), heads: z.boolean(), holders: z.array(z.object({ person: z.string(), name: z.string(), from: dayAnswer, to: dayAnswer.nullable() })) })
  .meta({ id: 'Post' });
const absenceSchema = z
  .object({ id: z.int(), person: z.string(), deputy: z.string(), from: dayAnswer, last: dayAnswer, reason: z.string(), recordedBy: z.string(), recordedAt: instantSchema, cancelledFrom: dayAnswer.nullable() })
  .meta({ id: 'Absence' });
const importedRow = z.object({ sheet: z.string(), row: z.int(), kind: z.string().meta({ description: '单位、人员、岗位、休假 / unit, person, post, leave' }), id: z.string(), name: z.string(), outcome: z.enum(['new', 'same', 'different', 'failed']), why: z.string() }).meta({ id: 'ImportedPerson' });

const personId = z.string().min(1).max(64);
/** As far back as a list of leave is of use. */
const SHOWN_DAYS = 400;

/** People and posts as those who keep them work with them: the workbook out and in, posts, leave and deputies. */
export const peopleRoutes = {
  'GET /api/posts': route({
    summary: '岗位及在任者，空缺的也列出 / posts with their holders, vacant ones too',
    answer: z.object({ on: dayAnswer, posts: z.array(postSchema) }),
    handle: async ({ api }) => {
      const on = dayOf(api.now());
      return { on, posts: (await listPosts(api.client.ledger, on)).map(({ id, title, unit, heads, holders }) => ({ id, title, unit, heads, holders: [...holders] })) };
    },
  }),

  'GET /api/people/workbook': route({
    summary: '人员工作簿（已有内容填在其中）/ the workbook of people to fill in, with what is on record',
    answer: z.unknown(),
    raw: { contentType: XLSX },
    perMinute: 30,
    handle: async ({ api, reply }) => {
      const { ledger } = api.client;
      const [directory, absences, chat] = await Promise.all([loadDirectory(ledger), listAbsences(ledger), readChat(channelSettingsFile(api.dataFolder))]);
      sendFile(reply, XLSX, '人员和岗位.xlsx', await peopleTemplate(directory, absences, chat, dayOf(api.now())));
      return undefined;
    },
  }),

  'POST /api/people/import': route({
    summary: '导入人员工作簿：表单，先 dryRun、from，后 file / takes in a workbook of people: a form with `dryRun`, `from`, then `file`',
    answer: z.object({ dryRun: z.boolean(), rows: z.array(importedRow), counts: z.record(z.string(), z.int()), notes: z.array(bilingual) }),
    multipart: { dryRun: 'true：只检查，不写入 / `true`: looked over, nothing is written', from: '自何日起，默认今天 / from which day on; today by default' },
    perMinute: 20,
    handle: async ({ api, viewer, request }) => {
      const part = await filePartOf(request, MAX_SHEET_BYTES);
      const now = api.now();
      const dryRun = fieldOf(part, 'dryRun') === 'true';
      const from = fieldOf(part, 'from') ?? dayOf(now);
      if (!isDay(from)) refuse('INVALID_REQUEST', 'from 须为日期（YYYY-MM-DD）', 'from has to be a day (YYYY-MM-DD)', { field: 'from' });
      const settings = channelSettingsFile(api.dataFolder);
      const { plan, notes } = await importPeople(api.client.ledger, { name: nameOf(part, '人员.xlsx'), bytes: await part.toBuffer() }, { person: await keeperOf(api, viewer), from, dryRun, settings, now });
      const counts = { new: 0, same: 0, different: 0, failed: 0 };
      for (const { outcome } of plan.rows) counts[outcome] += 1;
      return { dryRun, counts, notes: notes.map(({ zh, en }) => ({ zh, en })), rows: plan.rows.map((row) => ({ sheet: row.sheet, row: row.row, kind: SHAPES[row.kind].zh, id: row.id, name: row.name, outcome: row.outcome, why: reasonsInWords(row) })) };
    },
  }),

  'GET /api/absences': route({
    summary: '休假登记及代理人 / leave on record and who stands in',
    answer: z.object({ absences: z.array(absenceSchema) }),
    handle: async ({ api }) => {
      const since = addDays(dayOf(api.now()), -SHOWN_DAYS);
      return { absences: (await listAbsences(api.client.ledger)).filter(({ last }) => last >= since) };
    },
  }),

  'POST /api/absences': route({
    summary: '登记休假及代理人 / records leave and its deputy',
    body: z.strictObject({ person: personId, deputy: personId, from: dayAnswer, last: dayAnswer, reason: z.string().trim().min(1).max(200) }),
    answer: z.object({ id: z.int() }),
    status: 201,
    handle: async ({ api, body, viewer }) => {
      const at = api.now();
      await demandPeople(api.client.ledger, [body.person, body.deputy], dayOf(at));
      return { id: await recordAbsence(api.client.ledger, body, { by: await keeperOf(api, viewer), at }) };
    },
  }),

  'POST /api/absences/:id/cancel': route({
    summary: '销假 / cancels leave, or ends it early: back from this day',
    params: z.object({ id: z.string().regex(/^\d{1,9}$/) }),
    body: z.strictObject({ from: dayAnswer, reason: z.string().trim().min(1).max(200) }),
    answer: done,
    handle: async ({ api, params, body, viewer }) => {
      await cancelAbsence(api.client.ledger, Number(params.id), body, { by: await keeperOf(api, viewer), at: api.now() });
      return DONE;
    },
  }),
};
