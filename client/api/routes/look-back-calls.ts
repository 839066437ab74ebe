import { z } from 'zod';
import { TRIGGERS } from '../../../domain/look-back-causes.ts';
import { refuse } from '../../../domain/refusal.ts';
import { listOpenCalls, type OpenCall } from '../../../ledger/look-backs.ts';
import { dismissTrigger, followTriggers } from '../../look-backs/triggers.ts';
import { personOf } from '../act-options.ts';
import { route } from '../route.ts';
import { bilingual, DONE, done, reasonSchema, typed } from '../schemas.ts';
import { visibleAmong } from '../visible-among.ts';

const callBody = z.strictObject({ issue: z.string().regex(/^issue\/[^/\s]{1,64}\/[^/\s]{1,64}$/), cause: z.enum(TRIGGERS), source: z.string().min(1).max(300), reason: reasonSchema });

/** What calls for look-backs (评估等次低、主要负责人更换、同类反弹): found every night or now, followed by the act plan-look-back, or not followed, with a reason. */
export const lookBackCallRoutes = {
  'GET /api/look-back-calls': route({
    summary: '待定的回头看建议 / what calls for look-backs and waits for an answer',
    answer: z.object({ calls: typed<readonly OpenCall[]>('触发建议 / calls, the oldest first') }),
    handle: async ({ api, viewer }) => {
      const calls = await listOpenCalls(api.client.ledger, 'propose');
      const seen = await visibleAmong(api, viewer, [...new Set(calls.map(({ issue }) => issue))]);
      return { calls: calls.filter(({ issue }) => seen.has(issue)) };
    },
  }),

  'POST /api/look-back-calls': route({
    summary: '查找应触发的回头看：按办法直接安排或列出待定 / finds what calls for look-backs, now; what the policy plans at once is planned',
    answer: z.object({ found: z.int(), planned: z.int(), notPlanned: z.array(bilingual.extend({ issue: z.string(), code: z.string() })) }),
    perMinute: 6,
    handle: async ({ api, viewer }) => {
      const { found, planned, notPlanned } = await followTriggers(api.client, personOf(viewer), api.now());
      const seen = await visibleAmong(api, viewer, notPlanned.map(({ issue }) => issue));
      return { found, planned: planned.length, notPlanned: notPlanned.filter(({ issue }) => seen.has(issue)).map(({ issue, code, zh, en }) => ({ issue, code, zh, en })) };
    },
  }),

  'POST /api/look-back-calls/dismissal': route({
    summary: '不采纳一条触发建议，说明理由 / a call is not followed, and why',
    body: callBody,
    answer: done,
    handle: async ({ api, body, viewer }) => {
      const { reason, ...call } = body;
      if (!(await visibleAmong(api, viewer, [body.issue])).has(body.issue)) refuse('UNKNOWN_ISSUE', `没有问题“${body.issue}”`, `there is no issue "${body.issue}"`, { issue: body.issue });
      await dismissTrigger(api.client, call, personOf(viewer), reason, api.now());
      return DONE;
    },
  }),
};
