/**
 * A promise, the test that proves it, and a change of the product that breaks it. `npm run sabotage` makes each change in a
 * copy and expects that test to fail: a test that cannot fail proves nothing.
 */
export type Sabotage = {
  /** As docs/guarantees.md names the promise. */
  readonly promise: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
};
