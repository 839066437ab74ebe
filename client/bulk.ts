import { demandBulk, type BulkAct } from '../domain/bulk.ts';
import { refuse, type RefusalText } from '../domain/refusal.ts';
import type { ActResult } from '../workflows/messages.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';
import { errorText } from './commands/errors.ts';
import { inParallel } from './in-parallel.ts';

/** What became of one issue of a bulk act. */
export type BulkItem = { readonly issue: string; readonly result: ActResult | null; readonly error: RefusalText | null };

/** Acts side by side: enough to be quick, few enough to leave the workers free for others. */
const CONCURRENCY = 8;
/** More at once is a mistake; whoever means it does it in parts. */
export const MAX_BULK = 2_000;

/**
 * The same act on many issues, each decided, recorded and answered for itself: one that is refused stops no other. The key
 * counts per issue, so a bulk act that broke off can be sent again under it.
 * @throws Refusal BULK_NOT_ALLOWED, BULK_TOO_MANY
 */
export const actOnMany = async (
  client: Pick<HuitoukanClient, 'act'>,
  issues: readonly string[],
  person: string,
  act: BulkAct,
  options: Omit<ActOptions, 'seen'> & { readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<readonly BulkItem[]> => {
  const checked = demandBulk(act);
  const ids = [...new Set(issues)];
  if (ids.length > MAX_BULK) refuse('BULK_TOO_MANY', `一次最多${MAX_BULK}个问题，现为${ids.length}个`, `${MAX_BULK} issues at most at a time; these are ${ids.length}`, { most: MAX_BULK });
  const { onProgress, ...rest } = options;
  const items: BulkItem[] = [];
  let done = 0;
  await inParallel([...ids.entries()], CONCURRENCY, async ([at, issue]) => {
    items[at] = await answered(issue, client.act(issue, person, checked, rest));
    done += 1;
    onProgress?.(done, ids.length);
  });
  return items;
};

/** What became of one act among many. `inWords`: what of a failure is an answer; it throws what is none. */
export const answered = (issue: string, work: Promise<ActResult>, inWords: (error: unknown) => RefusalText = textOf): Promise<BulkItem> =>
  work.then(
    (result): BulkItem => ({ issue, result, error: null }),
    (error: unknown): BulkItem => ({ issue, result: null, error: inWords(error) }),
  );

/** Only what people and programs read: an error object has more. */
export const textOf = (error: unknown): RefusalText => {
  const { code, zh, en, where } = errorText(error);
  return where === undefined ? { code, zh, en } : { code, zh, en, where };
};
