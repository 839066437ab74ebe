import type { IssueState } from './issue.ts';
import type { PartyRef } from './party.ts';
import type { Role } from './policy-schema.ts';

/** Posts that every office has: the parties of a round for which nobody else is named. */
export const USUAL_POSTS = { supervision: 'post:supervision', team: 'post:team' } as const satisfies Partial<Record<Role, PartyRef>>;

/** Who stands in for whom where a seat is empty: up the responsibility chain, and between the two who supervise. */
const CHAINS: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'leader', 'head', 'superior', 'supervision'],
  leader: ['leader', 'head', 'superior', 'supervision'],
  head: ['head', 'superior', 'supervision'],
  superior: ['superior', 'supervision'],
  supervision: ['supervision', 'team'],
  team: ['team', 'supervision'],
};

/**
 * Parties in which nobody sits on the day of an act: posts without a holder, persons who have left. The ledger finds them
 * (`ledger/actors.ts`) and they come with the actor, as data; to the rules they are empty seats.
 */
export type Vacant = readonly PartyRef[];

/**
 * Whom to try for a role: its own party, then up the chain. A seat that nobody holds must not end the matter. Notices keep
 * the whole list, since who sits where is asked when they fall due.
 */
export const seatsFrom = (state: Pick<IssueState, 'parties'>, role: Role, vacant: Vacant = []): readonly PartyRef[] =>
  CHAINS[role].map((candidate) => state.parties[candidate]).filter((party): party is PartyRef => party !== null && !vacant.includes(party));

/** Who acts in a role: its party, or where an issue has none or nobody sits there, the next one up. */
export const seatOf = (state: Pick<IssueState, 'parties'>, role: Role, vacant: Vacant = []): PartyRef | null => seatsFrom(state, role, vacant)[0] ?? null;
