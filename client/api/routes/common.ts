import { z } from 'zod';
import { daySchema, idSchema } from '../../../domain/command-schema.ts';
import { makeIssueId } from '../../../domain/issue.ts';
import { dayOf } from '../../../domain/time.ts';
import { visibleTo, type Viewer } from '../../../domain/viewer.ts';
import { visibleIssuesOf } from '../../../ledger/issue-pages.ts';
import { loadNames } from '../../../ledger/people.ts';
import { loadUnitTree } from '../../../ledger/units.ts';
import { commonViews, findCommon, showCommonIssue, unknownCommon, type CommonPage, type CommonView } from '../../common-view.ts';
import { handOut } from '../../hand-out.ts';
import { commonCorrection, correctCommon, decideCommonCorrection } from '../../reword-common.ts';
import { inBoth } from '../../voice.ts';
import { actOptionsOf, personOf } from '../act-options.ts';
import { route, type Api } from '../route.ts';
import { behalfQuery, bulkItemAnswer, bulkItemSchema, issueParams, reasonSchema, refusalSchema, roundParams, typed } from '../schemas.ts';

type CommonLine = CommonView['row'] & CommonView['whole'];
const ref = z.string().regex(/^(person|post):.{1,64}$/u);
const unitSchema = z.strictObject({ unit: idSchema, owner: ref.optional(), leader: ref.optional(), due: daySchema.optional() });
const correctionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('propose'), title: z.string().trim().min(1).max(2000).optional(), category: z.string().trim().min(1).max(200).optional(), reason: reasonSchema }),
  z.strictObject({ decision: z.literal('approve') }),
  z.strictObject({ decision: z.literal('refuse'), reason: reasonSchema }),
]);
type Ref = `person:${string}` | `post:${string}`;

/** Of whose parts somebody sees none: to him it does not exist. @throws Refusal UNKNOWN_ISSUE */
const demandVisible = async ({ client: { ledger }, now }: Api, viewer: Viewer, { round, number }: { readonly round: string; readonly number: string }): Promise<void> => {
  const [common, visible] = await Promise.all([findCommon(ledger, round, number, dayOf(now())), visibleIssuesOf(ledger, round, visibleTo(viewer))]);
  if (common === undefined || (visible !== 'all' && !common.parts.some((part) => visible.has(makeIssueId(round, part.number))))) unknownCommon(round, number);
};

/** 共性问题: one finding, many units: the whole with its parts, and handing it to units. */
export const commonRoutes = {
  'GET /api/rounds/:round/common': route({
    summary: '本轮次的共性问题，各单位整改到哪一步 / the common issues of a round, with how far their units are',
    params: roundParams,
    answer: z.object({ common: typed<readonly CommonLine[]>('共性问题 / common issues') }),
    handle: async ({ api, params }) => ({ common: (await commonViews(api.client.ledger, dayOf(api.now()), params.round)).map(({ row, whole }) => ({ ...row, ...whole })) }),
  }),

  'GET /api/rounds/:round/common/:number': route({
    summary: '一个共性问题：整体、看得到的各单位部分、经过 / one common issue: the whole, the parts that one may see, its moments',
    params: issueParams,
    answer: typed<CommonPage>('共性问题 / the whole (null where one sees a part only), its parts, its moments'),
    handle: async ({ api, params, viewer }) => {
      const { ledger } = api.client;
      const today = dayOf(api.now());
      const [page, visible, names] = await Promise.all([showCommonIssue(ledger, params.round, params.number, today), visibleIssuesOf(ledger, params.round, visibleTo(viewer)), loadNames(ledger, today)]);
      const parts = page.parts.filter(({ number }) => visible === 'all' || visible.has(makeIssueId(params.round, number)));
      if (parts.length === 0) return unknownCommon(params.round, params.number);
      const all = parts.length === page.parts.length;
      const named = parts.map((part) => ({ ...part, ownerName: part.owner === null ? null : inBoth(names, (voice) => voice.names.party(part.owner as Ref)) }));
      return { ...page, whole: all ? page.whole : null, moments: all ? page.moments : [], parts: named };
    },
  }),

  'GET /api/units': route({
    summary: '单位及上级 / units with those above them',
    answer: z.object({ units: z.array(z.object({ id: z.string(), name: z.string(), superior: z.string().nullable() })) }),
    handle: async ({ api }) => ({ units: (await loadUnitTree(api.client.ledger)).units.map(({ id, name, superior }) => ({ id, name, superior })) }),
  }),

  'POST /api/rounds/:round/common/:number': route({
    summary: '把问题分交各单位，或再交几个单位 / hands a finding to units, or a common issue to some more; every unit gets a part of its own',
    params: issueParams,
    query: behalfQuery,
    body: z.strictObject({ units: z.array(unitSchema).min(1).max(200), reason: reasonSchema }),
    acts: true,
    answer: z.object({ seq: z.int(), parts: z.array(z.string()) }),
    handle: async ({ api, params, query, body, viewer, request }) => {
      const units = body.units.map(({ unit, owner, leader, due }) => ({ unit, ...(owner === undefined ? {} : { owner: owner as Ref }), ...(leader === undefined ? {} : { leader: leader as Ref }), ...(due === undefined ? {} : { due }) }));
      const { seq, parts } = await handOut(api.client, { ...params, person: personOf(viewer), units, reason: body.reason }, await actOptionsOf(api, viewer, request, body, query.onBehalfOf));
      return { seq, parts: [...parts] };
    },
  }),

  'GET /api/rounds/:round/common/:number/correction': route({
    summary: '文字更正：正待批准的文字、此人可否提出或批准 / the wording that waits for approval, and whether one may propose or decide',
    params: issueParams,
    query: behalfQuery,
    answer: z.object({ waiting: z.object({ title: z.string(), category: z.string(), reason: z.string(), parts: z.int() }).nullable(), differ: refusalSchema.nullable(), mayPropose: z.boolean(), mayDecide: z.boolean() }),
    handle: async ({ api, params, query, viewer }) => {
      await demandVisible(api, viewer, params);
      return await commonCorrection(api.client, { ...params, person: personOf(viewer) }, api.now(), query.onBehalfOf);
    },
  }),

  'POST /api/rounds/:round/common/:number/correction': route({
    summary: '更正共性问题的文字：逐单位提出更正，或由另一方批准、不予更正 / one new wording for all parts: proposed for each, or decided by another party, part by part',
    params: issueParams,
    query: behalfQuery,
    body: correctionSchema,
    acts: true,
    answer: z.object({ items: z.array(bulkItemSchema) }),
    handle: async ({ api, params, query, body, viewer, request }) => {
      await demandVisible(api, viewer, params);
      const ref = { ...params, person: personOf(viewer) };
      // One version cannot be that of many parts.
      const { seen: _seen, ...options } = await actOptionsOf(api, viewer, request, body, query.onBehalfOf);
      const items =
        body.decision === 'propose'
          ? await correctCommon(api.client, ref, { reason: body.reason, ...(body.title === undefined ? {} : { title: body.title }), ...(body.category === undefined ? {} : { category: body.category }) }, options)
          : await decideCommonCorrection(api.client, ref, body.decision === 'refuse' ? { approve: false, reason: body.reason } : { approve: true }, options);
      return { items: items.map(bulkItemAnswer) };
    },
  }),
};
