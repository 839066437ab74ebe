import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';

export type ExportKind = 'report' | 'public-report' | 'letter' | 'dossier' | 'calendar-feed';
/** Something that left the system with personal data in it. `sha256`: of the bytes written. */
export type ExportEntry = { readonly at: Instant; readonly by: string; readonly kind: ExportKind; readonly subject: string; readonly sha256: string; readonly detail: object };

/** Records an export. It is written before the file is handed over: who has the bytes stands in the log. */
export const recordExport = async (db: LedgerDatabase, entry: ExportEntry): Promise<void> => {
  await db
    .insertInto('export_log')
    .values({ ...entry, detail: JSON.stringify(entry.detail) })
    .execute();
};

/** The newest first. */
export const listExports = async (db: LedgerDatabase, filter: { readonly subject?: string; readonly by?: string; readonly limit: number }): Promise<(ExportEntry & { readonly id: number })[]> => {
  let query = db.selectFrom('export_log').selectAll();
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  if (filter.by !== undefined) query = query.where('by', '=', filter.by);
  const rows = await query.orderBy('id', 'desc').limit(filter.limit).execute();
  return rows.map((row) => ({ ...row, kind: row.kind as ExportKind }));
};
