import type { Kysely } from 'kysely';
import type { Day } from '../domain/time.ts';
import { NO_UNITS, unitsAbove, type UnitTree } from '../domain/units.ts';
import type { DeliveryLedger } from './delivery-tables.ts';
import { loadUnitTree } from './units.ts';

export type Recipient = { readonly id: string; readonly name: string; readonly email: string | null };
/**
 * Whom a list of parties means on a day: the first party that is a person at work, or a post that is held (by all its
 * holders: an inspection team has several), or a unit that is headed, by itself or from above. Empty when there is nobody at all.
 */
export type Resolver = {
  (parties: readonly string[], day: Day): readonly Recipient[];
  /** The vacant posts that were passed over on the way to whoever is meant. */
  readonly passedOver: (parties: readonly string[], day: Day) => readonly string[];
};

/** Who holds which post from when until when. */
export type Holder = { readonly post_id: string; readonly from_day: Day; readonly to_day: Day | null; readonly id: string };
export type Person = Recipient & { readonly left_on: Day | null };
/** Everybody, and every post held at some time: what a resolver asks. */
export type DirectoryEntries = { readonly people: readonly Person[]; readonly holders: readonly Holder[]; readonly tree?: UnitTree };

const idsOf = (kind: 'person' | 'post' | 'unit', parties: readonly string[]): string[] => [
  ...new Set(parties.filter((party) => party.startsWith(`${kind}:`)).map((party) => party.slice(kind.length + 1))),
];

/** Loads in two queries what it takes to resolve these parties on any day; in four where one of them is a unit. */
export const loadResolver = async (db: Kysely<DeliveryLedger>, parties: readonly string[]): Promise<Resolver> => {
  const tree = idsOf('unit', parties).length === 0 ? NO_UNITS : await loadUnitTree(db);
  const posts = [...new Set([...idsOf('post', parties), ...tree.heads.map(({ post }) => post)])];
  const holders: Holder[] =
    posts.length === 0
      ? []
      : await db
          .selectFrom('post_holder')
          .select(['post_id', 'from_day', 'to_day', 'person_id as id'])
          .where('post_id', 'in', posts)
          .orderBy('person_id')
          .execute();
  const ids = [...new Set([...idsOf('person', parties), ...holders.map((holder) => holder.id)])];
  const people: Person[] =
    ids.length === 0 ? [] : await db.selectFrom('person').select(['id', 'name', 'email', 'left_on']).where('id', 'in', ids).execute();
  return makeResolver({ people, holders, tree });
};

/** The whole directory, for a rehearsal: it changes on paper there. */
export const loadPeople = async (db: Kysely<DeliveryLedger>): Promise<DirectoryEntries> => ({
  people: await db.selectFrom('person').select(['id', 'name', 'email', 'left_on']).execute(),
  holders: await db.selectFrom('post_holder').select(['post_id', 'from_day', 'to_day', 'person_id as id']).orderBy('person_id').execute(),
  tree: await loadUnitTree(db),
});

export const makeResolver = ({ people, holders, tree = NO_UNITS }: DirectoryEntries): Resolver => {
  const byId = new Map(people.map((person) => [person.id, person]));
  const byPost = groupBy(holders, (holder) => holder.post_id);
  const atWork = (id: string | undefined, day: Day): Recipient | null => {
    const person = id === undefined ? undefined : byId.get(id);
    return person === undefined || (person.left_on !== null && person.left_on <= day) ? null : person;
  };
  const holdersOf = (post: string, day: Day): string[] => {
    const held = (byPost.get(post) ?? []).filter((holder) => holder.from_day <= day && (holder.to_day === null || day < holder.to_day));
    return [...new Set(held.map((holder) => holder.id))];
  };
  /** A post stands for itself, a unit for the posts that head it, from the bottom up. */
  const stagesOf = (party: string): readonly (readonly string[])[] => {
    const id = party.slice(party.indexOf(':') + 1);
    return party.startsWith('unit:') ? [id, ...unitsAbove(tree, id)].map((unit) => tree.heads.filter((head) => head.unit === unit).map(({ post }) => post)) : [[id]];
  };
  const atWorkIn = (posts: readonly string[], day: Day): readonly Recipient[] =>
    [...new Set(posts.flatMap((post) => holdersOf(post, day)))].map((one) => atWork(one, day)).filter((one) => one !== null);
  /** Who is meant, and which posts were found vacant before. */
  const climb = (parties: readonly string[], day: Day): { readonly people: readonly Recipient[]; readonly vacant: readonly string[] } => {
    const vacant: string[] = [];
    for (const party of parties) {
      if (party.startsWith('person:')) {
        const person = atWork(party.slice('person:'.length), day);
        if (person !== null) return { people: [person], vacant };
        continue;
      }
      for (const posts of stagesOf(party)) {
        const people = atWorkIn(posts, day);
        if (people.length > 0) return { people, vacant };
        vacant.push(...posts);
      }
    }
    return { people: [], vacant };
  };
  return Object.assign((parties: readonly string[], day: Day) => climb(parties, day).people, { passedOver: (parties: readonly string[], day: Day) => climb(parties, day).vacant });
};

/** Groups in the order of first appearance. */
export const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};
