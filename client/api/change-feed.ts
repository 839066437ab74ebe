import { changesAfter, logEnd, type Change, type ChangesWanted, type LogEnd } from '../../ledger/changes.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';

/** How often the log is looked at while anybody watches. */
const POLL_MS = 400;
/** When the first one begins to watch it is not known yet what is still being written: so far before the end it is waited for. */
const BEGIN_BEFORE = 500;
const BATCH = 1_000;
/** Who has missed more is told to look at everything again, not of a part of it. */
const MOST_MISSED = 1_000;

/** `settled`: up to this position nothing can come any more, and everything has been told. */
type Watcher = { readonly tell: (changes: readonly Change[], settled: number) => void; readonly tick: (settled: number) => void; readonly end: () => void };

/** The log of events, its end and what lies behind a position. */
export type ChangeLog = { readonly end: () => Promise<LogEnd>; readonly after: (wanted: ChangesWanted) => Promise<readonly Change[]> };
export const logOf = (db: LedgerDatabase): ChangeLog => ({ end: async () => await logEnd(db), after: async (wanted) => await changesAfter(db, wanted) });

/** What somebody missed: each change, or only up to where there is too much to tell. */
export type Missed = { readonly changes: readonly Change[]; readonly settled: number } | { readonly tooManyUpTo: number };

/**
 * Tells whoever watches of new events in the log. One look for all of them, and none while nobody watches. A look that fails
 * is tried again; watchers see everything that came meanwhile.
 *
 * Transactions commit in another order than they take positions. So there are two places: what has been told, each change as
 * soon as it can be seen; and `settled`, up to where none can turn up any more, which is where somebody goes on after a break.
 */
export class ChangeFeed {
  private readonly log: ChangeLog;
  private readonly watchers = new Set<Watcher>();
  /** Behind `settled`. */
  private readonly told = new Set<number>();
  private settled = 0;
  /** The end that settles when all have ended who were writing when it was read. */
  private settling: LogEnd = { position: 0, ended: 0n, begun: 0n };
  private timer: NodeJS.Timeout | undefined;
  private beginning: Promise<void> | undefined;

  constructor(log: ChangeLog) {
    this.log = log;
  }

  /** From now on; answers how to stop, and where to go on after a break. `tick` is called after each look, for signs of life. */
  async watch(watcher: Watcher): Promise<{ readonly stop: () => void; readonly settled: number }> {
    // Two who come at once begin together: the later one must not move the place from which the other is told.
    if (this.watchers.size === 0) await (this.beginning ??= this.begin().finally(() => (this.beginning = undefined)));
    this.watchers.add(watcher);
    this.timer ??= setTimeout(() => void this.look(), POLL_MS);
    return { stop: () => void this.watchers.delete(watcher), settled: this.settled };
  }

  /** What happened behind a position that somebody was told of last. */
  async missedSince(position: number): Promise<Missed> {
    const { settled } = this;
    const changes = await this.log.after({ after: position, limit: MOST_MISSED + 1 });
    return changes.length > MOST_MISSED ? { tooManyUpTo: settled } : { changes, settled };
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
    this.settling = await this.log.end();
    this.settled = Math.max(0, this.settling.position - BEGIN_BEFORE);
    this.told.clear();
    for (const { position } of await this.log.after({ after: this.settled, limit: BATCH })) if (position <= this.settling.position) this.told.add(position);
  }

  private async look(): Promise<void> {
    try {
      const end = await this.log.end();
      // Read after the end: what those wrote who have ended by then is among it.
      const found = await this.log.after({ after: this.settled, limit: BATCH, except: [...this.told] });
      for (const { position } of found) this.told.add(position);
      this.settle(end, found.length < BATCH ? Infinity : (found.at(-1)?.position ?? 0));
      for (const { tell, tick } of this.watchers) {
        if (found.length > 0) tell(found, this.settled);
        tick(this.settled);
      }
    } catch {
      // The ledger is away for a moment: the next look finds what this one did not.
    }
    this.timer = this.watchers.size === 0 ? undefined : setTimeout(() => void this.look(), POLL_MS);
  }

  /** `toldTo`: what lies behind it has not been told yet. */
  private settle(end: LogEnd, toldTo: number): void {
    if (end.ended < this.settling.begun) return;
    this.settled = Math.max(this.settled, Math.min(this.settling.position, toldTo));
    for (const position of this.told) if (position <= this.settled) this.told.delete(position);
    if (this.settling.position <= toldTo) this.settling = end;
  }
}
