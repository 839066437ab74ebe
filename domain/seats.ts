import type { IssueState, PartyRef } from './issue.ts';
import type { Role } from './policy-schema.ts';

/** Roles from the bottom of the responsibility chain to its top. */
const CHAIN: readonly Role[] = ['owner', 'leader', 'head', 'superior', 'supervision'];

const chainFrom = (role: Role): readonly Role[] => {
  if (role === 'team') return ['team', 'supervision'];
  return role === 'supervision' ? ['supervision', 'team'] : CHAIN.slice(CHAIN.indexOf(role));
};

/** Whom to try for a role: its own party, then up the chain. A seat that nobody holds must not end the matter. */
export const seatsFrom = (state: IssueState, role: Role): readonly PartyRef[] => chainFrom(role).flatMap((candidate) => state.parties[candidate] ?? []);

/** Who acts in a role: its party, or where an issue has none, the next one up. */
export const seatOf = (state: IssueState, role: Role): PartyRef | null => seatsFrom(state, role)[0] ?? null;
