import { z } from 'zod';
import { lookBackPhotos } from '../../../domain/events.ts';
import { makeIssueId } from '../../../domain/issue.ts';
import { possibility } from '../../../domain/may-do.ts';
import { Refusal, refuse } from '../../../domain/refusal.ts';
import { dayOf } from '../../../domain/time.ts';
import { actorOf } from '../../../ledger/actors.ts';
import { evidencePath, storeEvidence } from '../../../ledger/evidence.ts';
import { loadIssueEvents } from '../../../ledger/steps.ts';
import { demandTaken, evidenceLimit } from '../../add-evidence.ts';
import { actOptionsOf, isRepeated, personOf } from '../act-options.ts';
import { knownKind } from '../file-kinds.ts';
import { sendKeptFile } from '../send-kept-file.ts';
import { route } from '../route.ts';
import { actResultSchema, behalfQuery, issueParams } from '../schemas.ts';
import { fieldOf, filePartOf, nameOf } from '../upload.ts';

const fileParams = issueParams.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Evidence in and out: a file goes to the folder while it is hashed, its kind is read from its own bytes. */
export const evidenceRoutes = {
  'POST /api/issues/:round/:number/evidence': route({
    summary: '上传佐证材料：表单，先 measure、kind，后 file / hands in a file: a form with `measure`, `kind`, then `file`',
    params: issueParams,
    query: behalfQuery,
    answer: actResultSchema.extend({ sha256: z.string(), size: z.int(), name: z.string() }),
    multipart: { measure: '所属措施 / the measure that it proves', kind: '材料种类 / what it is' },
    acts: true,
    perMinute: 60,
    handle: async ({ api, params, query, viewer, request }) => {
      const issueId = makeIssueId(params.round, params.number);
      const person = personOf(viewer);
      const { ledger } = api.client;
      const now = api.now();
      const part = await filePartOf(request);
      const [measure, kind] = [fieldOf(part, 'measure'), fieldOf(part, 'kind')];
      const about = { ...(measure === undefined ? {} : { measure }), ...(kind === undefined ? {} : { kind }) };
      const name = nameOf(part, '佐证材料');
      await demandTaken(api.client, { issueId, person, name, ...about }, { now, onBehalfOf: query.onBehalfOf, repeated: await isRepeated(api, viewer, request) });
      const stored = await storeEvidence(ledger, api.evidenceFolder, knownKind(part.file, name), now, { maxBytes: evidenceLimit() });
      const act = { type: 'add-evidence' as const, ...stored, name, ...about };
      const result = await api.client.act(issueId, person, act, await actOptionsOf(api, viewer, request, act, query.onBehalfOf));
      return { ...result, events: [...result.events], ...stored, name };
    },
  }),

  'POST /api/issues/:round/:number/look-back-photos': route({
    summary: '上传回头看现场照片：表单 file；随后列入 record-look-back 的 photos / a photo of a look-back, to be named in the act',
    params: issueParams,
    query: behalfQuery,
    answer: z.object({ sha256: z.string(), size: z.int(), name: z.string() }),
    multipart: {},
    perMinute: 60,
    handle: async ({ api, params, query, viewer, request }) => {
      const issueId = makeIssueId(params.round, params.number);
      const { ledger } = api.client;
      const now = api.now();
      const part = await filePartOf(request);
      const name = nameOf(part, '现场照片.jpg');
      // Who may not record the look-back has no photo of it to keep; which result can be recorded today, the act says.
      const [state, actor] = await Promise.all([api.client.issue(issueId), actorOf(ledger, personOf(viewer), dayOf(now), { subject: issueId, onBehalfOf: query.onBehalfOf })]);
      const { refusal } = possibility(state, 'record-look-back', { actor, now });
      if (refusal !== null) throw new Refusal(refusal);
      return { ...(await storeEvidence(ledger, api.evidenceFolder, knownKind(part.file, name), now, { maxBytes: evidenceLimit() })), name };
    },
  }),

  'GET /api/issues/:round/:number/evidence/:sha256': route({
    summary: '下载佐证材料或回头看照片 / takes out a piece of evidence of this issue, or a photo of its look-backs',
    params: fileParams,
    answer: z.unknown(),
    raw: { contentType: '*/*' },
    handle: async ({ api, params, reply }) => {
      const { round, number, sha256 } = params;
      const events = (await loadIssueEvents(api.client.ledger, [makeIssueId(round, number)])).get(makeIssueId(round, number)) ?? [];
      const evidence = events.flatMap((event) => (event.type === 'evidence-added' ? [event.evidence] : []));
      // Only what belongs to this issue: the folder holds that of all.
      const piece = [...evidence, ...lookBackPhotos(events)].find((one) => one.sha256 === sha256) ?? refuse('UNKNOWN_EVIDENCE', '本问题没有这份佐证材料', 'this issue has no such evidence', { sha256 });
      await sendKeptFile(reply, evidencePath(api.evidenceFolder, sha256), piece.name);
    },
  }),
};
