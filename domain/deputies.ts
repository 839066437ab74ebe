import { SYSTEM, type Hands, type PersonId } from './party.ts';
import type { Actor } from './actor.ts';

/**
 * 代: a deputy acts in the seat of somebody on leave. What may be done follows from that seat; what has been done counts as
 * the work, the signature, the yes of both, so that two persons under one hat never are four eyes. That the leave was in
 * force on the day of the act, the ledger says (`ledger/actors.ts`).
 */

/** Who sits in the seat that is acted from: the absent person where a deputy acts, else the actor. */
export const seatedIn = (actor: Actor): { readonly person: PersonId; readonly posts: readonly string[]; readonly units?: readonly string[] } => actor.onBehalfOf ?? actor;

/** The actor in his own name and his own posts, whomever else he stands in for. */
export const inOwnName = ({ onBehalfOf: _absent, ...own }: Actor): Actor => own;

/** In whose seats an actor sits: that of the act first, and where he is a deputy, his own. */
export const hatsOf = (actor: Actor): readonly Actor[] => (actor.onBehalfOf === undefined ? [actor] : [actor, inOwnName(actor)]);

/** What an event says of whose doing it was. `author`: a person's id where nobody stands in for anybody. */
export const handsOf = (author: PersonId | Actor): Hands => {
  if (typeof author === 'string') return { by: author };
  const { person, onBehalfOf } = author;
  return onBehalfOf === undefined ? { by: person } : { by: person, onBehalfOf: onBehalfOf.person };
};

/** The same out of an event, for the state to keep. */
export const keptHands = ({ by, onBehalfOf }: Hands): Hands => (onBehalfOf === undefined ? { by } : { by, onBehalfOf });

/** Whose work it counts as: one person's, or both. Nobody's where it fell due by itself. */
export const personsOf = ({ by, onBehalfOf }: Hands): readonly PersonId[] => [by, ...(onBehalfOf === undefined ? [] : [onBehalfOf])].filter((person) => person !== SYSTEM);

/** Has somebody a hand in both? */
export const shareHands = (one: Hands, other: Hands): boolean => personsOf(one).some((person) => personsOf(other).includes(person));
