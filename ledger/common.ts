import { sql } from 'kysely';
import { commonEventsOf, commonIssueOf, movingEvent, partMoveOf, phaseOfCommon, rewordedBy, type CommonEvent, type CommonPhase, type Part, type Wording } from '../domain/common.ts';
import { commonNotices } from '../domain/common-notices.ts';
import type { IssueEvent } from '../domain/events.ts';
import type { IssueState } from '../domain/issue.ts';
import type { IssueKind } from '../domain/policy-schema.ts';
import { dayOf, type Day, type Instant } from '../domain/time.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';
import { planNotices } from './deliveries.ts';
import { lightOfRow } from './register.ts';
import { planWebhooks } from './webhooks.ts';

/** `common/<round>/<number>`: the subject of its notices; it has no workflow. */
export const makeCommonId = (round: string, number: string): string => `common/${round}/${number}`;

/**
 * Records what a step of one part means for the common issue, in the transaction of that step: who joined or left, the
 * closing of the last part, the coming back of one, and whom that is told. Steps of several parts at once wait for each
 * other here, so that exactly one of them is the last.
 */
export const recordPart = async (trx: LedgerTransaction, state: IssueState, events: readonly IssueEvent[]): Promise<void> => {
  const last = movingEvent(events);
  const { common, round } = state;
  if (last === undefined || common === null || common.unit === null) return;
  const { number, unit } = common;
  const before = await lockCommon(trx, state, number, last.at);
  const parts = await partsOf(trx, round, number, dayOf(last.at));
  const after = commonIssueOf(parts);
  const made = [...commonEventsOf(before.seq === 0 ? null : before.phase, partMoveOf(unit, events), after), ...rewordedBy(unit, before, parts)];
  if (made.length === 0) return;
  const rows = made.map(({ type, ...body }, at) => ({ round_id: round, number, seq: before.seq + at + 1, at: last.at, by: last.by, type, body: JSON.stringify(body) }));
  await trx.insertInto('common_event').values(rows).execute();
  const phase = phaseOfCommon(after);
  const moved = phase === before.phase ? {} : { phase, since: last.at };
  const reworded = made.find((event) => event.type === 'common-reworded');
  const wording = reworded === undefined ? {} : { title: reworded.title, category: reworded.category };
  await trx.updateTable('common_issue').set({ seq: before.seq + made.length, ...moved, ...wording }).where('round_id', '=', round).where('number', '=', number).execute();
  await planWebhooks(trx, makeCommonId(round, number), round, rows);
  const eventNotices = made.flatMap((event, at) => commonNotices(state, event, { seq: before.seq + at + 1, at: last.at }));
  await planNotices(trx, { issueId: makeCommonId(round, number), roundId: round, eventNotices, ladderNotices: [], now: last.at, channel: 'mail' });
};

/** Its row, made by its first part, locked until the transaction ends. */
const lockCommon = async (trx: LedgerTransaction, { round, title, category, kind }: IssueState, number: string, at: Instant): Promise<Wording & { readonly seq: number; readonly phase: CommonPhase }> => {
  await trx
    .insertInto('common_issue')
    .values({ round_id: round, number, title, category, kind, phase: 'open', since: at, seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await trx.selectFrom('common_issue').select(['seq', 'phase', 'title', 'category']).where('round_id', '=', round).where('number', '=', number).forUpdate().executeTakeFirstOrThrow();
  return { ...row, phase: row.phase as CommonPhase };
};

/** A part of a common issue with what a list shows of it; `seq` 0: handed out and not open yet. */
export type PartRow = Part & Wording & {
  readonly common: string;
  readonly number: string;
  readonly seq: number;
  /** The unit's name in the directory, else what it was called when it was handed out. */
  readonly name: string;
  readonly owner: string | null;
  readonly head: string | null;
  readonly cycle: number;
  readonly closedAt: Instant | null;
};

/** The parts of a round's common issues, or of one, by unit, with their lights on a day. Withdrawn ones are there, too. */
export const partsOf = async (db: LedgerDatabase | LedgerTransaction, round: string, number: string | null, day: Day): Promise<readonly PartRow[]> => {
  const { rows } = await sql<Omit<PartRow, 'light'> & { lights: { from: Day; light: string }[]; overdue_since: Instant | null }>`
    select common_number as common, number, title, category, seq, common_unit as unit, coalesce(unit.name, common_unit) as name, status, due_current as due, lights, overdue_since,
      overdue_since is not null as overdue, suspended, extensions_granted > 0 as extended, measure_slipped as "measureSlipped",
      look_back_overdue_since is not null as "lookBackOverdue", own_rating as own, verified_rating as verified,
      owner_ref as owner, head_ref as head, cycle, closed_at as "closedAt"
    from issue left join unit on unit.id = common_unit
    where round_id = ${round} and common_unit is not null and (${number}::text is null or common_number = ${number})
    union all
    select draft -> 'common' ->> 'number', number, draft ->> 'title', draft ->> 'category', 0, draft -> 'common' ->> 'unit', coalesce(unit.name, draft -> 'common' ->> 'unit'), 'assigned',
      coalesce(draft -> 'due' ->> 'day', draft ->> 'feedback'), '[]'::jsonb, null, false, false, false, false, false, null, null,
      draft -> 'parties' ->> 'owner', draft -> 'parties' ->> 'head', 1, null
    from issue_draft left join unit on unit.id = draft -> 'common' ->> 'unit'
    where round_id = ${round} and (draft -> 'common') is not null and (${number}::text is null or draft -> 'common' ->> 'number' = ${number})
      and not exists (select from issue where issue.round_id = issue_draft.round_id and issue.number = issue_draft.number)
    order by common, unit`.execute(db);
  return rows.map(({ lights, overdue_since, ...row }): PartRow => ({ ...row, light: lightOfRow({ lights, overdue_since }, day) }));
};

/** A common issue as its row says it. */
export type CommonRow = { readonly round: string; readonly number: string; readonly title: string; readonly category: string; readonly kind: IssueKind; readonly phase: CommonPhase; readonly since: Instant; /** Of its moments, the last. */ readonly seq: number };

/** The common issues of a round, or of all rounds. */
export const listCommon = async (db: LedgerDatabase, round?: string): Promise<readonly CommonRow[]> => {
  let query = db.selectFrom('common_issue').select(['round_id as round', 'number', 'title', 'category', 'kind', 'phase', 'since', 'seq']);
  if (round !== undefined) query = query.where('round_id', '=', round);
  const rows = await query.orderBy('round_id').orderBy('number').execute();
  return rows.map((row) => ({ ...row, kind: row.kind as IssueKind, phase: row.phase as CommonPhase }));
};

export const isCommon = async (db: LedgerDatabase, round: string, number: string): Promise<boolean> =>
  (await db.selectFrom('common_issue').select('number').where('round_id', '=', round).where('number', '=', number).executeTakeFirst()) !== undefined;

/** What was recorded of a common issue as a whole, oldest first. */
export type CommonEventRow = CommonEvent & { readonly seq: number; readonly at: Instant; readonly by: string };
export const commonEvents = async (db: LedgerDatabase, round: string, number: string): Promise<readonly CommonEventRow[]> => {
  const rows = await db.selectFrom('common_event').selectAll().where('round_id', '=', round).where('number', '=', number).orderBy('seq').execute();
  return rows.map(({ round_id: _round, number: _number, body, ...row }) => ({ ...body, ...row }) as CommonEventRow);
};
