import type { DayTable } from '../domain/day-table.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';
import { documentHash, keepDocument } from './documents.ts';

/** A table of days as it was taken in, and by whom. */
export type KeptCalendar = { readonly version: string; readonly source: string; readonly takenAt: Instant; readonly takenBy: string; readonly days: DayTable };

/** Keeps a table of days as the one that counts from now on. The one that counts already is not kept twice. */
export const keepCalendar = async (db: LedgerDatabase, kept: KeptCalendar): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    const newest = await trx.selectFrom('calendar').select('days_sha256').orderBy('position', 'desc').limit(1).forUpdate().executeTakeFirst();
    if (newest?.days_sha256 === documentHash(kept.days)) return;
    await trx
      .insertInto('calendar')
      .values({ version: kept.version, days_sha256: await keepDocument(trx, kept.days), source: kept.source, taken_at: kept.takenAt, taken_by: kept.takenBy })
      .execute();
  });
};

/** Every table that was taken in, the newest first. */
export const listCalendars = async (db: LedgerDatabase): Promise<readonly KeptCalendar[]> => {
  const rows = await db.selectFrom('calendar').innerJoin('document', 'sha256', 'days_sha256').selectAll().orderBy('position', 'desc').execute();
  return rows.map((row) => ({ version: row.version, source: row.source, takenAt: row.taken_at, takenBy: row.taken_by, days: row.body as DayTable }));
};

/** How many open issues count by which table, by its version; null for those not written since this is noted. */
export const countByCalendar = async (db: LedgerDatabase): Promise<readonly { readonly version: string | null; readonly open: number }[]> => {
  const rows = await db
    .selectFrom('issue')
    .select((select) => ['days_version as version', select.fn.countAll<number>().as('open')])
    .where('status', 'not in', ['archived', 'withdrawn'])
    .groupBy('days_version')
    .orderBy('days_version')
    .execute();
  return rows.map(({ version, open }) => ({ version, open: Number(open) }));
};
