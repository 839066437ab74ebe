import { join } from 'node:path';
import { z } from 'zod';
import { TEMPLATES_FOLDER } from '../../../activities/templates.ts';
import { makeIssueId } from '../../../domain/issue.ts';
import { dayOf } from '../../../domain/time.ts';
import { readDocx } from '../../import/readers/docx-reader.ts';
import { listPapers, type PaperLine } from '../../letters/list-papers.ts';
import { PAPER_KINDS } from '../../letters/paper.ts';
import { printPapers, takePapers, type PrintOptions } from '../../letters/run-print.ts';
import { PAPER_COLUMNS } from '../../lists/papers.ts';
import { keeperOf } from '../keeper.ts';
import { fileQuery, LIST_FILE, sendList } from '../list-file.ts';
import { route, type Api, type Call } from '../route.ts';
import { issueParams, roundParams, typed } from '../schemas.ts';
import { DOCX, sendFile, ZIP } from '../send-file.ts';

const kindSchema = z.enum(PAPER_KINDS);
const listQuery = z.strictObject({ kind: kindSchema.optional() });
/** One by the name of its file, or all of a kind, or all. */
const printQuery = z.strictObject({ paper: z.string().max(200).optional(), kind: kindSchema.optional(), redHead: z.string().trim().min(1).max(60).optional() });
const previewQuery = printQuery.omit({ kind: true }).required({ paper: true });
const linesAnswer = z.object({ papers: typed<readonly PaperLine[]>('文书 / papers') });
const previewAnswer = z.object({ name: z.string(), lines: z.array(z.string()) });

type Subject = Pick<PrintOptions, 'round' | 'issueId'>;
const ofIssue = ({ round, number }: z.output<typeof issueParams>): Subject => ({ issueId: makeIssueId(round, number) });
const ofRound = ({ round }: z.output<typeof roundParams>): Subject => ({ round });

const printed = (subject: Subject, { paper, kind, redHead }: z.output<typeof printQuery>): PrintOptions => ({
  ...subject,
  // A reminder (提醒函) is written where it is asked for by its name or kind, and not among all papers.
  ...(kind !== undefined ? { kinds: [kind] } : paper !== undefined ? { kinds: PAPER_KINDS } : {}),
  ...(paper === undefined ? {} : { paper }),
  ...(redHead === undefined ? {} : { redHead }),
});
const templatesOf = ({ dataFolder }: Api): string => join(dataFolder, TEMPLATES_FOLDER);

const send = async ({ api, viewer, query, reply }: Pick<Call<unknown, z.output<typeof printQuery>, unknown>, 'api' | 'viewer' | 'query' | 'reply'>, subject: Subject): Promise<undefined> => {
  const { name, bytes } = await takePapers(api.client.ledger, await keeperOf(api, viewer), templatesOf(api), printed(subject, query), api.now());
  sendFile(reply, name.endsWith('.zip') ? ZIP : DOCX, name, bytes);
  return undefined;
};

/** What a paper says, a line a paragraph or a row of a table: read out of the very file that would be handed over. */
const preview = async (api: Api, options: PrintOptions): Promise<z.input<typeof previewAnswer>> => {
  const { files } = await printPapers(api.client.ledger, templatesOf(api), options);
  const [{ name, bytes }] = files as [(typeof files)[0]];
  const { lines } = await readDocx(bytes, name);
  return { name, lines: lines.map(({ text }) => text) };
};

const PRINT = { answer: z.unknown(), raw: { contentType: [DOCX, ZIP] }, perMinute: 30 } as const;

/** Papers in official form (函、表、通知书): of a round, and of one issue for those who see it. */
export const paperRoutes = {
  'GET /api/rounds/:round/papers': route({
    summary: '轮次的文书：编号函件（含作废）和表单 / papers of a round: letters by number, void ones too, and forms',
    params: roundParams,
    query: listQuery,
    answer: linesAnswer,
    handle: async ({ api, params, query }) => ({ papers: await listPapers(api.client.ledger, params.round, query.kind === undefined ? {} : { kinds: [query.kind] }) }),
  }),

  'GET /api/rounds/:round/papers/list': route({
    summary: '文书清单，xlsx 或 csv / the list of papers as a file',
    params: roundParams,
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, params, query, reply }) => await sendList(reply, query.format, { name: `文书清单-${params.round}`, columns: PAPER_COLUMNS, rows: await listPapers(api.client.ledger, params.round) }, dayOf(api.now())),
  }),

  'GET /api/rounds/:round/papers/preview': route({
    summary: '预览一份文书 / what a paper says, before it is taken',
    params: roundParams,
    query: previewQuery,
    answer: previewAnswer,
    perMinute: 60,
    handle: async ({ api, params, query }) => await preview(api, printed(ofRound(params), query)),
  }),

  'GET /api/rounds/:round/papers/file': route({
    summary: '打印一份文书（docx）或全部（zip）/ a paper as .docx, or all of them as .zip',
    params: roundParams,
    query: printQuery,
    ...PRINT,
    handle: async (call) => await send(call, ofRound(call.params)),
  }),

  'GET /api/issues/:round/:number/papers': route({
    summary: '一个问题的文书 / papers of one issue',
    params: issueParams,
    answer: linesAnswer,
    handle: async ({ api, params }) => ({ papers: await listPapers(api.client.ledger, params.round, { issueId: makeIssueId(params.round, params.number) }) }),
  }),

  'GET /api/issues/:round/:number/papers/preview': route({
    summary: '预览一个问题的一份文书；提醒函即时生成 / what a paper of an issue says; a reminder is written as of today',
    params: issueParams,
    query: printQuery,
    answer: previewAnswer,
    perMinute: 60,
    handle: async ({ api, params, query }) => await preview(api, printed(ofIssue(params), query)),
  }),

  'GET /api/issues/:round/:number/papers/file': route({
    summary: '打印一个问题的一份文书（docx）或全部（zip）/ a paper of an issue, or all of them',
    params: issueParams,
    query: printQuery,
    ...PRINT,
    handle: async (call) => await send(call, ofIssue(call.params)),
  }),
};
