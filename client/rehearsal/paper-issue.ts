import { renewTerm, type RenewTerm } from '../../domain/acts/second-term.ts';
import type { Act } from '../../domain/command-schema.ts';
import { deadlinesOf, type Deadline } from '../../domain/deadlines.ts';
import { decide } from '../../domain/decide.ts';
import { SYSTEM } from '../../domain/party.ts';
import { issueIdOf, type IssueState } from '../../domain/issue.ts';
import { ladderNotices, type Notice } from '../../domain/notices.ts';
import { nextObligation } from '../../domain/obligations.ts';
import type { Actor } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { applyBodies, whatFellDue, type Step } from '../../domain/step.ts';
import { dayOf, type Day, type Instant } from '../../domain/time.ts';
import { NoticeBook, type PlannedNotice } from './notice-book.ts';

/** An issue as it stands, and what was called for and has not left yet (what its opening tells, where it is not open yet). */
export type RehearsalStart = { readonly state: IssueState; readonly notices: readonly Notice[] };

/** What was called for by `sentBy` has left the house. */
export type Taken = (step: Step, now: Instant, sentBy: Instant) => void;

/**
 * One issue on paper: lives by the pure rules, and keeps what it has told and has still planned, as the ledger would. No
 * engine, no clock: whoever plays it says what time it is.
 */
export class PaperIssue {
  state: IssueState;
  /** Every date that bound at some time, by its key. */
  readonly owed = new Map<string, Deadline>();
  private readonly book = new NoticeBook();
  private readonly taken: Taken;

  /** `taken`: hears of every step, as the common issue does whose part this is. */
  constructor({ state, notices }: RehearsalStart, from: Instant, taken: Taken = () => undefined) {
    this.state = state;
    this.taken = taken;
    this.book.begin(state, ladderNotices(state), notices, from);
    this.noteDates();
  }

  get id(): string {
    return issueIdOf(this.state);
  }

  get title(): string {
    return this.state.title;
  }

  /** The next day on which something falls due by itself; null when nothing will. */
  get nextDay(): Day | null {
    const next = nextObligation(this.state);
    return next === null ? null : dayOf(next.at);
  }

  /** Lets fall due what falls due until `until`, each at its time, none before `from`. */
  wake(from: Instant, until: Instant): void {
    for (let next = nextObligation(this.state); next !== null && next.at <= until; next = nextObligation(this.state)) {
      const now = Math.max(next.at, from);
      this.take(whatFellDue(this.state, now), now, now);
    }
  }

  /** Somebody tries; what was called for by `sentBy` has left the house. The refusal, or null when it was done. */
  attempt(act: Act, actor: Actor, now: Instant, sentBy: Instant): Refusal | null {
    try {
      const bodies = decide(this.state, act, { actor, now });
      if (bodies.length > 0) this.take(applyBodies(this.state, bodies, actor, now), now, sentBy);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    // A date that was over when it was set falls due at once.
    this.wake(now, now);
    return null;
  }

  /** The round begins its second rectification, and tells it. */
  renew(renewal: RenewTerm, now: Instant, sentBy: Instant): void {
    const bodies = renewTerm(this.state, renewal);
    if (bodies.length > 0) this.take(applyBodies(this.state, bodies, SYSTEM, now), now, sentBy);
  }

  /** Everything that was told or is still planned. */
  get notices(): readonly PlannedNotice[] {
    return this.book.notices;
  }

  private take(step: Step, now: Instant, sentBy: Instant): void {
    const { state, notices } = step;
    this.state = state;
    this.book.plan(state, ladderNotices(state), notices, now, sentBy);
    this.noteDates();
    this.taken(step, now, sentBy);
  }

  private noteDates(): void {
    for (const deadline of deadlinesOf(this.state)) this.owed.set(deadline.key, deadline);
  }
}
