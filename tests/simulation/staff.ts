import type { Day } from '../../domain/time.ts';
import { addDays } from '../../domain/time.ts';
import { PEOPLE } from '../../domain/testing/people.ts';
import { makeResolver, type Resolver } from '../../ledger/delivery-recipients.ts';

/** The simulated people over time: some leave, some posts pass on, some fall vacant. */
export type Staff = {
  /** As the ledger resolves it. */
  readonly resolve: Resolver;
  /** A second opinion, which shares nothing with it. */
  readonly isThere: (person: string, day: Day) => boolean;
  readonly standingFor: (party: string, day: Day) => readonly string[];
};

const POSTS = [...new Set(PEOPLE.flatMap(({ posts }) => posts))];

/** Whoever is drawn leaves on a day of the two years after `from`; his posts go to nobody, or to the newcomer. */
export const staffOf = (seed: number, from: Day): Staff => {
  const draw = (n: number, of: number): number => ((Math.imul(seed * 31 + n, 0x9e3779b1) >>> 7) % of);
  const left = new Map(PEOPLE.filter((_, at) => draw(at, 4) === 0).map(({ person }, at) => [person, addDays(from, draw(at + 50, 730))]));
  const people = [...PEOPLE.map(({ person }) => person), 'newcomer'].map((id) => ({ id, name: id, email: null, left_on: left.get(id) ?? null }));
  const holders = PEOPLE.flatMap(({ person, posts }) => posts.map((post_id) => ({ post_id, id: person, from_day: '2020-01-01', to_day: left.get(person) ?? null })));
  const passedOn = POSTS.filter((_, at) => draw(at + 90, 2) === 0).map((post_id) => ({ post_id, id: 'newcomer', from_day: addDays(from, 365), to_day: null }));
  const all = [...holders, ...passedOn];
  const isThere = (person: string, day: Day): boolean => people.some(({ id }) => id === person) && (left.get(person) ?? '9999-12-31') > day;
  const standingFor = (party: string, day: Day): readonly string[] => {
    const [kind, id = ''] = party.split(':');
    const named = kind === 'person' ? [id] : all.filter((one) => one.post_id === id && one.from_day <= day && day < (one.to_day ?? '9999-12-31')).map((one) => one.id);
    return named.filter((person) => isThere(person, day));
  };
  return { resolve: makeResolver({ people, holders: all }), isThere, standingFor };
};
