import type { BothWords } from './voice.ts';

/** What one look found. `wayOut` says what to do about anything that is not ok. */
export type Finding = BothWords & { readonly ok: 'ok' | 'warn' | 'fail'; readonly wayOut: BothWords | null };

/** Looks without changing anything; throws what it can not name. `folder` is the data folder, which need not exist. */
export type Check = (folder: string) => Promise<Finding> | Finding;
