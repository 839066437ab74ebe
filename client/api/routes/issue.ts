import { z } from 'zod';
import { actSchema, type Act } from '../../../domain/command-schema.ts';
import { makeIssueId } from '../../../domain/issue.ts';
import { possibilities } from '../../../domain/may-do.ts';
import type { PartyRef } from '../../../domain/party.ts';
import { dayOf } from '../../../domain/time.ts';
import { actorOf } from '../../../ledger/actors.ts';
import { loadNames } from '../../../ledger/people.ts';
import { ACT_NAMES } from '../../act-words.ts';
import { showIssue } from '../../issue-view.ts';
import { timelineEntries, toldEntries, type EventEntry, type ToldEntry } from '../../timeline-entries.ts';
import { inBoth, type BothWords } from '../../voice.ts';
import { formsOf, type JsonSchema } from '../act-forms.ts';
import { actOptionsOf, personOf } from '../act-options.ts';
import { route } from '../route.ts';
import { actResultSchema, actTypeSchema, behalfQuery, bilingual, issueParams, refusalSchema, typed } from '../schemas.ts';

type IssueView = Omit<Awaited<ReturnType<typeof showIssue>>['json'], 'may'> & { readonly names: Readonly<Record<string, BothWords>> };

const possibilitySchema = bilingual
  .extend({
    type: actTypeSchema,
    allowed: z.boolean(),
    /** Why not, in the rules' own words. */
    refusal: refusalSchema.nullable(),
    /** JSON schema of the act, for a form. */
    schema: typed<JsonSchema>('JSON schema of the act'),
  })
  .meta({ id: 'Possibility' });

const ACT_FORMS = formsOf(actSchema.options);

/** Everybody whom the issue as it stands names: its parties, who owns its measures, whoever worked on it, is to take it over or is to own a measure. */
const partiesNamedIn = ({ parties, measures, hands, proposal, revision, handOver }: IssueView['issue']): readonly PartyRef[] => {
  const owners = [...measures, ...(proposal?.measures ?? []), ...(revision?.changes ?? []).flatMap(({ after }) => (after === null ? [] : [after]))].map(({ owner }) => owner);
  const persons = [...owners, ...hands, ...(handOver === null ? [] : [handOver.to])];
  return [...new Set([...Object.values(parties), handOver?.from ?? null, ...persons.map((person): PartyRef => `person:${person}`)])].filter((ref) => ref !== null);
};

/** One issue: what it is, what happened, who was told, what may be done with it, and doing it. */
export const issueRoutes = {
  'GET /api/issues/:round/:number': route({
    summary: '一个问题的情况 / one issue; its ETag is its version',
    params: issueParams,
    answer: typed<IssueView>('问题全貌 / the issue as the rules know it, with its deadlines and the next obligation'),
    handle: async ({ api, params, reply }) => {
      const [{ json: { may: _may, ...json } }, names] = await Promise.all([showIssue(api.client, makeIssueId(params.round, params.number), { person: null }), loadNames(api.client.ledger, dayOf(api.now()))]);
      void reply.header('etag', `"${json.issue.seq}"`).header('cache-control', 'private, no-cache');
      return { ...json, names: Object.fromEntries(partiesNamedIn(json.issue).map((ref) => [ref, inBoth(names, (voice) => voice.names.party(ref))])) };
    },
  }),

  'GET /api/issues/:round/:number/timeline': route({
    summary: '一个问题的经过 / its history, oldest first',
    params: issueParams,
    answer: z.object({ events: typed<readonly EventEntry[]>('经过 / events in words and as recorded') }),
    handle: async ({ api, params }) => ({ events: await timelineEntries(api.client.ledger, makeIssueId(params.round, params.number), api.now()) }),
  }),

  'GET /api/issues/:round/:number/told': route({
    summary: '通知：谁、何时、何事、怎样送达 / who was told what, when, by which road; and what is planned',
    params: issueParams,
    answer: z.object({ told: typed<readonly ToldEntry[]>('通知 / notices') }),
    handle: async ({ api, params }) => ({ told: await toldEntries(api.client.ledger, makeIssueId(params.round, params.number), api.now()) }),
  }),

  'GET /api/issues/:round/:number/actions': route({
    summary: '现在可以办理什么，不可以的为什么 / what this person may do now, and why not otherwise',
    params: issueParams,
    query: behalfQuery,
    answer: z.object({ version: z.int(), actions: z.array(possibilitySchema) }),
    handle: async ({ api, params, query, viewer }) => {
      const issueId = makeIssueId(params.round, params.number);
      const now = api.now();
      const [state, actor] = await Promise.all([api.client.issue(issueId), actorOf(api.client.ledger, personOf(viewer), dayOf(now), { subject: issueId, onBehalfOf: query.onBehalfOf })]);
      const actions = possibilities(state, { actor, now }).map(({ type, refusal }) => ({ type, ...ACT_NAMES[type], allowed: refusal === null, refusal, schema: ACT_FORMS.get(type) ?? {} }));
      return { version: state.seq, actions };
    },
  }),

  'POST /api/issues/:round/:number/acts': route({
    summary: '办理一件事 / does an act. Idempotency-Key: once however often it is sent; If-Match: refused where the issue has moved on',
    params: issueParams,
    query: behalfQuery,
    body: actSchema,
    acts: true,
    answer: actResultSchema,
    handle: async ({ api, params, query, body, viewer, request, reply }) => {
      const result = await api.client.act(makeIssueId(params.round, params.number), personOf(viewer), body satisfies Act, await actOptionsOf(api, viewer, request, body, query.onBehalfOf));
      void reply.header('etag', `"${result.seq}"`);
      return { ...result, events: [...result.events] };
    },
  }),
};
