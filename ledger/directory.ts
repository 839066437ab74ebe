import type { Actor } from '../domain/permissions.ts';
import { refuse } from '../domain/refusal.ts';
import type { Day } from '../domain/time.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';

export type PersonEntry = { readonly id: string; readonly name: string; readonly email: string | null };
/** `holders`: usually one; an inspection team has several, and none means that the post is vacant. */
export type PostEntry = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly holders: readonly string[];
  /** Its holder heads the department that `unit` names. */
  readonly heads?: boolean;
};

/** Takes in people and the posts they hold from `from` on. Existing entries are brought up to date, holders replaced. */
export const saveDirectory = async (db: LedgerDatabase, people: readonly PersonEntry[], posts: readonly PostEntry[], from: Day): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    for (const person of people) {
      await trx
        .insertInto('person')
        .values({ ...person, left_on: null })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: person.name, email: person.email }))
        .execute();
    }
    for (const { holders, heads, ...entry } of posts) {
      const post = { ...entry, heads_unit: heads ?? false };
      await trx.insertInto('post').values(post).onConflict((conflict) => conflict.column('id').doUpdateSet(post)).execute();
      await appoint(trx, post.id, holders, from);
    }
  });
};

/** From `from` on the post is held by these people, and by nobody else. What was before stays in the record. */
export const appoint = async (db: LedgerDatabase | LedgerTransaction, post: string, holders: readonly string[], from: Day): Promise<void> => {
  const current = await db.selectFrom('post_holder').select('person_id').where('post_id', '=', post).where('to_day', 'is', null).execute();
  const present = current.map((row) => row.person_id);
  const leaving = present.filter((person) => !holders.includes(person));
  const coming = holders.filter((person) => !present.includes(person));
  if (leaving.length > 0)
    await db.updateTable('post_holder').set({ to_day: from }).where('post_id', '=', post).where('person_id', 'in', leaving).where('to_day', 'is', null).execute();
  if (coming.length > 0)
    await db
      .insertInto('post_holder')
      .values(coming.map((person) => ({ post_id: post, person_id: person, from_day: from, to_day: null })))
      .onConflict((conflict) => conflict.columns(['post_id', 'person_id', 'from_day']).doUpdateSet({ to_day: null }))
      .execute();
};

/** Records that a person does not work here any more from `day` on; the posts held fall vacant that day. */
export const recordLeaving = async (db: LedgerDatabase, person: string, day: Day): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('person').set({ left_on: day }).where('id', '=', person).execute();
    await trx.updateTable('post_holder').set({ to_day: day }).where('person_id', '=', person).where('to_day', 'is', null).execute();
  });
};

/**
 * Who acts: the person with the posts held on `day`, and who heads the departments they belong to.
 * @throws Refusal UNKNOWN_PERSON, PERSON_LEFT
 */
export const actorOf = async (db: LedgerDatabase, person: string, day: Day): Promise<Actor> => {
  const entry = await db.selectFrom('person').selectAll().where('id', '=', person).executeTakeFirst();
  if (entry === undefined) return refuse('UNKNOWN_PERSON', `人员表中没有“${person}”，请先导入人员`, `there is no person "${person}"; import people first`, { person });
  if (entry.left_on !== null && entry.left_on <= day)
    refuse('PERSON_LEFT', `${entry.name}已于${entry.left_on}离任`, `${entry.name} left on ${entry.left_on}`, { person });
  const posts = await db
    .selectFrom('post_holder')
    .select('post_id')
    .where('person_id', '=', person)
    .where('from_day', '<=', day)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', day)]))
    .execute();
  const held = posts.map((row) => row.post_id);
  return { person, posts: held, heads: await headsOf(db, person, held, day) };
};

/** Who heads the departments of these posts on `day`, the person himself left out. */
const headsOf = async (db: LedgerDatabase, person: string, posts: readonly string[], day: Day): Promise<string[]> => {
  if (posts.length === 0) return [];
  const rows = await db
    .selectFrom('post_holder')
    .innerJoin('post', 'post.id', 'post_holder.post_id')
    .select('person_id')
    .distinct()
    .where('heads_unit', '=', true)
    .where('unit', '<>', '')
    .where('unit', 'in', (units) => units.selectFrom('post').select('unit').where('id', 'in', posts))
    .where('person_id', '<>', person)
    .where('from_day', '<=', day)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', day)]))
    .orderBy('person_id')
    .execute();
  return rows.map((row) => row.person_id);
};
