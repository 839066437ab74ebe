import { gate } from '../../domain/ladder.ts';
import type { Notice } from '../../domain/notices.ts';
import type { Instant } from '../../domain/time.ts';

/** A notice, and when it leaves: at its own time, or where that had passed when it was called for, at the next delivery. */
export type PlannedNotice = { readonly notice: Notice; readonly at: Instant };
/** Whose office hours count. */
type Office = Parameters<typeof gate>[0];

/** Who comes first is who is meant; the others stand in, should his seat be vacant by then. */
const keyOf = ({ cycle, step, role, to }: Notice): string => `${cycle} ${step} ${role} ${to[0]}`;

/** What has been told and what is planned, kept as `planNotices` keeps it in the ledger. */
export class NoticeBook {
  private readonly planned = new Map<string, PlannedNotice>();

  /** Everything that was told or is still planned. */
  get notices(): readonly PlannedNotice[] {
    return [...this.planned.values()];
  }

  /** What was called for before the book begins: told at its time, except for what still waits. */
  begin(office: Office, ladder: readonly Notice[], waiting: readonly Notice[], from: Instant): void {
    for (const notice of ladder) this.planned.set(keyOf(notice), { notice, at: notice.notBefore });
    for (const notice of waiting) this.planned.set(keyOf(notice), plannedAt(office, notice, from));
  }

  /** A step: what its events tell, and every ladder notice called for after it. What is called for no more is withdrawn, unless it has left by `sentBy`. */
  plan(office: Office, ladder: readonly Notice[], told: readonly Notice[], now: Instant, sentBy: Instant): void {
    const wanted = new Set(ladder.map(keyOf));
    for (const [key, { notice, at }] of this.planned) if (notice.origin === 'ladder' && at > sentBy && !wanted.has(key)) this.planned.delete(key);
    for (const notice of [...told, ...ladder]) {
      const key = keyOf(notice);
      const before = this.planned.get(key);
      if (before !== undefined ? before.at <= sentBy : this.somebodyHad(notice, now, sentBy)) continue;
      this.planned.set(key, plannedAt(office, notice, now));
    }
  }

  /** A successor is told by the hand-over, not by every letter that the predecessor had. */
  private somebodyHad(notice: Notice, now: Instant, sentBy: Instant): boolean {
    if (notice.origin !== 'ladder' || notice.notBefore > now) return false;
    for (const { notice: had, at } of this.planned.values())
      if (at <= sentBy && had.cycle === notice.cycle && had.step === notice.step && had.role === notice.role) return true;
    return false;
  }
}

const plannedAt = (office: Office, notice: Notice, now: Instant): PlannedNotice => ({ notice, at: notice.notBefore >= now ? notice.notBefore : gate(office, now) });
