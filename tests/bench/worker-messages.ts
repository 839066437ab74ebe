/** What the driver and its worker processes say to each other over the child's channel. */

export type WorkerSetup = {
  readonly side: 'ours' | 'bare';
  readonly address: string;
  readonly namespace: string;
  readonly ledgerUrl: string;
  /** Base64 of the one codec key. */
  readonly codecKey: { readonly id: string; readonly key: string };
  /** The file with the bare workflow's code, bundled beforehand: bundling in the worker would show in its memory. */
  readonly bareBundle: string;
  /** Where the mails of a dispatching pass go; null: to a channel that accepts at once. */
  readonly smtpPort: number | null;
};

export type WorkerRequest =
  /** One pass of the dispatcher as of `now`. */
  | { readonly ask: 'dispatch'; readonly now: number }
  /** Workflows whose first task ran here. */
  | { readonly ask: 'opened' }
  /** When what was noted here, since the last question. */
  | { readonly ask: 'noted' }
  /** The page and its API from this same process, as `huitoukan start` has them; with a session for each of these people. */
  | { readonly ask: 'serve'; readonly people: readonly string[] };

/** Where it serves, and the cookie of each person. */
export type Serving = { readonly address: string; readonly cookies: Readonly<Record<string, string>> };

/** `mark`: the instant a reminder was for (bare side; 0 on ours). `wall`: when it was done, epoch ms. */
export type Noted = { readonly id: string; readonly mark: number; readonly wall: number };

export type WorkerAnswer = { readonly sent: number } | { readonly opened: number } | { readonly noted: readonly Noted[] } | { readonly serving: Serving };

export type ToWorker = { readonly setup: WorkerSetup } | { readonly request: number; readonly body: WorkerRequest };
export type FromWorker = { readonly ready: true } | { readonly answer: number; readonly body: WorkerAnswer } | { readonly problem: string };

export const BARE_QUEUE = 'bare';
