import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';

/** One event of the log, as far as a page that watches has to know it. */
export type Change = {
  readonly position: number;
  readonly issue: string;
  readonly round: string;
  readonly seq: number;
  readonly type: string;
  readonly at: Instant;
  readonly parts: readonly string[];
};

/** The last position of the log; 0 for an empty one. */
export const lastPosition = async (db: LedgerDatabase): Promise<number> => {
  const row = await db.selectFrom('issue_event').select('position').orderBy('position', 'desc').limit(1).executeTakeFirst();
  return row?.position ?? 0;
};

/** Events behind a position, in order. Two transactions at once may commit out of order: whoever follows looks back a little. */
export const changesAfter = async (db: LedgerDatabase, position: number, limit: number): Promise<Change[]> =>
  await db
    .selectFrom('issue_event')
    .innerJoin('issue', 'issue.id', 'issue_id')
    .select(['position', 'issue_id as issue', 'round_id as round', 'issue_event.seq', 'type', 'at', 'parts'])
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute();
