import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { issuesAmong } from '../../../domain/common.ts';
import { roundActSchema } from '../../../domain/round/act-schema.ts';
import { PHASE_NAMES, type Phase } from '../../../domain/round/state.ts';
import type { Policy } from '../../../domain/policy-schema.ts';
import { addDays, dayOf, type Day } from '../../../domain/time.ts';
import { closenessToRound, seesWhole, visibleTo, type Viewer } from '../../../domain/viewer.ts';
import { listLookBacks, type LookBackListing } from '../../../ledger/look-backs.ts';
import { listRounds } from '../../../ledger/register.ts';
import { addressOf } from '../../../ledger/database.ts';
import { visibleIssuesOf } from '../../../ledger/issue-pages.ts';
import { readableRound, roundsWithPart } from '../../../ledger/viewers.ts';
import { currentDayTable } from '../../calendar.ts';
import { exportRegister } from '../../register/export.ts';
import { rehearsalFileAside, rehearseAside } from '../../rehearsal/aside.ts';
import type { Rehearsal } from '../../rehearsal/summary.ts';
import { underWay, whileUnderWay } from '../../rehearsal/under-way.ts';
import { roundCounts, type RoundCounts } from '../../round-counts.ts';
import { loadUnitTree } from '../../../ledger/units.ts';
import { roundFileSchema, roundOfContent } from '../../round-file.ts';
import { viewRound } from '../../round-view.ts';
import { actOptionsOf, personOf } from '../act-options.ts';
import { policyOfText } from '../../policies.ts';
import { listedPolicyNamed } from '../../policy-versions.ts';
import { route, type Api } from '../route.ts';
import { CSV, sendFile, XLSX } from '../send-file.ts';
import { behalfQuery, dayAnswer, instantSchema, roundParams, typed } from '../schemas.ts';

const roundSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    unit: z.string(),
    inspector: z.string(),
    feedback: dayAnswer,
    status: z.string(),
    phase: z.enum(Object.keys(PHASE_NAMES) as [Phase, ...Phase[]]).nullable(),
    grade: z.string().nullable(),
    openedAt: instantSchema,
    /** Of the whole round; null for those who see only their own part of it. */
    issues: z.int().nullable(),
    open: z.int().nullable(),
    overdue: z.int().nullable(),
  })
  .meta({ id: 'Round' });

type RoundView = Omit<Awaited<ReturnType<typeof viewRound>>['json'], 'may'>;

/** As a round file, without people, and with a policy that comes with the program: an address must not name files of the server. */
const newRoundSchema = roundFileSchema.omit({ people: true, units: true, posts: true }).extend({ round: roundFileSchema.shape.round.extend({ policy: z.string().regex(/^[a-z0-9-]{1,60}$/).default('default') }) });

const monthsSchema = z.int().min(1).max(24);
const MEDIA = { xlsx: XLSX, csv: CSV, json: 'application/json; charset=utf-8' } as const;

/** The rounds that somebody may see; with counts where he sees the whole. */
export const roundsFor = async ({ client: { ledger } }: Api, viewer: Viewer) => {
  const [rounds, parts] = await Promise.all([listRounds(ledger), roundsWithPart(ledger, viewer)]);
  return rounds.flatMap((round) => {
    const own = parts.get(round.id);
    const close = closenessToRound(viewer, { id: round.id, parties: [], hasPart: own !== undefined });
    if (close.length === 0) return [];
    const whole = own?.leads === true || seesWhole(close);
    return [whole ? round : { ...round, issues: null, open: null, overdue: null }];
  });
};

/** Look-backs until a day, of one round or of all, that somebody may see. */
export const visibleLookBacks = async ({ client: { ledger } }: Api, viewer: Viewer, by: Day, round?: string): Promise<readonly LookBackListing[]> => {
  const listed = await listLookBacks(ledger, { by, limit: 10_000, ...(round === undefined ? {} : { round }) });
  const rounds = [...new Set(listed.map((one) => one.round))];
  const seen = new Map(await Promise.all(rounds.map(async (id) => [id, await visibleIssuesOf(ledger, id, visibleTo(viewer))] as const)));
  return listed.filter(({ round: of, issue }) => {
    const visible = seen.get(of);
    return visible === 'all' || visible?.has(issue) === true;
  });
};

/** Rounds: lists, looks, acts, counts, look-backs, the register as a file, and playing one forward. */
export const roundRoutes = {
  'GET /api/rounds': route({
    summary: '轮次清单 / rounds that one may see',
    answer: z.object({ rounds: z.array(roundSchema) }),
    handle: async ({ api, viewer }) => ({ rounds: await roundsFor(api, viewer) }),
  }),

  'POST /api/rounds': route({
    summary: '开立轮次及其全部问题 / opens a round with its issues',
    body: newRoundSchema,
    answer: z.object({ round: z.string(), issues: z.int() }),
    status: 201,
    handle: async ({ api, body, viewer }) => {
      const at = api.now();
      const { entry } = await roundOfContent({ ...body, people: [], units: [], posts: [] }, 'round', at, await currentDayTable(api.client.ledger), await loadUnitTree(api.client.ledger));
      await api.client.openRound(entry, personOf(viewer));
      return { round: entry.head.id, issues: issuesAmong(entry.drafts) };
    },
  }),

  'GET /api/rounds/:round': route({
    summary: '一个轮次：阶段、应办、经过 / one round: where it stands, what it owes, its history',
    params: roundParams,
    answer: typed<RoundView>('轮次全貌；只有部分问题的人看不到经过和成果 / the round as the rules know it; without events and outcomes for who has a part of it only'),
    handle: async ({ api, params, viewer, reply }) => {
      const [{ json }, readable] = await Promise.all([viewRound(api.client, params.round, { person: null }), readableRound(api.client.ledger, viewer, params.round)]);
      const { may: _may, ...view } = json;
      void reply.header('etag', `"${view.version}"`);
      // What was handed out, split off and decided is of issues that he may not see (`GET …/history` is for the whole, too).
      return readable !== null && seesWhole(closenessToRound(viewer, readable)) ? view : { ...view, events: [], outcomes: [] };
    },
  }),

  'GET /api/rounds/:round/counts': route({
    summary: '统计与对账 / counts, which add up or say where not',
    params: roundParams,
    answer: typed<RoundCounts>('统计 / counts of the round'),
    handle: async ({ api, params }) => await roundCounts(api.client.ledger, params.round),
  }),

  'GET /api/rounds/:round/look-backs': route({
    summary: '回头看安排 / look-backs to come and overdue',
    params: roundParams,
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(1_500).default(400) }),
    answer: z.object({ lookBacks: typed<readonly LookBackListing[]>('回头看 / look-backs') }),
    handle: async ({ api, params, query, viewer }) => ({ lookBacks: await visibleLookBacks(api, viewer, addDays(dayOf(api.now()), query.days), params.round) }),
  }),

  'GET /api/rounds/:round/register': route({
    summary: '导出台账 / the register as a file: what one may see of it',
    params: roundParams,
    query: z.strictObject({ format: z.enum(['xlsx', 'csv', 'json']).default('xlsx') }),
    answer: z.unknown(),
    raw: { contentType: Object.values(MEDIA) },
    perMinute: 30,
    handle: async ({ api, params, query, viewer, reply }) => {
      const { ledger } = api.client;
      const visible = await visibleIssuesOf(ledger, params.round, visibleTo(viewer));
      const bytes = await exportRegister(ledger, params.round, query.format, { on: dayOf(api.now()), ...(visible === 'all' ? {} : { only: visible }) });
      sendFile(reply, MEDIA[query.format], `整改台账-${params.round}.${query.format}`, bytes);
      return undefined;
    },
  }),

  'POST /api/rounds/:round/acts': route({
    summary: '轮次办理：方案、报告、评估、签收 / does an act on the round itself',
    params: roundParams,
    query: behalfQuery,
    body: roundActSchema,
    acts: true,
    answer: z.object({ seq: z.int(), events: z.array(z.string()) }),
    handle: async ({ api, params, query, body, viewer, request }) => {
      const { seq, events } = await api.client.actOnRound(params.round, personOf(viewer), body, await actOptionsOf(api, viewer, request, body, query.onBehalfOf));
      return { seq, events: [...events] };
    },
  }),

  'POST /api/rounds/:round/rehearsal': route({
    summary: '沙盘推演：若无人办理，会提醒谁、何时 / played forward: what would be sent to whom, if nobody acted',
    params: roundParams,
    // A policy by its name, or one that is not kept yet as text: played as if the round were moved to it now.
    body: z.strictObject({ months: monthsSchema.default(12), policy: z.string().min(1).max(120).optional(), yaml: z.string().min(1).max(300_000).optional() }),
    answer: typed<Rehearsal>('推演结果 / what would be sent'),
    perMinute: 10,
    handle: async ({ api, params, body: { months, policy, yaml }, viewer, reply }) => {
      const by = yaml !== undefined ? await policyOfText(yaml, POLICY_TEXT) : policy !== undefined ? await listedPolicyNamed(api.client.ledger, policy) : null;
      return await whileUnderWay(viewer.account ?? '', params.round, async (told) => await rehearseAside(jobOf(api, params.round, months, by), goneWith(reply), { told }));
    },
  }),

  'GET /api/rounds/:round/rehearsal/progress': route({
    summary: '自己发起的推演进行到哪一天 / how far the rehearsal has come that one waits for; of this process',
    params: roundParams,
    answer: z.object({
      /** null: none runs here. */
      underWay: z
        .object({
          /** null: it waits for its turn. `played`: issues to which nothing more happens. */
          progress: z.object({ day: dayAnswer, from: dayAnswer, until: dayAnswer, played: z.int(), issues: z.int() }).nullable(),
        })
        .nullable(),
    }),
    handle: async ({ params, viewer }) => ({ underWay: underWay(viewer.account ?? '', params.round) }),
  }),

  'GET /api/rounds/:round/rehearsal': route({
    summary: '沙盘推演的清单，xlsx 或 csv / what a rehearsal would send, as a file',
    params: roundParams,
    query: z.strictObject({ months: z.coerce.number().pipe(monthsSchema).default(12), format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    answer: z.unknown(),
    raw: { contentType: [XLSX, CSV] },
    perMinute: 10,
    handle: async ({ api, params, query, reply }) => {
      sendFile(reply, MEDIA[query.format], `沙盘推演-${params.round}.${query.format}`, await rehearsalFileAside(jobOf(api, params.round, query.months), query.format, goneWith(reply)));
      return undefined;
    },
  }),
};

/** What errors call the text of a policy that came from the page. */
const POLICY_TEXT = '所填的办法';
const jobOf = ({ client, now }: Api, round: string, months: number, policy: Policy | null = null) => ({ ledger: addressOf(client.ledger), round, months, policy, now: now() });

/** Whoever asked has gone away, so that nobody waits for the answer. */
const goneWith = ({ raw }: FastifyReply): AbortSignal => {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
};
