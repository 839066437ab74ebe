import type { ActOf } from '../domain/command-schema.ts';
import { isEnded } from '../domain/issue.ts';
import { measuresElsewhere, ownedBy, type MeasureElsewhere, type OwnedIssue } from '../ledger/hand-overs.ts';
import { errorText } from './commands/errors.ts';
import { inParallel } from './in-parallel.ts';
import type { BulkItem } from './bulk.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';

/** Acts side by side: enough to be quick, few enough to leave the workers free for others. */
const CONCURRENCY = 8;

/** Which of the two, and what is done about it. */
export type HandOverAct = ActOf<'hand-over'> | ActOf<'sign-hand-over'> | ActOf<'cancel-hand-over'>;
/**
 * `left`: issues on which nothing was to be done any more, an earlier run had done it. `measures`: what the person has still
 * to do on issues of others, which is not handed over with these but given to somebody by a revision of their plans.
 */
export type HandOverAll = { readonly items: readonly BulkItem[]; readonly left: number; readonly measures: readonly MeasureElsewhere[] };

/**
 * Everything that a person owns, open and sustained alike: starts its hand-over, signs it or cancels it issue by issue, each
 * decided, recorded and answered for itself. What is done already is left out, so a run that broke off is simply run again.
 * @throws whatever makes the engine or the ledger unreachable; refusals stand in the list
 */
export const handOverAll = async (
  client: Pick<HuitoukanClient, 'act' | 'ledger'>,
  { from, to }: { readonly from: string; readonly to: string },
  person: string,
  act: HandOverAct,
  options: Omit<ActOptions, 'seen' | 'key'> & { readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<HandOverAll> => {
  const { onProgress, ...rest } = options;
  const owned = (await ownedBy(client.ledger, from)).filter((issue) => !isEnded(issue.status));
  const waiting = (issue: OwnedIssue): boolean => issue.handOverTo === to;
  const issues = owned.filter((issue) => (act.type === 'hand-over' ? !waiting(issue) : waiting(issue)));
  const items: BulkItem[] = [];
  await inParallel([...issues.entries()], CONCURRENCY, async ([at, { id: issue }]) => {
    items[at] = await client.act(issue, person, act, rest).then(
      (result): BulkItem => ({ issue, result, error: null }),
      (error: unknown): BulkItem => ({ issue, result: null, error: refusalOf(error) }),
    );
    onProgress?.(items.filter(Boolean).length, issues.length);
  });
  return { items, left: act.type === 'hand-over' ? owned.length - issues.length : 0, measures: await measuresElsewhere(client.ledger, from) };
};

/** A refusal is an answer; anything else (nothing reachable) ends the run. */
const refusalOf = (error: unknown): NonNullable<BulkItem['error']> => {
  if (!(error instanceof Error) || error.name !== 'Refusal') throw error;
  const { code, zh, en } = errorText(error);
  return { code, zh, en };
};
