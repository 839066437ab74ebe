import { sql } from 'kysely';
import { NO_MOVES } from '../domain/rollup.ts';
import { SYSTEM } from '../domain/party.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { DeliveryState } from '../domain/delivery-states.ts';
import type { LedgerDatabase } from './database.ts';

/** One person and one notice: what was to be told, whether it was, whether it was confirmed, and what moved after it. */
export type RecordRow = {
  readonly id: string;
  readonly issueId: string;
  readonly cycle: number;
  readonly step: string;
  readonly kind: string;
  readonly topic: string;
  readonly role: string;
  readonly recipient: string;
  readonly channel: string;
  readonly day: Day | null;
  readonly series: string | null;
  readonly year: number | null;
  readonly number: number | null;
  readonly notBefore: Instant;
  readonly state: DeliveryState;
  readonly reason: string | null;
  /** When the other side took it, or may have taken it; null where it was not told. */
  readonly toldAt: Instant | null;
  /** Was a confirmation asked for? */
  readonly acknowledge: boolean;
  readonly acknowledgedAt: Instant | null;
  /** The first thing that anybody did about the issue (or the round) after that; null while nothing has moved. */
  readonly movedAt: Instant | null;
  readonly movedBy: string | null;
  readonly movedHow: string | null;
};

export type RecordFilter = { readonly issueId?: string; readonly recipient?: string; readonly roundId?: string; readonly limit: number };

/** What people do without moving anything, of an issue and of a round. */
const STILL: readonly string[] = [...NO_MOVES, 'opened', 'round-opened', 'round-acknowledged'];

/** Who was told what, when, by which channel, whether they confirmed, and when something moved; oldest first. */
export const loadNoticeRecord = async (db: LedgerDatabase, { issueId, recipient, roundId, limit }: RecordFilter): Promise<RecordRow[]> => {
  const { rows } = await sql<RecordRow>`
    with told as (
      select *, case when state in ('accepted', 'bundled', 'uncertain') then coalesce(uncertain_at, settled_at) end as told_at
      from delivery
      where origin <> 'bundle' and (${issueId ?? null}::text is null or issue_id = ${issueId ?? null})
        and (${recipient ?? null}::text is null or recipient = ${recipient ?? null}) and (${roundId ?? null}::text is null or round_id = ${roundId ?? null})
      order by coalesce(uncertain_at, settled_at, not_before), id limit ${limit}
    )
    select told.id, told.issue_id as "issueId", told.cycle, told.step, told.kind, topic, role, recipient,
      -- the road that it took, where one was taken
      coalesce(via, channel) as channel, day,
      series, year, number, not_before as "notBefore", state, reason, told_at as "toldAt", acknowledge,
      case when state <> 'withdrawn' then acknowledged_at end as "acknowledgedAt",
      moved.at as "movedAt", moved.by as "movedBy", moved.type as "movedHow"
    from told
      left join letter on told.letter is not null and letter.issue_id = told.issue_id and letter.cycle = told.cycle
        and (letter.step = told.step or starts_with(told.step, letter.step || ':r'))
      left join lateral (
        select at, by, type from (
          select seq, at, by, type from issue_event where issue_event.issue_id = told.issue_id
          union all select seq, at, by, type from round_event where told.issue_id = 'round/' || round_event.round_id
        ) as happened
        where at >= told_at and by <> ${SYSTEM} and not type = any (${STILL}::text[])
        order by seq limit 1
      ) moved on true
    order by coalesce(told_at, not_before), told.id`.execute(db);
  return rows;
};

/** A letter as it stands: `void` (作废) where it was called off before anybody got it; its number is not given again. */
export type LetterRow = {
  readonly series: string;
  readonly year: number;
  readonly number: number;
  readonly roundId: string;
  readonly issueId: string;
  readonly cycle: number;
  readonly step: string;
  readonly kind: string;
  readonly numberedAt: Instant;
  readonly state: 'issued' | 'pending' | 'void';
  /** Why it is void; codes of `delivery-reasons.ts`. */
  readonly reasons: readonly string[];
  readonly people: number;
  readonly told: number;
  readonly asked: number;
  readonly confirmed: number;
};

export type LetterFilter = { readonly roundId?: string; readonly issueId?: string; readonly series?: string; readonly year?: number; readonly number?: number; /** Void ones only. */ readonly onlyVoid?: boolean; readonly limit: number };

/** Letters in the order of their numbers. A person who was asked twice counts once. */
export const listLetters = async (db: LedgerDatabase, filter: LetterFilter): Promise<LetterRow[]> => {
  const { roundId = null, issueId = null, series = null, year = null, number = null, onlyVoid = false, limit } = filter;
  const { rows } = await sql<LetterRow>`
    select letter.series, letter.year, letter.number, letter.round_id as "roundId", letter.issue_id as "issueId", letter.cycle, letter.step, letter.kind,
      letter.numbered_at as "numberedAt", coalesce(reasons, '{}') as reasons,
      case when gone > 0 then 'issued' when waiting > 0 then 'pending' else 'void' end as state,
      coalesce(people, 0)::int as people, coalesce(told, 0)::int as told, coalesce(asked, 0)::int as asked, coalesce(confirmed, 0)::int as confirmed
    from letter left join lateral (
      select count(*) filter (where state in ('handed_over', 'accepted', 'bundled', 'uncertain', 'rejected')) as gone,
        count(*) filter (where state in ('planned', 'claimed')) as waiting,
        array_agg(distinct reason) filter (where state in ('withdrawn', 'suppressed') and reason is not null) as reasons,
        count(distinct recipient) filter (where state <> 'withdrawn') as people,
        count(distinct recipient) filter (where state in ('accepted', 'bundled', 'uncertain')) as told,
        count(distinct recipient) filter (where acknowledge and state <> 'withdrawn') as asked,
        count(distinct recipient) filter (where acknowledged_at is not null) as confirmed
      from delivery copy
      where copy.issue_id = letter.issue_id and copy.cycle = letter.cycle and copy.letter is not null
        and (copy.step = letter.step or starts_with(copy.step, letter.step || ':r'))
    ) as copies on true
    where (${roundId}::text is null or letter.round_id = ${roundId}) and (${issueId}::text is null or letter.issue_id = ${issueId})
      and (${series}::text is null or letter.series = ${series}) and (${year}::int is null or letter.year = ${year})
      and (${number}::int is null or letter.number = ${number})
      and (not ${onlyVoid} or coalesce(gone + waiting, 0) = 0)
    order by letter.year, letter.series, letter.number limit ${limit}`.execute(db);
  return rows;
};

/** Series with a number missing, which must never be: `last` numbers and only `count` letters. */
export const findLetterGaps = async (db: LedgerDatabase): Promise<readonly { readonly series: string; readonly year: number; readonly last: number; readonly count: number }[]> => {
  const { rows } = await sql<{ series: string; year: number; last: number; count: number }>`
    select series, year, max(number)::int as last, count(*)::int as count from letter group by series, year having max(number) <> count(*) order by 1, 2`.execute(db);
  return rows;
};
