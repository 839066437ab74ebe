import type { Parties } from '../issue.ts';
import type { Actor } from '../permissions.ts';

/** The people of the simulated round: few enough that they meet in every role, and some hold two posts. */
export const PEOPLE: readonly Actor[] = [
  { person: 'wang', posts: [] },
  { person: 'li', posts: [] },
  { person: 'zhao', posts: ['leader'] },
  { person: 'qian', posts: ['head'] },
  { person: 'sun', posts: ['superior'] },
  { person: 'zhou', posts: ['supervision'] },
  { person: 'wu', posts: ['supervision', 'team'] },
  { person: 'zheng', posts: ['team'] },
  { person: 'feng', posts: ['team'] },
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
