import { z } from 'zod';
import { daySchema, idSchema } from '../../../domain/command-schema.ts';
import { dayOf } from '../../../domain/time.ts';
import { handOverAll } from '../../hand-over-all.ts';
import { appointTo, recordLeave } from '../../people-changes.ts';
import { actOptionsOf, personOf } from '../act-options.ts';
import { route } from '../route.ts';
import { behalfQuery, bulkItemAnswer, bulkItemSchema, dayAnswer, DONE, done, idParams, personParams, reasonSchema } from '../schemas.ts';
import { visibleAmong } from '../visible-among.ts';

const whole = { from: idSchema, to: idSchema };
const handOverBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hand-over'), ...whole, reason: reasonSchema }),
  z.strictObject({ type: z.literal('sign-hand-over'), ...whole }),
  z.strictObject({ type: z.literal('cancel-hand-over'), ...whole, reason: reasonSchema }),
]);

/** People come and go: leaving, appointments, and handing over everything that somebody owns at once. */
export const peopleChangeRoutes = {
  'POST /api/people/:person/leaving': route({
    summary: '记录离任，其岗位即日空缺；答复须交接的数目 / a person leaves, the posts fall vacant; answers how much is to be handed over',
    params: personParams,
    body: z.strictObject({ on: daySchema.optional() }),
    answer: z.object({ leftOn: dayAnswer, issues: z.int(), measures: z.int() }),
    handle: async ({ api, params, body }) => {
      const { leftOn, toHandOver, measures } = await recordLeave(api.client.ledger, params.person, { today: dayOf(api.now()), ...(body.on === undefined ? {} : { on: body.on }) });
      // Which issues they are is not for those who keep the directory and see no case.
      return { leftOn, issues: toHandOver.length, measures: measures.length };
    },
  }),

  'PUT /api/posts/:id/holders': route({
    summary: '任命：从某日起该岗位由这些人担任；不写人即空缺 / from a day on the post is held by these people and nobody else',
    params: idParams,
    body: z.strictObject({ holders: z.array(idSchema).max(50), from: daySchema.optional() }),
    answer: done,
    handle: async ({ api, params, body }) => {
      await appointTo(api.client.ledger, params.id, body.holders, body.from ?? dayOf(api.now()));
      return DONE;
    },
  }),

  'POST /api/hand-overs': route({
    summary: '整体交接：某人名下全部问题，发起、签字或撤回，逐个问题答复；可再次发送 / everything that a person owns, issue by issue; may be sent again',
    query: behalfQuery,
    body: handOverBody,
    acts: true,
    answer: z.object({
      items: z.array(bulkItemSchema),
      /** Done by an earlier run. */
      left: z.int(),
      /** Measures on issues of others that were passed on. */
      passed: z.array(bulkItemSchema),
      /** And those that a superior of their issue has to pass on. */
      measures: z.array(z.object({ issue: z.string(), measure: z.string(), text: z.string(), due: z.string() })),
    }),
    perMinute: 20,
    handle: async ({ api, query, body, viewer, request }) => {
      const { from, to, ...act } = body;
      // Every issue is done or found done: the same request again does what is left, with or without a key.
      const { seen: _seen, key: _key, ...options } = await actOptionsOf(api, viewer, request, body, query.onBehalfOf);
      const toNew = act.type === 'hand-over' ? { ...act, to } : act;
      const { items, left, passed, measures } = await handOverAll(api.client, { from, to }, personOf(viewer), toNew, { ...options, visibleAmong: async (ids) => await visibleAmong(api, viewer, ids) });
      return { items: items.map(bulkItemAnswer), left, passed: passed.map(bulkItemAnswer), measures: measures.map(({ issue, measure, text, due }) => ({ issue, measure, text, due })) };
    },
  }),
};
