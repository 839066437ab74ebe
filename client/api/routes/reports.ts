import { z } from 'zod';
import { daySchema } from '../../../domain/command-schema.ts';
import { dayOf, isDay } from '../../../domain/time.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { Finding } from '../../../domain/masking.ts';
import type { Gap } from '../../report/document.ts';
import { draftReport, draftText, takeReport, type ReportDraft } from '../../report/draft.ts';
import { factsSchema } from '../../report/facts.ts';
import type { Figures } from '../../report/figures.ts';
import { checkHandedIn, type ReportCheck } from '../../report/run-check.ts';
import { withheldOf, type WithheldRow } from '../../report/withheld.ts';
import { withheldColumns } from '../../lists/withheld.ts';
import { MAX_IMPORT_BYTES } from '../imports.ts';
import { keeperOf } from '../keeper.ts';
import { fileQuery, LIST_FILE, sendList } from '../list-file.ts';
import { route, type Api } from '../route.ts';
import { roundParams, typed } from '../schemas.ts';
import { DOCX, sendFile } from '../send-file.ts';
import { fieldOf, filePartOf, nameOf } from '../upload.ts';

const TEXT = 'text/plain; charset=utf-8';
const namesSchema = z.array(z.string().trim().min(1).max(100)).max(500).default([]);
/** `facts`: what the ledger does not hold, as in the facts file of the command line. */
const draftBody = z.strictObject({ facts: factsSchema.default({ issues: {} }), asOf: daySchema.optional(), date: daySchema.optional(), public: z.boolean().default(false), keep: namesSchema, mask: namesSchema });
const fileBody = draftBody.extend({ format: z.enum(['docx', 'txt']).default('docx'), confirm: z.string().max(40).optional() });

/** What a draft says of itself before anybody takes it. */
export type ReportPage = {
  readonly asOf: string;
  readonly date: string;
  readonly figures: Figures;
  readonly gaps: readonly Gap[];
  readonly withheld: readonly string[];
  readonly undecided: readonly string[];
  /** What our own reader would find otherwise than it was meant. */
  readonly mismatches: readonly { readonly zh: string; readonly en: string }[];
  readonly text: string;
  /** Of the public version: what is masked, and the code that says that somebody has looked at just this. */
  readonly masked: readonly Finding[];
  readonly confirm: string | null;
};

const drafted = async (api: Api, round: string, { public: isPublic, asOf, date, ...body }: z.output<typeof draftBody>): Promise<ReportDraft> =>
  await draftReport(api.client.ledger, { ...body, round, isPublic, ...(asOf === undefined ? {} : { asOf }), ...(date === undefined ? {} : { date }) }, api.now());

/** 整改进展情况通报: written from the ledger, its public version, checked against the ledger, and what is withheld from it. */
export const reportRoutes = {
  'POST /api/rounds/:round/report': route({
    summary: '预览整改进展情况通报或公开稿：全文、待补、读回核对、拟隐去 / how the progress report or its public version would read; nothing is kept',
    params: roundParams,
    body: draftBody,
    answer: typed<ReportPage>('通报 / the draft, its gaps, what is masked'),
    perMinute: 20,
    handle: async ({ api, params, body }) => {
      const draft = await drafted(api, params.round, body);
      const { record, built, check, masked } = draft;
      return { asOf: record.asOf, date: built.date, figures: built.figures, gaps: built.gaps, withheld: built.withheld, undecided: built.undecided, mismatches: check.mismatches.map(({ zh, en }) => ({ zh, en })), text: draftText(draft), masked: masked?.findings ?? [], confirm: masked?.code ?? null };
    },
  }),

  'POST /api/rounds/:round/report/file': route({
    summary: '导出通报（docx 或 txt）；公开稿须附核对过的确认码 / the report as a file; the public version with the code of what was looked at',
    params: roundParams,
    body: fileBody,
    answer: z.unknown(),
    raw: { contentType: [DOCX, TEXT] },
    perMinute: 20,
    handle: async ({ api, params, body: { format, confirm, ...body }, viewer, reply }) => {
      const draft = await drafted(api, params.round, body);
      const { bytes } = await takeReport(api.client.ledger, await keeperOf(api, viewer), draft, { format, ...(confirm === undefined ? {} : { confirm }) }, api.now());
      sendFile(reply, format === 'docx' ? DOCX : TEXT, `${body.public ? '整改进展情况（公开稿）' : '整改进展情况通报'}-${params.round}.${format}`, bytes);
      return undefined;
    },
  }),

  'POST /api/rounds/:round/report/check': route({
    summary: '核对一份通报的数字和问题是否与台账一致：表单，先 asOf，后 file / do the counts and issues of a report agree with the ledger? A form with `asOf`, then `file`',
    params: roundParams,
    answer: typed<ReportCheck>('核对结果 / what agrees and what does not, with both values'),
    multipart: { asOf: '按此日台账，默认按文中“截至”日 / against the ledger as of this day' },
    perMinute: 10,
    handle: async ({ api, params, request }) => {
      const part = await filePartOf(request, MAX_IMPORT_BYTES);
      const asOf = fieldOf(part, 'asOf');
      if (asOf !== undefined && !isDay(asOf)) return refuse('INVALID_REQUEST', 'asOf 须为日期（YYYY-MM-DD）', 'asOf has to be a day (YYYY-MM-DD)', { field: 'asOf' });
      return await checkHandedIn(api.client.ledger, { bytes: await part.toBuffer(), name: nameOf(part, '通报.docx') }, params.round, asOf);
    },
  }),

  'GET /api/rounds/:round/withheld': route({
    summary: '不予公开的问题及待批的申请 / what is withheld from publication, on which ground, by whom, and what waits for a decision',
    params: roundParams,
    answer: z.object({ withheld: typed<readonly WithheldRow[]>('不予公开 / withheld') }),
    handle: async ({ api, params }) => ({ withheld: (await withheldOf(api.client.ledger, params.round)).rows }),
  }),

  'GET /api/rounds/:round/withheld/list': route({
    summary: '不予公开的问题，xlsx 或 csv / findings that are withheld, as a file',
    params: roundParams,
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, params, query, reply }) => {
      const { rows, names } = await withheldOf(api.client.ledger, params.round);
      return await sendList(reply, query.format, { name: `不予公开-${params.round}`, columns: withheldColumns(names), rows }, dayOf(api.now()));
    },
  }),
};
