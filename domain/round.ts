import type { DayTable } from './day-table.ts';
import type { PartyRef } from './issue.ts';
import type { Policy } from './policy-schema.ts';
import { addTerm } from './term.ts';
import { addDays, addMonths, MINUTE_MS, startOfDay, type Day, type Instant } from './time.ts';

/** One inspection of one unit: its feedback, its terms, its policy version. */
export type RoundHead = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly inspector: string;
  readonly feedback: Day;
  readonly parties: { readonly head: PartyRef | null; readonly supervision: PartyRef | null; readonly team: PartyRef | null };
};

export type Milestone = 'plan-due' | 'concentrated-end' | 'report-due';

export const MILESTONE_NAMES: Readonly<Record<Milestone, { zh: string; en: string }>> = {
  'plan-due': { zh: '报送整改方案', en: 'rectification plan due' },
  'concentrated-end': { zh: '集中整改期结束', en: 'end of the concentrated period' },
  'report-due': { zh: '报送整改进展情况报告', en: 'progress report due' },
};

export type RoundState = {
  readonly schemaVersion: 1;
  readonly head: RoundHead;
  readonly status: 'opening' | 'running' | 'closed';
  readonly seq: number;
  readonly milestones: readonly { readonly id: Milestone; readonly day: Day; readonly reached: boolean }[];
  /** Monthly looks for issues that are still open; the next one. */
  readonly check: Day;
};

export type RoundEventBody =
  | { readonly type: 'round-opened'; readonly issues: number }
  | { readonly type: 'milestone-reached'; readonly milestone: Milestone; readonly day: Day }
  | { readonly type: 'round-checked'; readonly open: number; readonly next: Day }
  | { readonly type: 'round-closed' };
export type RoundEvent = RoundEventBody & { readonly seq: number; readonly at: Instant; readonly by: string };

export const newRound = (head: RoundHead, policy: Policy, days: DayTable): RoundState => ({
  schemaVersion: 1,
  head,
  status: 'opening',
  seq: 0,
  milestones: (
    [
      ['plan-due', policy.terms.plan],
      ['concentrated-end', policy.terms.concentrated],
      ['report-due', policy.terms.report],
    ] as const
  ).map(([id, term]) => ({ id, day: addTerm(days, head.feedback, term), reached: false })),
  check: addMonths(addTerm(days, head.feedback, policy.terms.report), 1),
});

export const evolveRound = (state: RoundState, event: RoundEvent): RoundState => {
  const next = { ...state, seq: event.seq };
  switch (event.type) {
    case 'round-opened':
      return { ...next, status: 'running' };
    case 'milestone-reached':
      return { ...next, milestones: state.milestones.map((one) => (one.id === event.milestone ? { ...one, reached: true } : one)) };
    case 'round-checked':
      return { ...next, check: event.next };
    case 'round-closed':
      return { ...next, status: 'closed' };
  }
};

export type RoundObligation = { readonly at: Instant; readonly milestone: Milestone | null; readonly day: Day };

/** Milestones count as reached early on the day after; then comes the monthly look whether anything is still open. */
export const nextRoundObligation = (state: RoundState): RoundObligation | null => {
  if (state.status === 'closed') return null;
  const at = (day: Day): Instant => startOfDay(addDays(day, 1)) + 5 * MINUTE_MS;
  const open = state.milestones.filter((one) => !one.reached).map((one) => ({ at: at(one.day), milestone: one.id, day: one.day }));
  return [...open, { at: at(state.check), milestone: null, day: state.check }].reduce((first, one) => (one.at < first.at ? one : first));
};
