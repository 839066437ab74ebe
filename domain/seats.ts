import type { IssueState, PartyRef } from './issue.ts';
import type { Role } from './policy-schema.ts';

/** Who stands in for whom where a seat is empty: up the responsibility chain, and between the two who supervise. */
const CHAINS: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'leader', 'head', 'superior', 'supervision'],
  leader: ['leader', 'head', 'superior', 'supervision'],
  head: ['head', 'superior', 'supervision'],
  superior: ['superior', 'supervision'],
  supervision: ['supervision', 'team'],
  team: ['team', 'supervision'],
};

/** Whom to try for a role: its own party, then up the chain. A seat that nobody holds must not end the matter. */
export const seatsFrom = (state: IssueState, role: Role): readonly PartyRef[] => CHAINS[role].map((candidate) => state.parties[candidate]).filter((party) => party !== null);

/** Who acts in a role: its party, or where an issue has none, the next one up. */
export const seatOf = (state: IssueState, role: Role): PartyRef | null => seatsFrom(state, role)[0] ?? null;
