import { SYSTEM, type PersonId } from './party.ts';
import type { Vacant } from './seats.ts';

/** Who acts: a person and the posts this person holds at that moment. Names never come from the page alone. */
export type Actor = {
  readonly person: PersonId;
  readonly posts: readonly string[];
  /** Who heads the departments that these posts belong to, the actor himself left out; acts of older versions do not say. */
  readonly heads?: readonly PersonId[];
  /** Units of which this person is the head on that day, those below with nobody at work in that post included. */
  readonly units?: readonly string[];
  /** Our own nightly work, not a person; never set for somebody of the directory. */
  readonly automatic?: true;
  /** The parties of the issue in which nobody sits at that moment: their seats climb. */
  readonly vacant?: Vacant;
  /** A deputy acts for this person, who is on leave that day, from the posts of that person: see deputies.ts. */
  readonly onBehalfOf?: { readonly person: PersonId; readonly posts: readonly string[]; readonly units?: readonly string[] };
};
/** What is planned by policy without anybody's hand. */
export const AUTOMATIC: Actor = { person: SYSTEM, posts: [], automatic: true };
