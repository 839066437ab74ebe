import { addWorkingDays, type DayTable } from './day-table.ts';
import type { Term } from './policy-schema.ts';
import { addDays, addMonths, type Day } from './time.ts';

/** The last day that is in time when `term` runs from `day` (the first day does not count, as is usual in these rules). */
export const addTerm = (table: DayTable, day: Day, term: Term): Day => {
  if (term.unit === 'working-day') return addWorkingDays(table, day, term.count);
  return term.unit === 'month' ? addMonths(day, term.count) : addDays(day, term.count);
};
