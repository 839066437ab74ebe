import type { Kysely } from 'kysely';
import type { Day } from '../domain/time.ts';
import type { DeliveryLedger } from './delivery-tables.ts';

export type Recipient = { readonly id: string; readonly name: string; readonly email: string | null };
/**
 * Whom a list of parties means on a day: the first party that is a person at work, or a post that is held (by all its
 * holders: an inspection team has several). Empty when there is nobody at all.
 */
export type Resolver = (parties: readonly string[], day: Day) => readonly Recipient[];

/** Who holds which post from when until when. */
export type Holder = { readonly post_id: string; readonly from_day: Day; readonly to_day: Day | null; readonly id: string };
export type Person = Recipient & { readonly left_on: Day | null };
/** Everybody, and every post held at some time: what a resolver asks. */
export type DirectoryEntries = { readonly people: readonly Person[]; readonly holders: readonly Holder[] };

const idsOf = (kind: 'person' | 'post', parties: readonly string[]): string[] => [
  ...new Set(parties.filter((party) => party.startsWith(`${kind}:`)).map((party) => party.slice(kind.length + 1))),
];

/** Loads in two queries what it takes to resolve these parties on any day. */
export const loadResolver = async (db: Kysely<DeliveryLedger>, parties: readonly string[]): Promise<Resolver> => {
  const posts = idsOf('post', parties);
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
  return makeResolver({ people, holders });
};

/** The whole directory, for a rehearsal: it changes on paper there. */
export const loadPeople = async (db: Kysely<DeliveryLedger>): Promise<DirectoryEntries> => ({
  people: await db.selectFrom('person').select(['id', 'name', 'email', 'left_on']).execute(),
  holders: await db.selectFrom('post_holder').select(['post_id', 'from_day', 'to_day', 'person_id as id']).orderBy('person_id').execute(),
});

export const makeResolver = ({ people, holders }: DirectoryEntries): Resolver => {
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
  return (parties, day) => {
    for (const party of parties) {
      const id = party.slice(party.indexOf(':') + 1);
      const people = (party.startsWith('person:') ? [id] : holdersOf(id, day)).map((one) => atWork(one, day)).filter((one) => one !== null);
      if (people.length > 0) return people;
    }
    return [];
  };
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
