import { changesAfter, lastPosition, type Change } from '../../ledger/changes.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';

/** How often the log is looked at while anybody watches. */
const POLL_MS = 400;
/** Transactions commit out of order: so far behind its end the log is read again, and what was told is remembered. */
const OVERLAP = 500;
const BATCH = 1_000;

type Watcher = { readonly tell: (changes: readonly Change[]) => void; readonly tick: () => void; readonly end: () => void };

/**
 * Tells whoever watches of new events in the log. One look for all of them, and none while nobody watches. A look that fails
 * is tried again; watchers see everything that came meanwhile.
 */
export class ChangeFeed {
  private readonly db: LedgerDatabase;
  private readonly watchers = new Set<Watcher>();
  private readonly told = new Set<number>();
  private position = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(db: LedgerDatabase) {
    this.db = db;
  }

  /** From now on; answers how to stop. `tick` is called after each look, for signs of life. */
  async watch(watcher: Watcher): Promise<() => void> {
    if (this.watchers.size === 0) {
      this.position = await lastPosition(this.db);
      this.told.clear();
      for (const { position } of await changesAfter(this.db, { after: this.position - OVERLAP, limit: BATCH })) this.told.add(position);
    }
    this.watchers.add(watcher);
    this.timer ??= setTimeout(() => void this.look(), POLL_MS);
    return () => void this.watchers.delete(watcher);
  }

  /** Ends every line: a browser then asks another process, or this one when it is back. */
  close(): void {
    for (const { end } of this.watchers) end();
    this.watchers.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    try {
      const found = await changesAfter(this.db, { after: this.position - OVERLAP, limit: BATCH, except: [...this.told] });
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
