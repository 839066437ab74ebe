import { sql } from 'kysely';
import { refuse } from '../domain/refusal.ts';
import type { Day } from '../domain/time.ts';
import type { LedgerDatabase, LedgerTransaction, PostDuty } from './database.ts';

export type PersonEntry = { readonly id: string; readonly name: string; readonly email: string | null };
export type UnitEntry = { readonly id: string; readonly name: string; readonly superior: string | null };
/** A person from a day (that of the import where none is named) until the day before `to`; without `to` until further notice. */
export type HolderEntry = string | { readonly person: string; readonly from?: Day | undefined; readonly to?: Day | null | undefined };
/**
 * `unit`: a unit's id, or its name in plain words where units are not kept. `holders`: usually one; an inspection team has
 * several, and none means that the post is vacant. `heads`: its holder heads the unit. `duty`: what its office is there for.
 */
export type PostEntry = { readonly id: string; readonly title: string; readonly unit: string; readonly holders: readonly HolderEntry[]; readonly heads?: boolean; readonly duty?: PostDuty | null };

/**
 * Takes in people, units and the posts they hold from `from` on. Existing entries are brought up to date, holders replaced;
 * what was before `from` stays in the record.
 * @throws Refusal UNKNOWN_PERSON, UNKNOWN_UNIT, UNIT_CYCLE
 */
export const saveDirectory = async (db: LedgerDatabase, people: readonly PersonEntry[], posts: readonly PostEntry[], from: Day, units: readonly UnitEntry[] = []): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    // Two lists at once go one after the other: in different orders they would wait for each other's rows for ever.
    await sql`select pg_advisory_xact_lock(hashtextextended('directory', 0))`.execute(trx);
    for (const person of people) {
      await trx
        .insertInto('person')
        .values({ ...person, left_on: null })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: person.name, email: person.email }))
        .execute();
    }
    await demandKnown(trx, posts.flatMap(({ holders }) => holders.map((holder) => (typeof holder === 'string' ? holder : holder.person))));
    const known = await saveUnits(trx, units);
    for (const { holders, heads, unit, duty, ...post } of posts) {
      const name = known.get(unit);
      const values = { ...post, unit: name ?? unit, unit_id: name === undefined ? null : unit, heads_unit: heads ?? false, duty: duty ?? null };
      await trx.insertInto('post').values(values).onConflict((conflict) => conflict.column('id').doUpdateSet(values)).execute();
      await saveHolders(trx, post.id, holders, from);
    }
  });
};

/** Whoever is to hold a post has to be in the directory, or in the same list. @throws Refusal UNKNOWN_PERSON */
const demandKnown = async (trx: LedgerTransaction, holders: readonly string[]): Promise<void> => {
  const rows = holders.length === 0 ? [] : await trx.selectFrom('person').select('id').where('id', 'in', holders).execute();
  const known = new Set(rows.map(({ id }) => id));
  const missing = holders.find((person) => !known.has(person));
  if (missing !== undefined) refuse('UNKNOWN_PERSON', `人员表中没有“${missing}”，请先导入人员`, `there is no person "${missing}"; import people first`, { person: missing });
};

/** Answers every unit's name by id, those that were there before included. */
const saveUnits = async (trx: LedgerTransaction, units: readonly UnitEntry[]): Promise<ReadonlyMap<string, string>> => {
  for (const { id, name } of units)
    await trx.insertInto('unit').values({ id, name, superior_id: null }).onConflict((conflict) => conflict.column('id').doUpdateSet({ name })).execute();
  const rows = await trx.selectFrom('unit').selectAll().execute();
  const superiors = new Map(rows.map((row) => [row.id, row.superior_id]));
  for (const { id, superior } of units) {
    if (superior !== null && !superiors.has(superior)) refuse('UNKNOWN_UNIT', `没有单位“${superior}”（“${id}”的上级）`, `there is no unit "${superior}", the superior of "${id}"`, { unit: superior });
    superiors.set(id, superior);
    await trx.updateTable('unit').set({ superior_id: superior }).where('id', '=', id).execute();
  }
  for (const { id } of units) demandTop(superiors, id);
  return new Map(rows.map((row) => [row.id, row.name]));
};

/** @throws Refusal UNIT_CYCLE where the way up from a unit never ends */
const demandTop = (superiors: ReadonlyMap<string, string | null>, id: string): void => {
  const passed = new Set<string>();
  for (let one: string | null = id; one !== null; one = superiors.get(one) ?? null) {
    if (passed.has(one)) refuse('UNIT_CYCLE', `单位“${id}”的上级关系成环`, `the superiors of the unit "${id}" form a ring`, { unit: id });
    passed.add(one);
  }
};

const saveHolders = async (trx: LedgerTransaction, post: string, holders: readonly HolderEntry[], from: Day): Promise<void> => {
  const terms = holders.map((holder) => ({ person: typeof holder === 'string' ? holder : holder.person, from, to: null, ...(typeof holder === 'string' ? {} : defined(holder)) }));
  // Whoever holds the post stays until the first of the new ones comes.
  const first = terms.map((term) => term.from).toSorted()[0] ?? from;
  const begins = first > from ? first : from;
  if (terms.every((term) => term.from === begins && term.to === null)) return appoint(trx, post, terms.map((term) => term.person), begins);
  await endTerms(trx, post, [], begins);
  for (const term of terms) await beginTerm(trx, post, term.person, term.from, term.to);
};

const defined = ({ from, to }: Exclude<HolderEntry, string>): { from?: Day; to?: Day | null } => ({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });

/** From `from` on the post is held by these people, and by nobody else. What was before stays in the record. */
export const appoint = async (db: LedgerDatabase | LedgerTransaction, post: string, holders: readonly string[], from: Day): Promise<void> => {
  const staying = await db
    .updateTable('post_holder')
    .set({ to_day: null })
    .where('post_id', '=', post)
    .where('from_day', '<=', from)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', from)]))
    .where('person_id', 'in', ['', ...holders])
    .returning('person_id')
    .execute();
  const present = staying.map((row) => row.person_id);
  await endTerms(db, post, present, from);
  for (const person of holders) if (!present.includes(person)) await beginTerm(db, post, person, from, null);
};

/** Ends the terms of everybody else by `from`; one that was to begin later never did, and stays in the record as empty. */
const endTerms = async (db: LedgerDatabase | LedgerTransaction, post: string, but: readonly string[], from: Day): Promise<void> => {
  await db
    .updateTable('post_holder')
    .set({ to_day: sql<Day>`greatest(from_day, ${from})` })
    .where('post_id', '=', post)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', from)]))
    .where((where) => where.or([where('person_id', 'not in', ['', ...but]), where('from_day', '>', from)]))
    .execute();
};

const beginTerm = async (db: LedgerDatabase | LedgerTransaction, post: string, person: string, from: Day, to: Day | null): Promise<void> => {
  await db
    .insertInto('post_holder')
    .values({ post_id: post, person_id: person, from_day: from, to_day: to })
    .onConflict((conflict) => conflict.columns(['post_id', 'person_id', 'from_day']).doUpdateSet({ to_day: to }))
    .execute();
};

/** Records that a person does not work here any more from `day` on; the posts held fall vacant that day. */
export const recordLeaving = async (db: LedgerDatabase, person: string, day: Day): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('person').set({ left_on: day }).where('id', '=', person).execute();
    await trx
      .updateTable('post_holder')
      .set({ to_day: sql<Day>`greatest(from_day, ${day})` })
      .where('person_id', '=', person)
      .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', day)]))
      .execute();
  });
};
