import { z } from 'zod';
import { TABLE_YEARS } from '../../../domain/day-table.ts';
import { makeDrawId } from '../../../domain/draw-life.ts';
import { startOfDay } from '../../../domain/time.ts';
import { drawOverview, type DrawListing } from '../../look-backs/draw-overview.ts';
import { announceDraw, commitToDraw, revealDraw } from '../../look-backs/draws.ts';
import { redraw, type Redraw } from '../../look-backs/redraw.ts';
import { personOf } from '../act-options.ts';
import { route } from '../route.ts';
import { bilingual, instantSchema, roundParams, typed } from '../schemas.ts';

/** The end of the last year that a table of working days may hold: beyond it no day can be told, and none is meant. */
const LAST_INSTANT = startOfDay(`${TABLE_YEARS.last + 1}-01-01`) - 1;

const drawParams = roundParams.extend({ number: z.coerce.number().int().min(1).max(9_999) });
const idOf = ({ round, number }: z.output<typeof drawParams>): string => makeDrawId(round, number);
const stratumSchema = z.enum(['unit', 'category', 'kind']);

/** The draw by lot among closed issues: announced, committed to, revealed, repeated by anybody. */
export const drawRoutes = {
  'GET /api/rounds/:round/draws': route({
    summary: '抽签 / draws by lot, each with its standing and proof',
    params: roundParams,
    answer: z.object({ draws: typed<readonly DrawListing[]>('抽签 / draws') }),
    handle: async ({ api, params }) => ({ draws: await drawOverview(api.client.ledger, api.now(), params.round) }),
  }),

  'POST /api/rounds/:round/draws': route({
    summary: '公告抽签（督查室）：何时、按什么比例 / announces a draw: when, and by what share; policy where not said',
    params: roundParams,
    body: z.strictObject({ instant: instantSchema.min(0).max(LAST_INSTANT), sharePercent: z.int().min(1).max(100).optional(), strata: z.array(stratumSchema).max(3).optional() }),
    answer: z.object({ draw: z.string() }),
    status: 201,
    handle: async ({ api, params, body, viewer }) => {
      const { instant, sharePercent, strata } = body;
      const asked = { round: params.round, instant, ...(sharePercent === undefined ? {} : { sharePercent }), ...(strata === undefined ? {} : { strata }) };
      return { draw: (await announceDraw(api.client, asked, { person: personOf(viewer), at: api.now() })).id };
    },
  }),

  'POST /api/rounds/:round/draws/:number/commitment': route({
    summary: '承诺（巡察组）：密语的 SHA-256，密语不进入系统 / the inspection team commits to the SHA-256 of a secret, which stays with it',
    params: drawParams,
    body: z.strictObject({ commitment: z.string().max(100) }),
    answer: z.object({ draw: z.string() }),
    handle: async ({ api, params, body, viewer }) => ({ draw: (await commitToDraw(api.client, idOf(params), body.commitment, { person: personOf(viewer), at: api.now() })).id }),
  }),

  'POST /api/rounds/:round/draws/:number/secret': route({
    summary: '公布密语并抽签（巡察组），安排回头看；再次发送即继续安排 / reveals the secret, draws, and plans the look-backs; sent again it goes on planning',
    params: drawParams,
    body: z.strictObject({ secret: z.string().min(1).max(500) }),
    answer: z.object({ draw: z.string(), drawn: z.array(z.string()), planned: z.array(z.string()), notPlanned: z.array(bilingual.extend({ issue: z.string(), code: z.string() })) }),
    handle: async ({ api, params, body, viewer }) => {
      const { draw, planned, notPlanned } = await revealDraw(api.client, idOf(params), body.secret, { person: personOf(viewer), at: api.now() });
      return { draw: draw.id, drawn: [...(draw.revealed?.drawn ?? [])], planned: [...planned], notPlanned: notPlanned.map(({ issue, refusal: { code, zh, en } }) => ({ issue, code, zh, en })) };
    },
  }),

  'GET /api/rounds/:round/draws/:number/check': route({
    summary: '重抽核验：由台账重算并比对 / draws again from the record and compares',
    params: drawParams,
    answer: typed<Pick<Redraw, 'checks' | 'same'>>('核验 / each comparison, and whether all agree'),
    perMinute: 30,
    handle: async ({ api, params }) => {
      const { checks, same } = await redraw(api.client, idOf(params));
      return { checks, same };
    },
  }),
};
