export type Words = { readonly zh: string; readonly en: string };

/** What one look found. `wayOut` says what to do about anything that is not ok. */
export type Finding = Words & { readonly ok: 'ok' | 'warn' | 'fail'; readonly wayOut: Words | null };

/** Looks without changing anything; throws what it can not name. `folder` is the data folder, which need not exist. */
export type Check = (folder: string) => Promise<Finding> | Finding;
