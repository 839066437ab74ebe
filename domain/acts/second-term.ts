import type { EventBody } from '../events.ts';
import { isOpenWork, type IssueState } from '../issue.ts';
import type { Day } from '../time.ts';

/** What a round tells its issues when its second rectification begins. Sent by our own code, perhaps twice; it never throws. */
export type RenewTerm = { readonly term: number; readonly end: Day };

/**
 * 二次整改: what is still open is due at the new period's end (or on its own date if that is later) and is chased again from
 * the first reminder on; what was overdue goes on one rung higher. What is submitted or closed is left alone.
 */
export const renewTerm = (state: IssueState, { term, end }: RenewTerm): readonly EventBody[] => {
  const { day } = state.due.current;
  return isOpenWork(state.status) && term > state.term ? [{ type: 'term-renewed', term, from: day, due: end > day ? end : day }] : [];
};
