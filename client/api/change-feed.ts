import { changesAfter, lastPosition, type Change, type ChangesWanted } from '../../ledger/changes.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';

/** How often the log is looked at while anybody watches. */
const POLL_MS = 400;
/** Transactions commit out of order: so far behind its end the log is read again, and what was told is remembered. */
const OVERLAP = 500;
const BATCH = 1_000;
/** Who has missed more is told to look at everything again, not of a part of it. */
const MOST_MISSED = 1_000;

type Watcher = { readonly tell: (changes: readonly Change[]) => void; readonly tick: () => void; readonly end: () => void };

/** The log of events, read from its end and from a position on. */
export type ChangeLog = { readonly end: () => Promise<number>; readonly after: (wanted: ChangesWanted) => Promise<readonly Change[]> };
export const logOf = (db: LedgerDatabase): ChangeLog => ({ end: async () => await lastPosition(db), after: async (wanted) => await changesAfter(db, wanted) });

/** What somebody missed: each change, or only up to where there is too much to tell. */
export type Missed = { readonly changes: readonly Change[] } | { readonly tooManyUpTo: number };

/**
 * Tells whoever watches of new events in the log. One look for all of them, and none while nobody watches. A look that fails
 * is tried again; watchers see everything that came meanwhile.
 */
export class ChangeFeed {
  private readonly log: ChangeLog;
  private readonly watchers = new Set<Watcher>();
  private readonly told = new Set<number>();
  private position = 0;
  private timer: NodeJS.Timeout | undefined;
  private beginning: Promise<void> | undefined;

  constructor(log: ChangeLog) {
    this.log = log;
  }

  /** From now on; answers how to stop. `tick` is called after each look, for signs of life. */
  async watch(watcher: Watcher): Promise<() => void> {
    // Two who come at once begin together: the later one must not move the place from which the other is told.
    if (this.watchers.size === 0) await (this.beginning ??= this.begin().finally(() => (this.beginning = undefined)));
    this.watchers.add(watcher);
    this.timer ??= setTimeout(() => void this.look(), POLL_MS);
    return () => void this.watchers.delete(watcher);
  }

  /** What happened behind a position that somebody was told of last. */
  async missedSince(position: number): Promise<Missed> {
    const tooManyUpTo = await this.log.end();
    const changes = await this.log.after({ after: position, limit: MOST_MISSED + 1 });
    return changes.length > MOST_MISSED ? { tooManyUpTo } : { changes };
  }

  /** Ends every line: a browser then asks another process, or this one when it is back. */
  close(): void {
    for (const { end } of this.watchers) end();
    this.watchers.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** What is in the log already is told to nobody; what comes while it is read is. */
  private async begin(): Promise<void> {
    const end = await this.log.end();
    const known = await this.log.after({ after: end - OVERLAP, limit: BATCH });
    this.position = end;
    this.told.clear();
    for (const { position } of known) if (position <= end) this.told.add(position);
  }

  private async look(): Promise<void> {
    try {
      const found = await this.log.after({ after: this.position - OVERLAP, limit: BATCH, except: [...this.told] });
      for (const { position } of found) {
        this.told.add(position);
        this.position = Math.max(this.position, position);
      }
      for (const position of this.told) if (position < this.position - 2 * OVERLAP) this.told.delete(position);
      for (const { tell, tick } of this.watchers) {
        if (found.length > 0) tell(found);
        tick();
      }
    } catch {
      // The ledger is away for a moment: the next look finds what this one did not.
    }
    this.timer = this.watchers.size === 0 ? undefined : setTimeout(() => void this.look(), POLL_MS);
  }
}
