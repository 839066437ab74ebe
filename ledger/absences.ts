import { sql, type Kysely } from 'kysely';
import { refuse } from '../domain/refusal.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';
import type { DeliveryLedger } from './delivery-tables.ts';

/** Leave of a person, `from` to `last` inclusive, and who stands in; cut short from `cancelledFrom` on. */
export type Absence = {
  readonly id: number;
  readonly person: string;
  readonly deputy: string;
  readonly from: Day;
  readonly last: Day;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly cancelledFrom: Day | null;
};

export type AbsenceEntry = Pick<Absence, 'person' | 'deputy' | 'from' | 'last' | 'reason'>;
/** Who records it, and when (epoch ms). */
export type Recorded = { readonly by: string; readonly at: Instant };

/**
 * Records leave and its deputy; answers its number. People are to be in the directory (`demandPeople`).
 * @throws Refusal DEPUTY_IS_SELF, DATE_NOT_AFTER, ABSENCE_OVERLAPS
 */
export const recordAbsence = async (db: LedgerDatabase, entry: AbsenceEntry, { by, at }: Recorded): Promise<number> => {
  const { person, deputy, from, last, reason } = entry;
  if (person === deputy) refuse('DEPUTY_IS_SELF', '代理人不能是本人', 'nobody is his own deputy', { person });
  if (last < from) refuse('DATE_NOT_AFTER', `休假至：${last} 不能早于 ${from}`, `to: ${last} must not be earlier than ${from}`, { field: 'to', day: last, than: from });
  return await db.transaction().execute(async (trx) => {
    // Two clerks at once: the second waits here and sees what the first recorded.
    await trx.selectFrom('person').select('id').where('id', '=', person).forUpdate().execute();
    const other = (await listAbsences(trx, { person })).find((one) => one.from <= last && from <= one.last && (one.cancelledFrom === null || from < one.cancelledFrom));
    if (other !== undefined)
      refuse('ABSENCE_OVERLAPS', `${person}在${other.from}至${other.last}已有休假登记（第${other.id}号），请先销假`, `${person} is on leave from ${other.from} to ${other.last} already (no. ${other.id}); cancel that first`, { absence: other.id });
    const values = { person_id: person, deputy_id: deputy, from_day: from, last_day: last, reason, recorded_by: by, recorded_at: at };
    const row = await trx.insertInto('absence').values(values).returning('id').executeTakeFirstOrThrow();
    return Number(row.id);
  });
};

/** 销假: from `from` on the person is back. What was before stays. @throws Refusal UNKNOWN_ABSENCE, ABSENCE_CANCELLED */
export const cancelAbsence = async (db: LedgerDatabase, id: number, { from, reason }: { readonly from: Day; readonly reason: string }, { by, at }: Recorded): Promise<void> => {
  const known = await db.selectFrom('absence').select('id').where('id', '=', id).executeTakeFirst();
  if (known === undefined) refuse('UNKNOWN_ABSENCE', `没有第${id}号休假登记`, `there is no leave no. ${id}`, { absence: id });
  const row = await db
    .insertInto('absence_cancelled')
    .values({ absence_id: id, from_day: from, reason, recorded_by: by, recorded_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('absence_id')
    .executeTakeFirst();
  if (row === undefined) refuse('ABSENCE_CANCELLED', `第${id}号休假登记已销假`, `leave no. ${id} was cancelled already`, { absence: id });
};

/** Leave on record, the newest first; of one person, or in force on a day. */
export const listAbsences = async (db: LedgerDatabase, filter: { readonly person?: string; readonly on?: Day } = {}): Promise<Absence[]> => {
  let query = db
    .selectFrom('absence')
    .leftJoin('absence_cancelled', 'absence_cancelled.absence_id', 'absence.id')
    .select(['absence.id', 'person_id as person', 'deputy_id as deputy', 'absence.from_day as from', 'last_day as last', 'absence.reason'])
    .select(['absence.recorded_by as recordedBy', 'absence.recorded_at as recordedAt', 'absence_cancelled.from_day as cancelledFrom']);
  const { person, on } = filter;
  if (person !== undefined) query = query.where('person_id', '=', person);
  if (on !== undefined)
    query = query
      .where('absence.from_day', '<=', on)
      .where('last_day', '>=', on)
      .where((where) => where.or([where('absence_cancelled.from_day', 'is', null), where('absence_cancelled.from_day', '>', on)]));
  return await query.orderBy('absence.from_day', 'desc').orderBy('absence.id', 'desc').execute();
};

/** Who stands in for a person on a day, up the chain of deputies; null: at work, or nobody is left to stand in. */
export type DeputyOf = (person: string) => string | null;

/** Loads everybody's deputies of one day, in one statement; `all` of them. Deputies who have left do not count. */
export const loadDeputies = async (db: Kysely<DeliveryLedger>, day: Day): Promise<{ readonly of: DeputyOf; readonly all: readonly string[] }> => {
  const { rows } = await sql<{ person: string; deputy: string | null }>`
    select person_id as person, case when deputy.left_on is null or deputy.left_on > ${day} then deputy_id end as deputy
    from absence join person deputy on deputy.id = deputy_id left join absence_cancelled cancelled on cancelled.absence_id = absence.id
    where absence.from_day <= ${day} and last_day >= ${day} and (cancelled.from_day is null or cancelled.from_day > ${day})
    order by absence.id`.execute(db);
  return { of: deputyOf(new Map(rows.map((row) => [row.person, row.deputy]))), all: rows.flatMap((row) => row.deputy ?? []) };
};

/** A deputy who is away has a deputy, too. A ring of them ends with nobody. */
export const deputyOf =
  (away: ReadonlyMap<string, string | null>): DeputyOf =>
  (person) => {
    const passed = new Set<string>();
    let one: string | null = person;
    while (one !== null && away.has(one)) {
      if (passed.has(one)) return null;
      passed.add(one);
      one = away.get(one) ?? null;
    }
    return one === person ? null : one;
  };

/** Whom this person stands in for on a day, as {@link loadDeputies} finds it. */
export const standsInFor = async (db: LedgerDatabase, person: string, day: Day): Promise<readonly string[]> => {
  const [absences, deputies] = await Promise.all([listAbsences(db, { on: day }), loadDeputies(db, day)]);
  return [...new Set(absences.map((one) => one.person))].filter((absent) => deputies.of(absent) === person).toSorted();
};
