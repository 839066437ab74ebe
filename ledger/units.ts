import type { UnitTree } from '../domain/units.ts';
import type { Day } from '../domain/time.ts';
import type { Kysely } from 'kysely';
import type { Ledger, LedgerDatabase } from './database.ts';
import { holdsOn, worksOn } from './terms-held.ts';

/** Every unit with the one above it, and the posts whose holders head them, in order of their ids. */
export const loadUnitTree = async (db: Kysely<Pick<Ledger, 'unit' | 'post'>>): Promise<UnitTree> => {
  const [units, heads] = await Promise.all([
    db.selectFrom('unit').select(['id', 'name', 'superior_id as superior']).orderBy('id').execute(),
    db.selectFrom('post').select(['id as post', 'unit_id as unit']).where('heads_unit', '=', true).orderBy('id').execute(),
  ]);
  return { units, heads: heads.flatMap(({ post, unit }) => (unit === null ? [] : [{ post, unit }])) };
};

/** A post with its unit and who holds it on a day. */
export type PostListing = {
  readonly id: string;
  readonly title: string;
  /** In words; `unitId` where the unit is in the directory. */
  readonly unit: string;
  readonly unitId: string | null;
  readonly heads: boolean;
  readonly holders: readonly { readonly person: string; readonly name: string; readonly from: Day; readonly to: Day | null }[];
};

/** Every post, vacant ones included, with its holders on `day`; by unit and id. */
export const listPosts = async (db: LedgerDatabase, day: Day): Promise<PostListing[]> => {
  const [posts, held] = await Promise.all([
    db.selectFrom('post').selectAll().orderBy('unit').orderBy('id').execute(),
    db
      .selectFrom('post_holder')
      .innerJoin('person', 'person.id', 'person_id')
      .select(['post_id', 'person.id as person', 'name', 'from_day as from', 'to_day as to'])
      .where(holdsOn(day))
      .where(worksOn(day))
      .orderBy('person_id')
      .execute(),
  ]);
  const holders = Map.groupBy(held, (row) => row.post_id);
  return posts.map(({ id, title, unit, unit_id: unitId, heads_unit: heads }) => ({
    id,
    title,
    unit,
    unitId,
    heads,
    holders: (holders.get(id) ?? []).map(({ post_id: _post, ...holder }) => holder),
  }));
};
