import { z } from 'zod';
import type { DayTable } from '../../../domain/day-table.ts';
import type { Viewer } from '../../../domain/viewer.ts';
import { countByCalendar, listCalendars } from '../../../ledger/calendars.ts';
import { currentDayTable, importCalendar } from '../../calendar.ts';
import { calendarOfBytes } from '../../calendar-file.ts';
import { publishedDayTable } from '../../day-tables.ts';
import { personOf } from '../act-options.ts';
import { newRulesAnswer, newRulesSchema } from '../new-rules-answer.ts';
import { route, type Api } from '../route.ts';
import { dayAnswer, instantSchema } from '../schemas.ts';
import { fieldOf, filePartOf, nameOf } from '../upload.ts';

const resultSchema = newRulesSchema.extend({
  version: z.string(),
  years: z.array(z.int()),
  /** Days that are of another kind than in the table in force. */
  changedDays: z.array(dayAnswer),
});

/** A table is some kilobytes; see calendar-file.ts. */
const MAX_BYTES = 2 * 1024 * 1024;

const kindsOf = ({ rest, work }: DayTable): ReadonlyMap<string, string> => new Map([...rest.map((day) => [day, 'rest'] as const), ...work.map((day) => [day, 'work'] as const)]);
const changedDays = (before: DayTable, after: DayTable): string[] => {
  const [a, b] = [kindsOf(before), kindsOf(after)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((day) => a.get(day) !== b.get(day)).toSorted();
};

const takeIn = async (api: Api, viewer: Viewer, table: DayTable, source: string, dryRun: boolean): Promise<z.input<typeof resultSchema>> => {
  const before = await currentDayTable(api.client.ledger);
  const { days, ...result } = await importCalendar(api.client, { table, source, person: personOf(viewer), dryRun, now: api.now() });
  return { ...newRulesAnswer(result, dryRun), version: days.version, years: [...days.years], changedDays: changedDays(before, days) };
};

/** Holidays and shifted days: what was taken in, and taking in another table, tried out first. */
export const calendarRoutes = {
  'GET /api/calendar/editions': route({
    summary: '导入过的放假安排，在办问题各按哪一版 / tables taken in, and how many open issues count by which',
    answer: z.object({
      editions: z.array(z.object({ version: z.string(), source: z.string(), takenAt: instantSchema, takenBy: z.string(), years: z.array(z.int()) })),
      open: z.array(z.object({ version: z.string().nullable(), open: z.int() })),
      /** The newest that came with the program. */
      shipped: z.object({ version: z.string(), years: z.array(z.int()) }),
    }),
    handle: async ({ api }) => {
      const [kept, open] = await Promise.all([listCalendars(api.client.ledger), countByCalendar(api.client.ledger)]);
      const { version, years } = publishedDayTable();
      return { editions: kept.map(({ days, ...one }) => ({ ...one, years: [...days.years] })), open: [...open], shipped: { version, years: [...years] } };
    },
  }),

  'POST /api/calendar/import': route({
    summary: '导入放假安排文件：表单，先 dryRun，后 file / takes in a table of days: a form with `dryRun`, then `file`',
    answer: resultSchema,
    multipart: { dryRun: 'true：只检查，不写入 / `true`: looked over, nothing is written' },
    perMinute: 20,
    handle: async ({ api, viewer, request }) => {
      const part = await filePartOf(request, MAX_BYTES);
      const name = nameOf(part, '放假安排');
      return await takeIn(api, viewer, calendarOfBytes(await part.toBuffer(), name), name, fieldOf(part, 'dryRun') === 'true');
    },
  }),

  'POST /api/calendar/from-package': route({
    summary: '改用程序自带的最新放假安排 / takes in the newest table that came with the program',
    body: z.strictObject({ dryRun: z.boolean().default(false) }),
    answer: resultSchema,
    perMinute: 20,
    handle: async ({ api, viewer, body }) => await takeIn(api, viewer, publishedDayTable(), 'package', body.dryRun),
  }),
};
