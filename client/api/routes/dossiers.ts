import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { TEMPLATES_FOLDER } from '../../../activities/templates.ts';
import { makeIssueId } from '../../../domain/issue.ts';
import { dayOf } from '../../../domain/time.ts';
import { writeDossier, type RunDossier } from '../../dossier/run-dossier.ts';
import { safeFileName } from '../../zip-write.ts';
import { keeperOf } from '../keeper.ts';
import { route, type Call } from '../route.ts';
import { flagSchema, issueParams, roundParams } from '../schemas.ts';
import { ZIP } from '../send-file.ts';
import { sendKeptFile } from '../send-kept-file.ts';

const dossierQuery = z.strictObject({ withFiles: flagSchema.default(false).meta({ description: '附佐证材料文件 / with the evidence itself' }) });
/** It is made in the process that serves everybody; more is for the command line. */
const MOST = { issues: 500, bytes: 1024 * 1024 * 1024 } as const;
const DOSSIER = { query: dossierQuery, answer: z.unknown(), raw: { contentType: ZIP }, perMinute: 6 } as const;

/** Written aside, sent, and taken away again: an archive may be larger than what fits in memory. */
const send = async ({ api, viewer, query, reply }: Call<unknown, z.output<typeof dossierQuery>, unknown>, of: Pick<RunDossier, 'round' | 'issueId'>, name: string): Promise<undefined> => {
  const aside = await mkdtemp(join(tmpdir(), 'huitoukan-dossier-'));
  try {
    const out = join(aside, 'dossier.zip');
    const evidence = query.withFiles ? { evidence: api.evidenceFolder } : {};
    await writeDossier(api.client.ledger, await keeperOf(api, viewer), { ...of, ...evidence, templates: join(api.dataFolder, TEMPLATES_FOLDER), most: MOST, out }, api.now());
    await sendKeptFile(reply, out, safeFileName(`${name}-${dayOf(api.now())}.zip`), ZIP);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return undefined;
};

/** 一问题一档: the whole story of an issue, or of every issue of a round, as an archive with a manifest. */
export const dossierRoutes = {
  'GET /api/issues/:round/:number/dossier': route({
    summary: '一问题一档（zip）：经过、告知、文书、佐证清单、带哈希的目录 / the file of an issue',
    params: issueParams,
    ...DOSSIER,
    handle: async (call) => await send(call, { issueId: makeIssueId(call.params.round, call.params.number) }, `档案-${call.params.round}-${call.params.number}`),
  }),

  'GET /api/rounds/:round/dossier': route({
    summary: '整个轮次的档案（zip），一个问题一个文件夹 / the files of all issues of a round',
    params: roundParams,
    ...DOSSIER,
    handle: async (call) => await send(call, { round: call.params.round }, `档案-${call.params.round}`),
  }),
};
