import { z } from 'zod';
import { makeIssueId } from '../../../domain/issue.ts';
import { listProposals, type KeptProposal } from '../../../ledger/lineage.ts';
import { confirmProposal, proposeAgain, rejectProposal } from '../../lineage.ts';
import { actOptionsOf, personOf } from '../act-options.ts';
import { route } from '../route.ts';
import { actResultSchema, behalfQuery, issueParams, roundParams, typed } from '../schemas.ts';

const earlier = z.string().regex(/^issue\/[\p{L}\p{N}._-]{1,64}\/[\p{L}\p{N}._-]{1,64}$/u);
const decisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('confirm'), earlier, kind: z.enum(['not-fixed', 'rebounded', 'repeated']).optional(), note: z.string().trim().min(1).max(2000).optional() }),
  z.strictObject({ decision: z.literal('reject'), earlier, reason: z.string().trim().min(1).max(2000) }),
]);

/** Where findings come from: what reads like findings of earlier rounds, and what people decide on it. */
export const lineageRoutes = {
  'GET /api/rounds/:round/lineage': route({
    summary: '与以往轮次相似的问题，附相似度和双方原文 / findings like earlier ones, with scores and both texts',
    params: roundParams,
    answer: z.object({ proposals: typed<readonly KeptProposal[]>('相似问题 / proposals, those that wait first') }),
    handle: async ({ api, params }) => ({ proposals: await listProposals(api.client.ledger, params.round) }),
  }),

  'POST /api/rounds/:round/lineage': route({
    summary: '再与以往轮次比对一遍 / compares with earlier rounds again; answers how many proposals are new',
    params: roundParams,
    answer: z.object({ proposed: z.int() }),
    perMinute: 10,
    handle: async ({ api, params, viewer }) => {
      personOf(viewer);
      return { proposed: await proposeAgain(api.client.ledger, params.round, api.now()) };
    },
  }),

  'POST /api/issues/:round/:number/lineage': route({
    summary: '确认或否定一项相似 / confirms that a finding goes back to an earlier one, or says that the likeness means nothing',
    params: issueParams,
    query: behalfQuery,
    body: decisionSchema,
    acts: true,
    answer: actResultSchema,
    handle: async ({ api, params, query, body, viewer, request }) => {
      const pair = { issue: makeIssueId(params.round, params.number), earlier: body.earlier };
      const [person, options] = [personOf(viewer), await actOptionsOf(api, viewer, request, body, query.onBehalfOf)];
      const chosen = body.decision === 'confirm' ? { ...(body.kind === undefined ? {} : { kind: body.kind }), ...(body.note === undefined ? {} : { note: body.note }) } : {};
      const result = body.decision === 'confirm' ? await confirmProposal(api.client, pair, person, chosen, options) : await rejectProposal(api.client, pair, person, body.reason, options);
      return { ...result, events: [...result.events] };
    },
  }),
};
