import { z } from 'zod';
import { countOpened } from '../../../ledger/register-imports.ts';
import { loadRound } from '../../../ledger/rounds.ts';
import { personOf } from '../act-options.ts';
import { importFileOf, MAX_IMPORT_BYTES, previewImport, settingsOf, takeIn, type ImportFile, type ImportPreview, type ImportResult, type ImportSettings } from '../imports.ts';
import { route, type Call } from '../route.ts';
import { roundParams, typed } from '../schemas.ts';
import { fieldOf, filePartOf, nameOf } from '../upload.ts';

/** The form: `settings` (JSON) first, then `file`. Readers tell by its bytes what it is. */
const formOf = async ({ request }: Pick<Call<undefined, undefined, undefined>, 'request'>): Promise<{ readonly file: ImportFile; readonly settings: ImportSettings }> => {
  const part = await filePartOf(request, MAX_IMPORT_BYTES);
  const file = importFileOf(nameOf(part, '导入文件'), await part.toBuffer());
  return { file, settings: settingsOf(fieldOf(part, 'settings'), file) };
};

const SETTINGS = '导入设置，JSON / how to read it, as JSON';

/** Taking in reports and registers: first as a preview in which nothing is written, then for good. */
export const importRoutes = {
  'POST /api/imports/preview': route({
    summary: '预览导入：通报（txt md html docx pdf）或台账（xlsx csv）；表单，先 settings 后 file，不写入 / a file as it would be taken in: a form with `settings`, then `file`; nothing is written',
    answer: typed<ImportPreview>('预览 / what was read, and what would become of it'),
    multipart: { settings: SETTINGS },
    perMinute: 20,
    handle: async ({ api, viewer, request }) => {
      const { file, settings } = await formOf({ request });
      return await previewImport(api.client, file, settings, personOf(viewer), api.now());
    },
  }),

  'POST /api/imports': route({
    summary: '导入：通报开立为轮次，台账开立轮次或补充问题 / takes a file in: a report becomes a round, a register opens one or adds to it',
    answer: typed<ImportResult>('结果 / what became of it; opening goes on, see GET /api/rounds/:round/opening'),
    status: 201,
    multipart: { settings: SETTINGS },
    perMinute: 10,
    handle: async ({ api, viewer, request }) => {
      const { file, settings } = await formOf({ request });
      return await takeIn(api.client, file, settings, personOf(viewer), api.now());
    },
  }),

  'GET /api/rounds/:round/opening': route({
    summary: '开立进度 / how many of a round’s issues are open by now',
    params: roundParams,
    answer: z.object({ opened: z.int(), issues: z.int() }),
    handle: async ({ api, params }) => {
      const [{ issues }, opened] = await Promise.all([loadRound(api.client.ledger, params.round), countOpened(api.client.ledger, params.round)]);
      return { opened, issues };
    },
  }),
};
