import { join } from 'node:path';
import { z } from 'zod';
import { TEMPLATES_FOLDER } from '../../../activities/templates.ts';
import { dropNoticeTemplate, keepNoticeTemplate, listNoticeTemplates, mailName, noticeTemplate, previewNotice } from '../../settings/notice-templates.ts';
import { dropPaperTemplate, keepPaperTemplate, listPaperTemplates, paperTemplateFile, samplePaperFile } from '../../settings/paper-templates.ts';
import { route, type Api } from '../route.ts';
import { bilingual, DONE, done } from '../schemas.ts';
import { DOCX, sendFile } from '../send-file.ts';
import { fieldOf, filePartOf } from '../upload.ts';

const nameParams = z.object({ name: z.string().max(60) });
const sourceBody = z.strictObject({ source: z.string().max(70_000) });
/** A template with a few pictures in it; see open-docx.ts. */
const MAX_BYTES = 10 * 1024 * 1024;

const folderOf = ({ dataFolder }: Api): string => join(dataFolder, TEMPLATES_FOLDER);

/** Templates of notices (text) and of papers (.docx): the unit's own in the place of the shipped ones, looked over before they are kept. */
export const templateRoutes = {
  'GET /api/templates': route({
    summary: '模板：通知与文书 / templates of notices and papers; which are own',
    answer: z.object({ notices: z.array(bilingual.extend({ name: z.string(), own: z.boolean() })), papers: z.array(bilingual.extend({ kind: z.string(), own: z.boolean() })) }),
    handle: async ({ api }) => {
      const [notices, papers] = await Promise.all([listNoticeTemplates(folderOf(api)), listPaperTemplates(folderOf(api))]);
      return { notices: notices.map(({ name, own }) => ({ name, own, ...mailName(name) })), papers: [...papers] };
    },
  }),

  'GET /api/templates/notices/:name': route({
    summary: '一个通知模板的原文 / the text of a template of notices',
    params: nameParams,
    answer: z.object({ name: z.string(), own: z.boolean(), source: z.string() }),
    handle: async ({ api, params }) => await noticeTemplate(folderOf(api), params.name),
  }),

  'POST /api/templates/notices/:name/preview': route({
    summary: '检查并用样例预览，不保存 / looks it over and shows it with a sample; keeps nothing',
    params: nameParams,
    body: sourceBody,
    answer: z.object({ subject: z.string(), text: z.string(), html: z.string() }),
    handle: async ({ params, body }) => previewNotice(params.name, body.source),
  }),

  'PUT /api/templates/notices/:name': route({
    summary: '保存为本单位模板，下次启动后使用 / keeps it as the unit’s own; used from the next start',
    params: nameParams,
    body: sourceBody,
    answer: done,
    handle: async ({ api, params, body }) => {
      await keepNoticeTemplate(folderOf(api), params.name, body.source);
      return DONE;
    },
  }),

  'DELETE /api/templates/notices/:name': route({
    summary: '恢复自带的通知模板 / goes back to the shipped template',
    params: nameParams,
    answer: done,
    handle: async ({ api, params }) => {
      await dropNoticeTemplate(folderOf(api), params.name);
      return DONE;
    },
  }),

  'GET /api/templates/papers/:name': route({
    summary: '下载文书模板 / the template of a paper as a file',
    params: nameParams,
    answer: z.unknown(),
    raw: { contentType: DOCX },
    perMinute: 60,
    handle: async ({ api, params, reply }) => {
      sendFile(reply, DOCX, `${params.name}.docx`, await paperTemplateFile(folderOf(api), params.name));
      return undefined;
    },
  }),

  'GET /api/templates/papers/:name/sample': route({
    summary: '用样例打印一份 / a sample paper printed with it',
    params: nameParams,
    answer: z.unknown(),
    raw: { contentType: DOCX },
    perMinute: 60,
    handle: async ({ api, params, reply }) => {
      sendFile(reply, DOCX, `${params.name}-sample.docx`, await samplePaperFile(folderOf(api), params.name));
      return undefined;
    },
  }),

  'POST /api/templates/papers/:name': route({
    summary: '上传文书模板：表单，先 dryRun，后 file；先检查 / hands in a template: a form with `dryRun`, then `file`; looked over first',
    params: nameParams,
    answer: z.object({ kept: z.boolean() }),
    multipart: { dryRun: 'true：只检查，不写入 / `true`: looked over, nothing is written' },
    perMinute: 20,
    handle: async ({ api, params, request }) => {
      const part = await filePartOf(request, MAX_BYTES);
      const dryRun = fieldOf(part, 'dryRun') === 'true';
      const bytes = await part.toBuffer();
      if (dryRun) await samplePaperFile(folderOf(api), params.name, bytes);
      else await keepPaperTemplate(folderOf(api), params.name, bytes);
      return { kept: !dryRun };
    },
  }),

  'DELETE /api/templates/papers/:name': route({
    summary: '恢复自带的文书模板 / goes back to the shipped paper',
    params: nameParams,
    answer: done,
    handle: async ({ api, params }) => {
      await dropPaperTemplate(folderOf(api), params.name);
      return DONE;
    },
  }),
};
