import { sql } from 'kysely';
import { refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';

/** Somebody's feed as the ledger keeps it; the secret itself is nowhere. */
export type CalendarFeed = { readonly id: number; readonly personId: string; readonly titles: boolean; readonly issuedAt: Instant; readonly issuedBy: string; readonly revokedAt: Instant | null };

export type FeedToIssue = { readonly person: string; readonly tokenSha256: string; readonly titles: boolean; readonly by: string; readonly at: Instant };

/** Issues a feed; one that the person had before is revoked in the same step. */
export const issueFeed = async (db: LedgerDatabase, { person, tokenSha256, titles, by, at }: FeedToIssue): Promise<{ readonly revoked: number }> =>
  await db.transaction().execute(async (trx) => {
    // Two people issuing at once must not leave two live addresses.
    await sql`select 1 from person where id = ${person} for update`.execute(trx);
    const { numUpdatedRows } = await trx.updateTable('calendar_feed').set({ revoked_at: at, revoked_by: by }).where('person_id', '=', person).where('revoked_at', 'is', null).executeTakeFirst();
    await trx.insertInto('calendar_feed').values({ person_id: person, token_sha256: tokenSha256, titles, issued_at: at, issued_by: by, revoked_at: null, revoked_by: null }).execute();
    return { revoked: Number(numUpdatedRows) };
  });

/** @throws Refusal NO_FEED where the person has none */
export const revokeFeed = async (db: LedgerDatabase, person: string, by: string, at: Instant): Promise<void> => {
  const { numUpdatedRows } = await db.updateTable('calendar_feed').set({ revoked_at: at, revoked_by: by }).where('person_id', '=', person).where('revoked_at', 'is', null).executeTakeFirst();
  if (numUpdatedRows === 0n) refuse('NO_FEED', `${person}没有有效的日历订阅`, `${person} has no calendar feed`, { person });
};

/** The live feed of this secret's hash; undefined for a wrong or revoked one. The look-up is by hash: its time says nothing of the secret. */
export const feedByHash = async (db: LedgerDatabase, tokenSha256: string): Promise<CalendarFeed | undefined> => {
  const row = await db.selectFrom('calendar_feed').selectAll().where('token_sha256', '=', tokenSha256).where('revoked_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : feedOf(row);
};

/** Feeds of one person or of everybody, revoked ones too, the newest first. */
export const listFeeds = async (db: LedgerDatabase, person?: string): Promise<CalendarFeed[]> => {
  let query = db.selectFrom('calendar_feed').selectAll();
  if (person !== undefined) query = query.where('person_id', '=', person);
  return (await query.orderBy('id', 'desc').execute()).map(feedOf);
};

type Row = { id: number; person_id: string; titles: boolean; issued_at: Instant; issued_by: string; revoked_at: Instant | null };
const feedOf = ({ id, person_id: personId, titles, issued_at: issuedAt, issued_by: issuedBy, revoked_at: revokedAt }: Row): CalendarFeed => ({ id, personId, titles, issuedAt, issuedBy, revokedAt });

/** Issues in which a person may owe something: as a party, by a post, by a measure, or as the successor of a hand-over. */
export const issuesConcerning = async (db: LedgerDatabase, person: string, refs: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select issue.id from issue
    where status not in ('archived', 'withdrawn') and (
      owner_ref = any (${refs}::text[]) or leader_ref = any (${refs}::text[]) or head_ref = any (${refs}::text[]) or hand_over_to = ${person}
      or exists (select 1 from issue_event where issue_event.issue_id = issue.id and type in ('opened', 'assigned', 'plan-proposed', 'plan-revised')
        and exists (select 1 from unnest(${[...refs, person]}::text[]) as ref where body::text like '%"' || ref || '"%')))
    order by issue.id`.execute(db);
  return rows.map((row) => row.id);
};
