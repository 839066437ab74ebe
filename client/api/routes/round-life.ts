import { z } from 'zod';
import { roundActSchema, type RoundActType } from '../../../domain/round/act-schema.ts';
import { decideRound } from '../../../domain/round/decide.ts';
import { roundPossibilities } from '../../../domain/round/may-do.ts';
import { makeRoundId, type RoundDocument } from '../../../domain/round/state.ts';
import { refuse } from '../../../domain/refusal.ts';
import { dayOf } from '../../../domain/time.ts';
import { visibleTo } from '../../../domain/viewer.ts';
import { actorOf } from '../../../ledger/actors.ts';
import { evidencePath, storeEvidence } from '../../../ledger/evidence.ts';
import { loadNames } from '../../../ledger/people.ts';
import { listRollups, type RollupRow } from '../../../ledger/rollups.ts';
import { evidenceLimit } from '../../add-evidence.ts';
import { namedBreakdown, type NamedBreakdown } from '../../round-breakdown.ts';
import { loadRoundState } from '../../round-state.ts';
import { roundEventDetails } from '../../round-details.ts';
import { ROUND_ACT_NAMES, ROUND_EVENT_NAMES } from '../../round-words.ts';
import { showRollup } from '../../rollup-view.ts';
import { doerInBoth, type BothWords } from '../../voice.ts';
import { formsOf, type JsonSchema } from '../act-forms.ts';
import { personOf } from '../act-options.ts';
import { sendKeptFile } from '../send-kept-file.ts';
import { knownKind } from '../file-kinds.ts';
import { route } from '../route.ts';
import { behalfQuery, bilingual, refusalSchema, roundParams, typed } from '../schemas.ts';
import { fieldOf, filePartOf, nameOf } from '../upload.ts';

const actTypeSchema = z.enum(roundActSchema.options.map((one) => one.shape.type.value) as [RoundActType, ...RoundActType[]]);
const possibilitySchema = bilingual
  .extend({ type: actTypeSchema, allowed: z.boolean(), refusal: refusalSchema.nullable(), /** JSON schema of the act, for a form. */ schema: typed<JsonSchema>('JSON schema of the act') })
  .meta({ id: 'RoundPossibility' });
const documentSchema = z.object({ sha256: z.string(), name: z.string(), size: z.int() });

const ACT_FORMS = formsOf(roundActSchema.options);

/** Two years of weeks. */
const MOST_ROLLUPS = 104;

export type RoundMoment = { readonly seq: number; readonly at: number; readonly type: string; readonly zh: string; readonly en: string; readonly byName: BothWords; readonly details: BothWords; readonly documents: readonly RoundDocument[] };
const documentsOf = (event: object): readonly RoundDocument[] => (event as { documents?: readonly RoundDocument[] }).documents ?? [];

/** What may be done with a round, what happened to it, its documents, its pictures and its roll-ups. */
export const roundLifeRoutes = {
  'GET /api/rounds/:round/actions': route({
    summary: '现在可以对轮次办理什么，不可以的为什么 / what this person may do with the round now, and why not otherwise',
    params: roundParams,
    query: behalfQuery,
    answer: z.object({ version: z.int(), actions: z.array(possibilitySchema) }),
    handle: async ({ api, params, query, viewer }) => {
      const now = api.now();
      const { ledger } = api.client;
      const [{ state }, actor] = await Promise.all([loadRoundState(ledger, params.round), actorOf(ledger, personOf(viewer), dayOf(now), { subject: makeRoundId(params.round), onBehalfOf: query.onBehalfOf })]);
      const actions = roundPossibilities(state, { actor, now }).map(({ type, refusal }) => ({ type, ...ROUND_ACT_NAMES[type], allowed: refusal === null, refusal, schema: ACT_FORMS.get(type) ?? {} }));
      return { version: state.seq, actions };
    },
  }),

  'GET /api/rounds/:round/history': route({
    summary: '轮次的经过 / what happened to the round itself, oldest first',
    params: roundParams,
    answer: z.object({ events: typed<readonly RoundMoment[]>('经过 / moments in words') }),
    handle: async ({ api, params }) => {
      const [{ state, stored }, names] = await Promise.all([loadRoundState(api.client.ledger, params.round), loadNames(api.client.ledger, dayOf(api.now()))]);
      return { events: stored.events.map((event) => ({ seq: event.seq, at: event.at, type: event.type, ...ROUND_EVENT_NAMES[event.type], byName: doerInBoth(event, names), details: roundEventDetails(event, state.policy.round, names), documents: documentsOf(event) })) };
    },
  }),

  'POST /api/rounds/:round/documents': route({
    summary: '上传方案或报告的文件：表单，先 what（submit-plan 或 submit-report），后 file；随后列入该办理的 documents / a file of a plan or report: a form with `what`, then `file`; to be named in the act',
    params: roundParams,
    query: behalfQuery,
    answer: documentSchema,
    multipart: { what: 'submit-plan、submit-report' },
    perMinute: 60,
    handle: async ({ api, params, query, viewer, request }) => {
      const { ledger } = api.client;
      const now = api.now();
      const part = await filePartOf(request);
      const what = fieldOf(part, 'what') === 'submit-report' ? 'submit-report' : 'submit-plan';
      const name = nameOf(part, '整改材料');
      // Whether the rules would take it is asked before a byte is kept.
      const [{ state }, actor] = await Promise.all([loadRoundState(ledger, params.round), actorOf(ledger, personOf(viewer), dayOf(now), { subject: makeRoundId(params.round), onBehalfOf: query.onBehalfOf })]);
      decideRound(state, { type: what, summary: name, documents: [] }, { actor, now });
      return { ...(await storeEvidence(ledger, api.evidenceFolder, knownKind(part.file, name), now, { maxBytes: evidenceLimit() })), name };
    },
  }),

  'GET /api/rounds/:round/documents/:sha256': route({
    summary: '下载方案或报告的文件 / takes out a file of the round’s plan or report',
    params: roundParams.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    answer: z.unknown(),
    raw: { contentType: 'application/octet-stream' },
    handle: async ({ api, params, reply }) => {
      const { stored } = await loadRoundState(api.client.ledger, params.round);
      // Only what belongs to this round: the folder holds that of all.
      const piece = stored.events.flatMap(documentsOf).find((one) => one.sha256 === params.sha256) ?? refuse('UNKNOWN_EVIDENCE', '本轮次没有这份文件', 'this round has no such file', { sha256: params.sha256 });
      await sendKeptFile(reply, evidencePath(api.evidenceFolder, piece.sha256), piece.name);
    },
  }),

  'GET /api/rounds/:round/breakdown': route({
    summary: '分布：按领导、单位的亮灯，账龄，到期与完成进度，时限图 / lights by leader and unit, ages, progress against dates, dates as bars; added up where there are many',
    params: roundParams,
    answer: typed<NamedBreakdown>('分布 / what the charts of a round show'),
    handle: async ({ api, params, viewer }) => await namedBreakdown(api.client.ledger, params.round, visibleTo(viewer), dayOf(api.now())),
  }),

  'GET /api/rounds/:round/rollups': route({
    summary: '周报、月度任务清单：已发出的 / roll-ups that were made, the newest first',
    params: roundParams,
    answer: z.object({ rollups: typed<readonly RollupRow[]>('周报、任务清单 / roll-ups') }),
    handle: async ({ api, params }) => ({ rollups: await listRollups(api.client.ledger, params.round, MOST_ROLLUPS) }),
  }),

  'GET /api/rounds/:round/rollup': route({
    summary: '周报或任务清单此刻的内容，不记录也不发送 / a roll-up as it would read now; nothing is recorded or sent',
    params: roundParams,
    query: z.strictObject({ kind: z.enum(['week', 'month']).default('week') }),
    answer: z.object({ text: z.string() }),
    perMinute: 30,
    handle: async ({ api, params, query }) => ({ text: (await showRollup(api.client.ledger, params.round, query.kind, undefined, api.now())).text }),
  }),
};
