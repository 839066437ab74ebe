import { SYSTEM } from '../../domain/events.ts';
import type { Deadline } from '../../domain/deadlines.ts';
import type { Notice } from '../../domain/notices.ts';
import { mayClose } from '../../domain/round/decide.ts';
import { deadlinesOfRound, nextRoundObligation } from '../../domain/round/deadlines.ts';
import { roundLadderNotices } from '../../domain/round/notices.ts';
import { makeRoundId, type RoundState } from '../../domain/round/state.ts';
import { applyToRound, whatFellDueInRound } from '../../domain/round/step.ts';
import { addMonths, dayOf, type Day, type Instant } from '../../domain/time.ts';
import { NoticeBook, type PlannedNotice } from './notice-book.ts';

/** A round as it stands, and what it has called for and not told yet. */
export type RoundStart = { readonly state: RoundState; readonly notices: readonly Notice[] };

/** The round itself on paper, beside its issues: its plan, report and assessment, and who hears when nobody hands them in. */
export class PaperRound {
  private state: RoundState;
  /** Every date that bound at some time, by its key. */
  readonly owed = new Map<string, Deadline>();
  private readonly book = new NoticeBook();

  constructor({ state, notices }: RoundStart, from: Instant) {
    this.state = state;
    this.book.begin(state, roundLadderNotices(state), notices, from);
    this.noteDates();
  }

  get id(): string {
    return makeRoundId(this.state.head.id);
  }

  get title(): string {
    return this.state.head.title;
  }

  get nextDay(): Day | null {
    const next = nextRoundObligation(this.state);
    return next === null ? null : dayOf(next.at);
  }

  get notices(): readonly PlannedNotice[] {
    return this.book.notices;
  }

  /** Lets fall due what falls due until `until`; `open` counts the issues that have not ended, for the monthly look. */
  wake(from: Instant, until: Instant, open: () => number): void {
    for (let next = nextRoundObligation(this.state); next !== null && next.at <= until; next = nextRoundObligation(this.state)) {
      const now = Math.max(next.at, from);
      const step = next.milestone === null && next.deadline === null ? this.look(next.day, open(), now) : whatFellDueInRound(this.state, now);
      this.state = step.state;
      this.book.plan(step.state, roundLadderNotices(step.state), step.notices, now, now);
      this.noteDates();
    }
  }

  private noteDates(): void {
    for (const deadline of deadlinesOfRound(this.state)) this.owed.set(deadline.key, deadline);
  }

  private look(day: Day, open: number, now: Instant) {
    return applyToRound(this.state, [mayClose(this.state, open) ? { type: 'round-closed' } : { type: 'round-checked', open, next: addMonths(day, 1) }], SYSTEM, now);
  }
}
