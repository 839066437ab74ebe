import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * The one armed timer of a workflow. Setting the same instant again costs nothing in the history; another instant cancels
 * the old timer and starts a new one. Instants are absolute: they survive continue-as-new, timers do not.
 */
export class Alarm {
  private scope: CancellationScope | null = null;
  private at: number | null = null;
  private ringing = false;

  get rings(): boolean {
    return this.ringing;
  }

  /** Arms for `at` (epoch ms; past instants ring at once), or disarms with null. `summary` shows in the engine's own page. */
  set(at: number | null, summary: string): void {
    if (at === this.at && !this.ringing) return;
    this.scope?.cancel();
    this.scope = null;
    this.at = at;
    this.ringing = false;
    if (at === null) return;
    const scope = new CancellationScope();
    this.scope = scope;
    // The promise is looked at through `rings`; a cancelled one has nothing to say.
    void scope
      .run(() => sleep(Math.max(1, at - Date.now()), { summary }))
      .then(
        () => {
          if (this.scope === scope) this.ringing = true;
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }
}
