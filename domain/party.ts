/**
 * `person:<id>`, `post:<id>`, or `unit:<id>` for whoever heads the unit (and while nobody does, the unit above it). Owners are
 * persons; everybody else is resolved when a notice is due.
 */
export type PartyRef = `person:${string}` | `post:${string}` | `unit:${string}`;
export type PersonId = string;

/** Who did what falls due by itself. */
export const SYSTEM = 'system';

/**
 * Whose doing it was: a person's id, or `system` for what falls due by itself. `onBehalfOf`: by a deputy (代), for whom; it
 * counts as the work of both (see deputies.ts).
 */
export type Hands = { readonly by: PersonId; readonly onBehalfOf?: PersonId };
