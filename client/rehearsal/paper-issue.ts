import type { Act } from '../../domain/command-schema.ts';
import { deadlinesOf, type Deadline } from '../../domain/deadlines.ts';
import { decide } from '../../domain/decide.ts';
import { issueIdOf, type IssueState } from '../../domain/issue.ts';
import { gate } from '../../domain/ladder.ts';
import { ladderNotices, type Notice } from '../../domain/notices.ts';
import { nextObligation } from '../../domain/obligations.ts';
import type { Actor } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { applyBodies, whatFellDue, type Step } from '../../domain/step.ts';
import { dayOf, type Day, type Instant } from '../../domain/time.ts';

/** An issue as it stands, and what was called for and has not left yet (what its opening tells, where it is not open yet). */
export type RehearsalStart = { readonly state: IssueState; readonly notices: readonly Notice[] };

/** A notice, and when it leaves: at its own time, or where that had passed when it was called for, at the next delivery. */
export type PlannedNotice = { readonly notice: Notice; readonly at: Instant };

/** Who comes first is who is meant; the others stand in, should his seat be vacant by then. */
const keyOf = ({ cycle, step, role, to }: Notice): string => `${cycle} ${step} ${role} ${to[0]}`;

/**
 * One issue on paper: lives by the pure rules, and keeps what it has told and has still planned, as the ledger would. No
 * engine, no clock: whoever plays it says what time it is.
 */
export class PaperIssue {
  state: IssueState;
  /** Every date that bound at some time, by its key. */
  readonly owed = new Map<string, Deadline>();
  private readonly planned = new Map<string, PlannedNotice>();

  constructor({ state, notices }: RehearsalStart, from: Instant) {
    this.state = state;
    // What had fallen due before we came was told then,
    this.plan([], Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY);
    // except for what still waits.
    for (const notice of notices) this.planned.set(keyOf(notice), this.plannedAt(notice, from));
  }

  get id(): string {
    return issueIdOf(this.state);
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
      if (bodies.length > 0) this.take(applyBodies(this.state, bodies, actor.person, now), now, sentBy);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    // A date that was over when it was set falls due at once.
    this.wake(now, now);
    return null;
  }

  /** Everything that was told or is still planned. */
  get notices(): readonly PlannedNotice[] {
    return [...this.planned.values()];
  }

  private take({ state, notices }: Step, now: Instant, sentBy: Instant): void {
    this.state = state;
    this.plan(notices, now, sentBy);
  }

  /** As `planNotices` does it in the ledger: what is not called for any more is withdrawn, unless it has left already. */
  private plan(told: readonly Notice[], now: Instant, sentBy: Instant): void {
    const ladder = ladderNotices(this.state);
    const wanted = new Set(ladder.map(keyOf));
    for (const [key, { notice, at }] of this.planned) if (notice.origin === 'ladder' && at > sentBy && !wanted.has(key)) this.planned.delete(key);
    for (const notice of [...told, ...ladder]) {
      const key = keyOf(notice);
      const before = this.planned.get(key);
      if (before !== undefined ? before.at <= sentBy : this.somebodyHad(notice, now, sentBy)) continue;
      this.planned.set(key, this.plannedAt(notice, now));
    }
    for (const deadline of deadlinesOf(this.state)) this.owed.set(deadline.key, deadline);
  }

  private plannedAt(notice: Notice, now: Instant): PlannedNotice {
    return { notice, at: notice.notBefore >= now ? notice.notBefore : gate(this.state, now) };
  }

  /** A successor is told by the hand-over, not by every letter that the predecessor had. */
  private somebodyHad(notice: Notice, now: Instant, sentBy: Instant): boolean {
    if (notice.origin !== 'ladder' || notice.notBefore > now) return false;
    for (const { notice: had, at } of this.planned.values())
      if (at <= sentBy && had.cycle === notice.cycle && had.step === notice.step && had.role === notice.role) return true;
    return false;
  }
}
