import type { IssueState } from '../issue.ts';
import { refuse } from '../refusal.ts';
import type { Day } from '../time.ts';
import { demandAfter } from './context.ts';

/**
 * A measure's date lies ahead and not behind that of its issue.
 * @throws Refusal DATE_NOT_AFTER, MEASURE_AFTER_DUE
 */
export const demandMeasureDate = (state: IssueState, measure: { readonly id: string; readonly due: Day }, today: Day): void => {
  demandAfter({ zh: `措施${measure.id}`, en: `measure ${measure.id}` }, measure.due, today);
  // An overdue issue still needs its plan: a date that is over cannot bound the measures.
  if (measure.due > state.due.current.day && state.due.current.day > today)
    refuse(
      'MEASURE_AFTER_DUE',
      `措施${measure.id}的时限${measure.due}晚于问题的整改时限${state.due.current.day}`,
      `measure ${measure.id} is due ${measure.due}, after the issue itself (${state.due.current.day})`,
      { measure: measure.id, due: measure.due },
    );
};
