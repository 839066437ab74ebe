import type { Day } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';

export type HolderTerm = { readonly person: string; readonly from: Day; readonly to: Day | null };
export type DirectoryPost = { readonly id: string; readonly title: string; readonly unit: string; readonly unitId: string | null; readonly heads: boolean; readonly holders: readonly HolderTerm[] };

/** Everybody, every unit and every post with the terms of its holders, as the ledger has them. */
export type Directory = {
  readonly people: readonly { readonly id: string; readonly name: string; readonly email: string | null; readonly leftOn: Day | null }[];
  readonly units: readonly { readonly id: string; readonly name: string; readonly superior: string | null }[];
  readonly posts: readonly DirectoryPost[];
};

/** Loads the whole directory, in four statements. Terms that never began (they end on the day they start) are left out. */
export const loadDirectory = async (db: LedgerDatabase): Promise<Directory> => {
  const [people, units, posts, held] = await Promise.all([
    db.selectFrom('person').select(['id', 'name', 'email', 'left_on as leftOn']).orderBy('id').execute(),
    db.selectFrom('unit').select(['id', 'name', 'superior_id as superior']).orderBy('id').execute(),
    db.selectFrom('post').select(['id', 'title', 'unit', 'unit_id as unitId', 'heads_unit as heads']).orderBy('id').execute(),
    db.selectFrom('post_holder').select(['post_id', 'person_id as person', 'from_day as from', 'to_day as to']).orderBy('from_day').orderBy('person_id').execute(),
  ]);
  const terms = Map.groupBy(held.filter(({ from, to }) => to === null || to > from), (row) => row.post_id);
  return { people, units, posts: posts.map((post) => ({ ...post, holders: (terms.get(post.id) ?? []).map(({ person, from, to }) => ({ person, from, to })) })) };
};

/** Who holds a post on `day`. */
export const holdersOn = ({ holders }: Pick<DirectoryPost, 'holders'>, day: Day): readonly string[] =>
  holders.filter(({ from, to }) => from <= day && (to === null || to > day)).map((term) => term.person);
