import type { Parties } from '../issue.ts';
import type { PartyRef } from '../party.ts';
import type { Actor } from '../actor.ts';
import type { Role } from '../policy-schema.ts';

/** The people of the simulated round: few enough that they meet in every role, and some hold two posts. */
export const PEOPLE: readonly Actor[] = [
  { person: 'wang', posts: [] },
  { person: 'li', posts: [] },
  { person: 'zhao', posts: ['leader'] },
  { person: 'qian', posts: ['head'] },
  { person: 'sun', posts: ['superior'] },
  { person: 'zhou', posts: ['supervision'] },
  { person: 'wu', posts: ['supervision', 'team'], heads: ['zhao'] },
  { person: 'zheng', posts: ['team'] },
  { person: 'feng', posts: ['team'], heads: ['wang'] },
  { person: 'chen', posts: ['team', 'leader'] },
  { person: 'stranger', posts: ['kitchen'] },
];

export const actor = (person: string): Actor => {
  const found = PEOPLE.find((one) => one.person === person);
  if (found === undefined) throw new Error(`nobody is called ${person}`);
  return found;
};

export const PARTIES: Parties = {
  owner: 'person:wang',
  leader: 'post:leader',
  head: 'post:head',
  superior: 'post:superior',
  supervision: 'post:supervision',
  team: 'post:team',
};

/** Who stands in for whom where a seat is empty: written out, so that it shares nothing with the core. */
const STAND_INS: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'leader', 'head', 'superior', 'supervision'],
  leader: ['leader', 'head', 'superior', 'supervision'],
  head: ['head', 'superior', 'supervision'],
  superior: ['superior', 'supervision'],
  supervision: ['supervision', 'team'],
  team: ['team', 'supervision'],
};
export const seatSlowly = (parties: Parties, role: Role, vacant: readonly PartyRef[] = []): PartyRef | null => {
  for (const candidate of STAND_INS[role]) {
    const party = parties[candidate];
    if (party !== null && !vacant.includes(party)) return party;
  }
  return null;
};
export const isFor = (party: PartyRef | null, who: Pick<Actor, 'person' | 'posts'>): boolean => party === `person:${who.person}` || who.posts.some((post) => party === `post:${post}`);
