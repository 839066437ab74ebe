import { currentUpdateInfo } from '@temporalio/workflow';
import type { Remembered } from './messages.ts';

/** As many acts as a busy issue sees in a month, and more than a round ever does. */
const KEPT = 40;

/** Acts already handled, under the caller's keys: de-duplication by the engine ends at continue-as-new, so this is carried over. */
export class RememberedActs<R> {
  private acts: readonly Remembered<R>[];

  constructor(acts: readonly Remembered<R>[]) {
    this.acts = acts;
  }

  get all(): readonly Remembered<R>[] {
    return this.acts;
  }

  /** The act that is being handled, if it was handled before. */
  earlier(): Remembered<R> | undefined {
    const id = currentUpdateInfo()?.id;
    return this.acts.find((one) => one.id === id);
  }

  /** Keeps what the act that is being handled was answered. */
  remember(result: R): void {
    const id = currentUpdateInfo()?.id;
    if (id !== undefined) this.acts = [...this.acts, { id, result }].slice(-KEPT);
  }
}
