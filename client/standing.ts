import type { IssueCell } from '../ledger/counts.ts';

/** Where published reports count an issue: extended and sustained ones stand apart from closed ones. */
export type Standing = 'done' | 'sustained' | 'extended' | 'open';

/** null for what was withdrawn: it does not count. An extension that has run out is an open issue. */
export const standingOf = (cell: Pick<IssueCell, 'status' | 'extended' | 'overdue'>): Standing | null => {
  if (cell.status === 'withdrawn') return null;
  if (cell.status === 'closed' || cell.status === 'archived') return 'done';
  if (cell.status === 'sustained') return 'sustained';
  return cell.extended && !cell.overdue ? 'extended' : 'open';
};
