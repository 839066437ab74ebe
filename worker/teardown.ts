/** Parts are stopped in the order opposite to their start, each even if another one fails. */
export class Teardown {
  private readonly parts: (() => Promise<void> | void)[] = [];

  add(stop: () => Promise<void> | void): void {
    this.parts.unshift(stop);
  }

  /** May be called twice. @throws the first problem, after everything was stopped */
  async run(): Promise<void> {
    const problems: unknown[] = [];
    for (const stop of this.parts.splice(0)) {
      try {
        await stop();
      } catch (error) {
        problems.push(error);
      }
    }
    if (problems.length > 0) throw problems[0];
  }
}
