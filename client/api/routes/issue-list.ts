import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PartyRef } from '../../../domain/party.ts';
import { dayOf } from '../../../domain/time.ts';
import { REGISTER_COLUMN_IDS } from '../../../domain/register-columns.ts';
import { pageOfIssues } from '../../../ledger/issue-pages.ts';
import { loadNames } from '../../../ledger/people.ts';
import { listFile } from '../../register/list-file.ts';
import { inBoth } from '../../voice.ts';
import { issueRowOf, issueRowSchema, listQuery, pageQueryOf } from '../issue-rows.ts';
import { route } from '../route.ts';
import { CSV, sendFile, XLSX } from '../send-file.ts';
import { bilingual, wordsSchema } from '../schemas.ts';

/** Rows read at once for a file. */
const EXPORT_PAGE = 500;
const exportQuery = listQuery.omit({ cursor: true, limit: true }).extend({
  columns: wordsSchema.transform((words) => REGISTER_COLUMN_IDS.filter((id) => words.includes(id))).refine((ids) => ids.length > 0, `列：${REGISTER_COLUMN_IDS.join(',')} / columns`),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
});

/** The register: what the viewer may see of it, page by page. */
export const issueListRoutes = {
  'GET /api/issues': route({
    summary: '问题台账：筛选、排序、分页 / the register: filters, order, pages',
    notModified: true,
    query: listQuery,
    answer: z.object({
      issues: z.array(issueRowSchema),
      /** Hand it in as `cursor` for the next page; null on the last one. */
      next: z.string().nullable(),
      /** How many there are in all; on the first page only. */
      total: z.int().nullable(),
      /** Persons and posts of these rows in words, by their references. */
      names: z.record(z.string(), bilingual),
    }),
    handle: async ({ api, query, viewer, request, reply }) => {
      const today = dayOf(api.now());
      const [page, names] = await Promise.all([
        pageOfIssues(api.client.ledger, pageQueryOf(query, viewer, today)),
        loadNames(api.client.ledger, today),
      ]);
      const issues = page.rows.map((row) => issueRowOf(row, today));
      const refs = new Set(issues.flatMap((row) => [row.owner, row.leader, row.head]).filter((ref) => ref !== null));
      const body = { issues, next: page.next, total: page.total, names: Object.fromEntries([...refs].map((ref) => [ref, inBoth(names, (voice) => voice.names.party(ref as PartyRef))])) };
      const etag = `W/"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}"`;
      void reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === etag) void reply.code(304);
      return body;
    },
  }),

  'GET /api/register': route({
    summary: '导出台账当前所见：同样的筛选和排序，所选的列 / the register as it is shown, as a file: the same filters and order, the columns chosen',
    query: exportQuery,
    answer: z.unknown(),
    raw: { contentType: [XLSX, CSV] },
    perMinute: 30,
    handle: async ({ api, query, viewer, reply }) => {
      const { format, columns, ...asked } = query;
      const today = dayOf(api.now());
      const bytes = await listFile(api.client.ledger, pageQueryOf({ ...asked, limit: EXPORT_PAGE, cursor: undefined }, viewer, today), columns, format);
      sendFile(reply, format === 'xlsx' ? XLSX : CSV, `整改台账-${today}.${format}`, bytes);
      return undefined;
    },
  }),
};
