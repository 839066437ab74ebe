import type { IssueCell } from '../../ledger/counts.ts';

/** So many issues that count alike: closed, dated and plain unless said otherwise. */
export const cell = (count: number, more: Partial<IssueCell> = {}): IssueCell => ({
  status: 'closed',
  kind: 'dated',
  overdue: false,
  suspended: false,
  extended: false,
  measureSlipped: false,
  own: null,
  verified: null,
  lookBackOverdue: false,
  count,
  ...more,
});
