/**
 * Steps that happened and are not in the ledger yet. One recording at a time, in order, of everything that has gathered; what
 * could not be recorded stays, before what came after it. Knows nothing of the engine.
 */
export class Outbox<S> {
  private steps: readonly S[] = [];
  private counted = 0;
  private recorded = 0;
  /** The recording under way; at most one. */
  private recording: Promise<void> | null = null;
  private readonly record: (batch: readonly S[]) => Promise<unknown>;
  private readonly afterwards: () => void;

  /**
   * `record`: hands a batch to the ledger; not an async function, each of which costs the sandbox turns that old histories
   * do not have. `afterwards`: what is done before those who wait go on.
   */
  constructor(record: (batch: readonly S[]) => Promise<unknown>, afterwards: () => void = () => undefined) {
    this.record = record;
    this.afterwards = afterwards;
  }

  push(step: S): void {
    this.steps = [...this.steps, step];
    this.counted += 1;
  }

  /** How many steps have happened in this run. */
  get happened(): number {
    return this.counted;
  }

  /** Is all that has happened in the ledger? */
  get isEmpty(): boolean {
    return this.recorded === this.counted;
  }

  /** Something waits, and nobody records it: a signal's doing, or the rest of a recording that failed for good. */
  get isStranded(): boolean {
    return this.steps.length > 0 && this.recording === null;
  }

  /**
   * Waits until all that has happened by now is in the ledger. Whoever waits starts the recording himself: to wake the main
   * loop for it would mean two more entries into the sandbox an act, and these are what a worker spends most of its time on.
   */
  async untilRecorded(): Promise<void> {
    const mine = this.counted;
    while (this.recorded < mine) {
      this.recording ??= this.flush();
      await this.recording;
    }
  }

  private async flush(): Promise<void> {
    const batch = this.steps;
    const upTo = this.counted;
    this.steps = [];
    try {
      await this.record(batch);
      this.recorded = upTo;
    } catch (error) {
      this.steps = [...batch, ...this.steps];
      throw error;
    } finally {
      this.recording = null;
    }
    this.afterwards();
  }
}
