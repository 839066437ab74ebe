import type { ActOf } from '../domain/command-schema.ts';
import { isEnded } from '../domain/issue.ts';
import { measuresElsewhere, ownedBy, type MeasureElsewhere, type OwnedIssue } from '../ledger/hand-overs.ts';
import { errorText } from './commands/errors.ts';
import { inParallel } from './in-parallel.ts';
import { answered, type BulkItem } from './bulk.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';

/** Acts side by side: enough to be quick, few enough to leave the workers free for others. */
const CONCURRENCY = 8;

/** Which of the two, and what is done about it. */
export type HandOverAct = ActOf<'hand-over'> | ActOf<'sign-hand-over'> | ActOf<'cancel-hand-over'>;
/**
 * `left`: issues on which nothing was to be done any more, an earlier run had done it. `passed`: issues of others on which the
 * person had measures, passed on now. `measures`: what is left of those, because whoever ran it may not pass them on.
 */
export type HandOverAll = { readonly items: readonly BulkItem[]; readonly left: number; readonly passed: readonly BulkItem[]; readonly measures: readonly MeasureElsewhere[] };

/** One version and one key cannot stand for many acts. */
type OptionsOfAll = Omit<ActOptions, 'seen' | 'key'>;
type HandOverOptions = OptionsOfAll & {
  readonly onProgress?: (done: number, total: number) => void;
  /** Which of these issues whoever runs it may see: the others are left alone and not told of. All, where it is left out. */
  readonly visibleAmong?: (issues: readonly string[]) => Promise<ReadonlySet<string>>;
};

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
  options: HandOverOptions = {},
): Promise<HandOverAll> => {
  const { onProgress, visibleAmong = async (ids) => new Set(ids), ...rest } = options;
  const all = (await ownedBy(client.ledger, from)).filter((issue) => !isEnded(issue.status));
  const shown = await visibleAmong(all.map(({ id }) => id));
  const owned = all.filter(({ id }) => shown.has(id));
  const elsewhere = async (): Promise<readonly MeasureElsewhere[]> => {
    const measures = await measuresElsewhere(client.ledger, from);
    const visible = await visibleAmong([...new Set(measures.map(({ issue }) => issue))]);
    return measures.filter(({ issue }) => visible.has(issue));
  };
  const waiting = (issue: OwnedIssue): boolean => issue.handOverTo === to;
  const issues = owned.filter((issue) => (act.type === 'hand-over' ? !waiting(issue) : waiting(issue)));
  const items: BulkItem[] = [];
  await inParallel([...issues.entries()], CONCURRENCY, async ([at, { id: issue }]) => {
    items[at] = await answered(issue, client.act(issue, person, act, rest), refusalOf);
    onProgress?.(items.filter(Boolean).length, issues.length);
  });
  const passed = act.type === 'cancel-hand-over' ? [] : await passOn(client, await elsewhere(), { from, to }, person, act.type === 'hand-over' ? act.reason : PASSED_WITH_IT, rest);
  return { items, left: act.type === 'hand-over' ? owned.length - issues.length : 0, passed, measures: await elsewhere() };
};

const PASSED_WITH_IT = '随责任人交接一并移交 / passed on with the hand-over';
/** For a superior of that issue to do: the two themselves only hand over what is their own. What is refused for it stays listed. */
const FOR_A_SUPERIOR: readonly string[] = ['NOT_ALLOWED', 'FOUR_EYES'];

const passOn = async (client: Pick<HuitoukanClient, 'act' | 'ledger'>, measures: readonly MeasureElsewhere[], { from, to }: { readonly from: string; readonly to: string }, person: string, reason: string, options: OptionsOfAll): Promise<readonly BulkItem[]> => {
  const issues = [...new Set(measures.map(({ issue }) => issue))];
  const items: BulkItem[] = [];
  await inParallel(issues, CONCURRENCY, async (issue) => {
    const item = await answered(issue, client.act(issue, person, { type: 'pass-measures', from, to, reason }, options), refusalOf);
    if (item.error === null || !FOR_A_SUPERIOR.includes(item.error.code)) items.push(item);
  });
  return items.toSorted((a, b) => (a.issue < b.issue ? -1 : 1));
};

/** A refusal is an answer; anything else (nothing reachable) ends the run. */
const refusalOf = (error: unknown): NonNullable<BulkItem['error']> => {
  if (!(error instanceof Error) || error.name !== 'Refusal') throw error;
  const { code, zh, en } = errorText(error);
  return { code, zh, en };
};
