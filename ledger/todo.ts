import { sql } from 'kysely';
import { PERMISSIONS, type Relation } from '../domain/permissions.ts';
import { addDays, type Day, type Instant } from '../domain/time.ts';
import { LOOK_BACK_AHEAD_DAYS } from '../domain/todo.ts';
import { partsOfViewer, type Viewer } from '../domain/viewer.ts';
import type { LedgerDatabase } from './database.ts';
import { isVacant } from './vacant-seats.ts';

/** Whose own work is owed while an issue is worked on; the others are asked at certain moments only. */
const DOERS: readonly Relation[] = ['owner', 'measure-owner', 'successor'];
/** What those who oversee, approve and look back are asked for; an unowned issue waits for whoever may assign it. */
const ASKED: readonly string[] = ['plan-review', 'extension', 'verify', 'hand-over', 'amendment', 'withholding'];

/**
 * Issues on which this person may have something to do, the most urgent first: chosen by what the register knows of them,
 * widely enough that the rules (`domain/todo.ts`) find everything among them.
 */
export const todoCandidates = async (db: LedgerDatabase, viewer: Viewer, limit: number, today: Day): Promise<string[]> => {
  const own = [...partsOfViewer(viewer, DOERS)];
  const all = [...partsOfViewer(viewer)];
  const { rows } = await sql<{ id: string }>`
    select id from issue
    where status not in ('archived', 'withdrawn') and parts && ${all}::text[] and (
      (parts && ${own}::text[] and status in ('assigned', 'planning', 'rectifying'))
      or owed is null or owed && ${[...ASKED]}::text[]
      or next_look_back <= ${addDays(today, LOOK_BACK_AHEAD_DAYS)}
      or (status = 'assigned' and (owner_ref is null or ${isVacant(sql.ref('owner_ref'), today)})))
    order by case when status in ('assigned', 'planning', 'rectifying') then due_current else coalesce(next_look_back, due_current) end, id
    limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
};

/** Look-backs behind those of the to-do list: how many, and the day of the first. */
export type LookBacksLater = { readonly count: number; readonly next: Day | null };

/**
 * Look-backs that come later than the to-do list reaches, of issues in which this person has a part that records them. Who
 * of those may not after all (he signed the closure) only the issue itself knows: this is where to look, not what to do.
 */
export const lookBacksLater = async (db: LedgerDatabase, viewer: Viewer, today: Day): Promise<LookBacksLater> => {
  const parts = [...partsOfViewer(viewer, PERMISSIONS['record-look-back'])];
  const { rows } = await sql<LookBacksLater>`
    select count(*)::int as count, min(next_look_back) as next from issue
    where status not in ('archived', 'withdrawn') and parts && ${parts}::text[] and next_look_back > ${addDays(today, LOOK_BACK_AHEAD_DAYS)}`.execute(db);
  return rows[0] ?? { count: 0, next: null };
};

export type UnconfirmedNotice = { readonly issue: string; /** Of the issue, or of the round. */ readonly title: string; readonly step: string; readonly toldAt: Instant | null; readonly kind: string; readonly topic: string; readonly day: Day | null };

/**
 * Notices of issues and of rounds that reached this person, ask to be confirmed, and are not yet; of a step that was repeated,
 * the last one. Chosen by the kinds of deadlines that still run, widely enough for the rule (`stillAsks`) to say which of them.
 */
export const unconfirmedNotices = async (db: LedgerDatabase, person: string, limit: number): Promise<UnconfirmedNotice[]> => {
  const { rows } = await sql<UnconfirmedNotice>`
    select distinct on (issue_id, base) issue_id as issue, coalesce(issue.title, round.title) as title, base as step, settled_at as "toldAt", delivery.kind, topic, day
    from delivery left join issue on issue.id = issue_id and issue.cycle = delivery.cycle left join round on issue_id = 'round/' || round.id, lateral (select regexp_replace(step, '(#[0-9]+:[^:]+):r[0-9]+$', '\\1') as base) as named
    where recipient = ${person} and acknowledge and acknowledged_at is null and not for_information
      and state in ('accepted', 'bundled', 'uncertain') and (issue.status not in ('archived', 'withdrawn') or round.status <> 'closed')
      and (issue.owed is null or starts_with(base, 'event:') or substring(base from '^[a-z-]+') = any (issue.owed))
      and not exists (select from delivery done where done.issue_id = delivery.issue_id and done.cycle = delivery.cycle and done.recipient = ${person} and done.acknowledged_at is not null
        and (done.step = named.base or starts_with(done.step, named.base || ':r')))
    order by issue_id, base, not_before desc limit ${limit}`.execute(db);
  return rows;
};
