import { z } from 'zod';
import { dayOf } from '../../../domain/time.ts';
import type { DayTable } from '../../../domain/day-table.ts';
import type { Policy } from '../../../domain/policy-schema.ts';
import { saveDirectory } from '../../../ledger/directory.ts';
import { listPeople } from '../../../ledger/people.ts';
import { currentDayTable } from '../../calendar.ts';
import { noticeRecord } from '../../notice-record.ts';
import { listedPolicyNamed, listPolicies } from '../../policy-versions.ts';
import { peopleFileSchema } from '../../round-file.ts';
import { route } from '../route.ts';
import { dayAnswer, DONE, done, instantSchema, limitSchema, personParams, typed } from '../schemas.ts';

const personSchema = z
  .object({ id: z.string(), name: z.string(), leftOn: dayAnswer.nullable(), posts: z.array(z.object({ id: z.string(), title: z.string(), unit: z.string() })) })
  .meta({ id: 'Person' });
const policyLine = z.object({ policy: z.string(), source: z.string(), preset: z.boolean(), keptAt: instantSchema.nullable(), keptBy: z.string().nullable(), open: z.int() }).meta({ id: 'PolicyLine' });

type PersonRecord = Awaited<ReturnType<typeof noticeRecord>>;

/** What everybody counts and acts by: people and posts, policies, the calendar. */
export const directoryRoutes = {
  'GET /api/people': route({
    summary: '人员及岗位 / people and the posts they hold today; without addresses',
    answer: z.object({ on: dayAnswer, people: z.array(personSchema) }),
    handle: async ({ api }) => {
      const on = dayOf(api.now());
      const people = await listPeople(api.client.ledger, on);
      return { on, people: people.map(({ id, name, leftOn, posts }) => ({ id, name, leftOn, posts: [...posts] })) };
    },
  }),

  'PUT /api/people': route({
    summary: '导入人员、单位、岗位 / takes in people, units and posts; holders are replaced from today on',
    body: peopleFileSchema,
    answer: done,
    handle: async ({ api, body }) => {
      await saveDirectory(api.client.ledger, body.people, body.posts, dayOf(api.now()), body.units);
      return DONE;
    },
  }),

  'GET /api/people/:person/notices': route({
    summary: '某人收到的通知及签收、动静 / what a person was told, whether he confirmed, and what moved after it',
    params: personParams,
    query: z.strictObject({ limit: limitSchema(1_000, 200) }),
    answer: typed<PersonRecord>('通知记录 / the record and its numbers'),
    handle: async ({ api, params, query }) => await noticeRecord(api.client.ledger, { recipient: params.person, limit: query.limit }),
  }),

  'GET /api/policies': route({
    summary: '办法及其版本 / policies and their versions',
    answer: z.object({ policies: z.array(policyLine) }),
    handle: async ({ api }) => ({ policies: [...(await listPolicies(api.client.ledger))] }),
  }),

  'GET /api/policies/:name': route({
    summary: '一个办法的全文 / one policy in full, as name@version',
    params: z.object({ name: z.string().max(120) }),
    answer: typed<Policy>('办法 / the policy'),
    handle: async ({ api, params }) => await listedPolicyNamed(api.client.ledger, params.name),
  }),

  'GET /api/calendar': route({
    summary: '现行放假调休表 / the table of days off and days worked that new rounds count by',
    answer: typed<DayTable>('日历 / the table'),
    handle: async ({ api }) => await currentDayTable(api.client.ledger),
  }),
};
