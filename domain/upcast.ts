import type { IssueState } from './issue.ts';
import type { Policy } from './policy-schema.ts';

/**
 * Cases live for years, and were opened by older versions of these rules. What a version adds to a policy or to the state
 * gets its old meaning here, in one place: the rules read the newest shape only. (The schema's defaults do the same for
 * files; they cannot be used here, zod stays out of the workflows.)
 */

/** A policy as an older event or run holds it, in the newest shape. A field's absence means: as it was before. */
export const upcastPolicy = (policy: Policy): Policy => policy;

/** A state that an older version carried through continue-as-new, in the newest shape. */
export const upcastState = (state: IssueState): IssueState => ({ ...state, policy: upcastPolicy(state.policy) });
