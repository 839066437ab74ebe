import { sql, type JSONColumnType } from 'kysely';
import { makeDrawId, drawOf, standingOf, type Draw, type DrawEvent, type DrawEventBody, type HistoryHead } from '../domain/draw-life.ts';
import { fold } from '../domain/evolve.ts';
import type { IssueState } from '../domain/issue.ts';
import type { PersonId } from '../domain/party.ts';
import { refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';
import { tellOfDraw } from './draw-notices.ts';
import { loadIssueEvents, type HistoryEnd } from './steps.ts';

type DrawTable = { draw_id: string; round_id: string; seq: number; at: Instant; by: string; type: string; body: JSONColumnType<object> };
const withDraws = (db: LedgerDatabase | LedgerTransaction) => db.withTables<{ draw_event: DrawTable }>();

type DrawRow = { readonly draw_id: string; readonly seq: number; readonly at: Instant; readonly by: string; readonly type: string; readonly body: object };
const drawsOf = (rows: readonly DrawRow[]): Draw[] =>
  [...Map.groupBy(rows, (row) => row.draw_id)].map(([id, events]) => drawOf(id, events.map(({ draw_id: _draw, body, ...head }) => ({ ...body, ...head }) as DrawEvent)));

/** The draws of a round, or of all rounds, oldest first. */
export const listDraws = async (db: LedgerDatabase | LedgerTransaction, round?: string): Promise<Draw[]> => {
  let query = withDraws(db).selectFrom('draw_event').selectAll();
  if (round !== undefined) query = query.where('round_id', '=', round);
  const draws = drawsOf(await query.orderBy('draw_id').orderBy('seq').execute());
  return draws.toSorted((a, b) => a.announced.at - b.announced.at);
};

/** @throws Refusal UNKNOWN_DRAW */
export const loadDraw = async (db: LedgerDatabase | LedgerTransaction, id: string): Promise<Draw> => {
  const rows = await withDraws(db).selectFrom('draw_event').selectAll().where('draw_id', '=', id).orderBy('seq').execute();
  return drawsOf(rows)[0] ?? refuse('UNKNOWN_DRAW', `没有抽签“${id}”`, `there is no draw "${id}"`, { draw: id });
};

/** Was this commitment made for any draw before? Its secret may be public by now. */
export const isCommitmentUsed = async (db: LedgerDatabase | LedgerTransaction, commitment: string): Promise<boolean> => {
  const found = await withDraws(db).selectFrom('draw_event').select('draw_id').where(sql<boolean>`body ->> 'commitment' = ${commitment}`).limit(1).executeTakeFirst();
  return found !== undefined;
};

/** Of those drawn: how many have their look-back planned, and how many have been looked at; by draw. */
export const countDrawn = async (db: LedgerDatabase, draws: readonly string[]): Promise<Map<string, { planned: number; done: number }>> => {
  const { rows } = await sql<{ draw: string; planned: number; done: number }>`
    select body ->> 'source' as draw, (count(*) filter (where type = 'look-back-planned'))::int as planned,
      (count(*) filter (where type = 'look-back-recorded'))::int as done
    from issue_event where type in ('look-back-planned', 'look-back-recorded') and body ->> 'source' = any(${[...draws]}::text[]) group by 1`.execute(db);
  return new Map(rows.map(({ draw, ...counts }) => [draw, counts]));
};

/** One step of a round's draws at a time: two people who announce or commit at once are told apart. */
const inTurn = <T>(db: LedgerDatabase, round: string, work: (trx: LedgerTransaction) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('draw'), hashtext(${round}))`.execute(trx);
    return await work(trx);
  });

const append = async (trx: LedgerTransaction, id: string, round: string, seq: number, { type, ...body }: DrawEventBody, by: PersonId, at: Instant): Promise<void> => {
  await withDraws(trx).insertInto('draw_event').values({ draw_id: id, round_id: round, seq, at, by, type, body: JSON.stringify(body) }).execute();
};

/** Records a new draw of a round and tells of it; `decide` sees the round's last one. Answers its id. */
export const recordAnnouncement = (db: LedgerDatabase, round: string, by: PersonId, at: Instant, decide: (last: Draw | null) => DrawEventBody): Promise<string> =>
  inTurn(db, round, async (trx) => {
    const draws = await listDraws(trx, round);
    const id = makeDrawId(round, draws.length + 1);
    await append(trx, id, round, 1, decide(draws.at(-1) ?? null), by, at);
    await tellOfDraw(trx, await loadDraw(trx, id), at);
    return id;
  });

/** Records the next step of a draw and tells of it; `decide` sees it as it is. */
export const recordDrawStep = async (db: LedgerDatabase, id: string, by: PersonId, at: Instant, decide: (draw: Draw, trx: LedgerTransaction) => Promise<DrawEventBody>): Promise<void> => {
  const { announced } = await loadDraw(db, id);
  await inTurn(db, announced.round, async (trx) => {
    const draw = await loadDraw(trx, id);
    const steps = 1 + [draw.committed, draw.revealed, draw.voided].filter((step) => step !== null).length;
    await append(trx, id, announced.round, steps + 1, await decide(draw, trx), by, at);
    await tellOfDraw(trx, await loadDraw(trx, id), at);
  });
};

/** Draws that have lapsed without anybody's doing: those whom the policy names hear of it, once. Answers how many notices are new. */
export const tellOfLapsedDraws = async (db: LedgerDatabase, now: Instant): Promise<number> => {
  let told = 0;
  for (const draw of await listDraws(db)) {
    if (draw.voided !== null || standingOf(draw, now).standing !== 'void') continue;
    told += await db.transaction().execute((trx) => tellOfDraw(trx, draw, now));
  }
  return told;
};

/**
 * The last position of the log at this moment. Writers that hold a smaller position and have not committed yet are waited
 * for (the lock is let go of at once): what stands up to here will never change.
 */
export const sealedPosition = (db: LedgerDatabase): Promise<number> =>
  db.transaction().execute(async (trx) => {
    await sql`lock table issue_event in share mode`.execute(trx);
    const { rows } = await sql<{ through: number }>`select coalesce(max(position), 0) as through from issue_event`.execute(trx);
    return rows[0]?.through ?? 0;
  });

/**
 * The head of the event history: SHA-256 over the SHA-256 of every event's JSON text, events in the order of issue id (by
 * bytes) and number. Of those who may know the secret nothing counts that they did after committing to it, or a deputy in
 * their name: they could try outcomes. One statement, so that anybody with `psql` can repeat it (docs/draws.md).
 */
export const historyHead = async (db: LedgerDatabase, end: HistoryEnd, committed: { readonly at: Instant; readonly knowers: readonly PersonId[] }): Promise<HistoryHead> => {
  const { rows } = await sql<{ digest: string; events: number; unforeseen: number }>`
    select encode(sha256(coalesce(string_agg(
        sha256(convert_to(jsonb_build_array(issue_id, seq, cycle, at, by, type, body)::text, 'UTF8')), ''::bytea
        order by issue_id collate "C", seq), ''::bytea)), 'hex') as digest,
      count(*)::int as events, (count(*) filter (where at > ${committed.at}))::int as unforeseen
    from issue_event
    where at <= ${end.instant} and position <= ${end.through} and not (at > ${committed.at} and (by = any(${[...committed.knowers]}::text[]) or coalesce(body ->> 'onBehalfOf', '') = any(${[...committed.knowers]}::text[])))`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return { ...row, through: end.through };
};

/** How many histories are folded at once. */
const PAGE = 500;

/** The states of a round's issues as they were at an end of the history. */
export const statesAt = async (db: LedgerDatabase, round: string, end: HistoryEnd): Promise<IssueState[]> => {
  const ids = (await db.selectFrom('issue').select('id').where('round_id', '=', round).orderBy('id').execute()).map(({ id }) => id);
  const states: IssueState[] = [];
  for (let from = 0; from < ids.length; from += PAGE) {
    const histories = await loadIssueEvents(db, ids.slice(from, from + PAGE), end);
    for (const events of histories.values()) {
      const state = fold(events);
      if (state !== null) states.push(state);
    }
  }
  return states;
};
