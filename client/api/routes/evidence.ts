import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { decide } from '../../../domain/decide.ts';
import { makeIssueId } from '../../../domain/issue.ts';
import { refuse } from '../../../domain/refusal.ts';
import { dayOf } from '../../../domain/time.ts';
import { actorOf } from '../../../ledger/actors.ts';
import { evidencePath, storeEvidence } from '../../../ledger/evidence.ts';
import { evidenceLimit } from '../../add-evidence.ts';
import { actOptionsOf, personOf } from '../act-options.ts';
import { knownKind, mediaTypeOf } from '../file-kinds.ts';
import { route } from '../route.ts';
import { actResultSchema, behalfQuery, issueParams } from '../schemas.ts';

const fileParams = issueParams.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** A text field of the form that came before the file. */
const fieldOf = (fields: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = (fields[name] as { value?: unknown } | undefined)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Evidence in and out: a file goes to the folder while it is hashed, its kind is read from its own bytes. */
export const evidenceRoutes = {
  'POST /api/issues/:round/:number/evidence': route({
    summary: '上传佐证材料：表单，先 measure、kind，后 file / hands in a file: a form with `measure`, `kind`, then `file`',
    params: issueParams,
    query: behalfQuery,
    answer: actResultSchema.extend({ sha256: z.string(), size: z.int(), name: z.string() }),
    multipart: true,
    acts: true,
    perMinute: 60,
    handle: async ({ api, params, query, viewer, request }) => {
      const issueId = makeIssueId(params.round, params.number);
      const person = personOf(viewer);
      const { ledger } = api.client;
      const now = api.now();
      if (!request.isMultipart()) refuse('UNSUPPORTED_MEDIA', '请以表单（multipart/form-data）上传', 'hand it in as a form (multipart/form-data)');
      const part = (await request.file()) ?? refuse('INVALID_REQUEST', '表单中没有文件', 'there is no file in the form', { field: 'file' });
      const [measure, kind] = [fieldOf(part.fields, 'measure'), fieldOf(part.fields, 'kind')];
      const about = { ...(measure === undefined ? {} : { measure }), ...(kind === undefined ? {} : { kind }) };
      const name = (part.filename.normalize('NFC').split(/[\\/]/).at(-1) ?? '').slice(0, 255).trim() || '佐证材料';
      // Whether the rules would take it is asked before a byte is kept.
      const [state, actor] = await Promise.all([api.client.issue(issueId), actorOf(ledger, person, dayOf(now), { subject: issueId, onBehalfOf: query.onBehalfOf })]);
      decide(state, { type: 'add-evidence', sha256: '0'.repeat(64), name, size: 1, ...about }, { actor, now });
      const stored = await storeEvidence(ledger, api.evidenceFolder, knownKind(part.file, name), now, { maxBytes: evidenceLimit() });
      const act = { type: 'add-evidence' as const, ...stored, name, ...about };
      const result = await api.client.act(issueId, person, act, await actOptionsOf(api, viewer, request, act, query.onBehalfOf));
      return { ...result, events: [...result.events], ...stored, name };
    },
  }),

  'GET /api/issues/:round/:number/evidence/:sha256': route({
    summary: '下载佐证材料 / takes out a piece of evidence of this issue',
    params: fileParams,
    answer: z.unknown(),
    raw: { contentType: '*/*' },
    handle: async ({ api, params, reply }) => {
      const { round, number, sha256 } = params;
      const state = await api.client.issue(makeIssueId(round, number));
      // Only what belongs to this issue: the folder holds that of all.
      const piece = state.evidence.find((one) => one.sha256 === sha256) ?? refuse('UNKNOWN_EVIDENCE', '本问题没有这份佐证材料', 'this issue has no such evidence', { sha256 });
      const path = evidencePath(api.evidenceFolder, sha256);
      const facts = await stat(path).catch(() => refuse('UNKNOWN_EVIDENCE', '佐证材料文件缺失，请联系管理员（huitoukan evidence verify）', 'the file of this evidence is missing; tell the administrator (huitoukan evidence verify)', { sha256 }));
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': mediaTypeOf(piece.name),
        'content-length': facts.size,
        // Never shown inside our own page: a file may hold scripts.
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(piece.name)}`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
      await pipeline(createReadStream(path), reply.raw);
    },
  }),
};
