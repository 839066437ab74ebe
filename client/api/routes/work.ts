import { z } from 'zod';
import { actSchema } from '../../../domain/command-schema.ts';
import { demandBulk } from '../../../domain/bulk.ts';
import { makeIssueId } from '../../../domain/issue.ts';
import { visibleTo, type Viewer } from '../../../domain/viewer.ts';
import { listDeliveries, type DeliveryEntry, type DeliveryFilter } from '../../../ledger/delivery-lists.ts';
import { DELIVERY_STATES } from '../../../domain/delivery-states.ts';
import { actOnMany, type BulkItem } from '../../bulk.ts';
import { topicInWords } from '../../topic-words.ts';
import type { BothWords } from '../../voice.ts';
import { actOptionsOf, personOf } from '../act-options.ts';
import { route } from '../route.ts';
import { visibleAmong } from '../visible-among.ts';
import { behalfQuery, bulkItemAnswer, bulkItemSchema, limitSchema, typed } from '../schemas.ts';

const unknown = (issue: string): BulkItem => ({ issue, result: null, error: { code: 'UNKNOWN_ISSUE', zh: `没有问题“${issue}”`, en: `there is no issue "${issue}"`, where: { issue } } });

export const deliveryQuery = z.strictObject({ round: z.string().max(64).optional(), recipient: z.string().max(64).optional(), state: z.enum(DELIVERY_STATES).optional(), limit: limitSchema(500, 100) });
/** What of it the viewer may see. */
export const deliveryFilterOf = ({ state, round, recipient, limit }: z.output<typeof deliveryQuery>, viewer: Viewer): DeliveryFilter => ({
  visible: visibleTo(viewer),
  limit,
  ...(state === undefined ? {} : { states: [state] }),
  ...(round === undefined ? {} : { roundId: round }),
  ...(recipient === undefined ? {} : { recipient }),
});

/** Many issues at once, and what was sent about them. */
export const workRoutes = {
  'POST /api/bulk': route({
    summary: '批量认领、交办、催办，逐个答复 / accept, assign or remind many; each is decided and answered for itself',
    query: behalfQuery,
    body: z.strictObject({ issues: z.array(z.string().regex(/^(issue\/)?[^/\s]{1,64}\/[^/\s]{1,64}$/)).min(1).max(500), act: actSchema }),
    answer: z.object({ items: z.array(bulkItemSchema) }),
    acts: true,
    perMinute: 30,
    handle: async ({ api, query, body, viewer, request }) => {
      const person = personOf(viewer);
      const act = demandBulk(body.act);
      const ids = [...new Set(body.issues.map((text) => makeIssueId(...(text.replace(/^issue\//, '').split('/') as [string, string]))))];
      const visible = [...(await visibleAmong(api, viewer, ids))];
      // One version cannot be that of many issues.
      const { seen: _seen, ...options } = await actOptionsOf(api, viewer, request, body, query.onBehalfOf);
      const done = await actOnMany(api.client, visible, person, act, options);
      const items = new Map(done.map((item) => [item.issue, item]));
      return { items: ids.map((id) => items.get(id) ?? unknown(id)).map(bulkItemAnswer) };
    },
  }),

  'GET /api/deliveries': route({
    summary: '通知送达情况 / notices and what became of them, the newest first',
    query: deliveryQuery,
    answer: z.object({ deliveries: typed<readonly (DeliveryEntry & { readonly topicName: BothWords })[]>('通知 / notices') }),
    handle: async ({ api, query, viewer }) => ({ deliveries: (await listDeliveries(api.client.ledger, deliveryFilterOf(query, viewer))).map((one) => ({ ...one, topicName: topicInWords(one.topic) })) }),
  }),
};
