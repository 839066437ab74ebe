import { fold } from '../domain/evolve.ts';
import type { IssueEvent } from '../domain/events.ts';
import type { IssueState } from '../domain/issue.ts';
import { nextObligation } from '../domain/obligations.ts';
import { policySchema } from '../domain/policy-schema.ts';
import { Refusal, refuse } from '../domain/refusal.ts';
import { countOpen, openingProgress, openIssuesAfter, unfinishedRounds } from '../ledger/rebuild.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import type { DeliveryInput } from '../workflows/delivery.ts';
import { registerSchedules, startDispatcher } from '../worker/schedules.ts';
import { makeRoundId, TASK_QUEUE } from '../workflows/messages.ts';
import type { HuitoukanClient } from './client.ts';
import { inParallel } from './in-parallel.ts';
import { loadRoundState } from './round-state.ts';

/** What could not be started again, and why: listed, never skipped silently. */
export type NotRebuilt = { readonly id: string; readonly code: string; readonly zh: string; readonly en: string };

export type Rebuilt = {
  readonly issues: { readonly open: number; readonly started: number; readonly running: number };
  readonly rounds: { readonly unfinished: number; readonly started: number; readonly running: number };
  readonly failed: readonly NotRebuilt[];
};

export type RebuildOptions = {
  /** Starts the dispatcher of the deliveries as well; null leaves it alone. */
  readonly dispatcher: DeliveryInput | null;
  readonly onProgress?: (done: number, total: number) => void;
  readonly concurrency?: number;
};

/** Histories held in memory at once, and workflows started side by side. */
const PAGE = 200;
const CONCURRENCY = 16;

/**
 * Starts every workflow that should run again from the ledger: after the loss of the engine's database, or on another
 * engine. May be run at any time and as often as one likes: what runs is left alone.
 */
export const rebuild = async (client: HuitoukanClient, options: RebuildOptions): Promise<Rebuilt> => {
  const running = await runningIds(client);
  const failed: NotRebuilt[] = [];
  const issues = await rebuildIssues(client, running, failed, options);
  const rounds = await rebuildRounds(client, running, failed);
  if (options.dispatcher !== null) {
    await startDispatcher(client.engine, TASK_QUEUE, options.dispatcher.pollMs);
    await registerSchedules(client.engine);
  }
  return { issues, rounds, failed };
};

/** Only for the counts of what was left alone: starting decides for itself, so a late index does no harm. */
const runningIds = async (client: HuitoukanClient): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  for await (const { workflowId } of client.engine.workflow.list({ query: 'ExecutionStatus = "Running"' })) ids.add(workflowId);
  return ids;
};

const rebuildIssues = async (client: HuitoukanClient, running: ReadonlySet<string>, failed: NotRebuilt[], options: RebuildOptions): Promise<Rebuilt['issues']> => {
  const open = await countOpen(client.ledger);
  const counts = { open, started: 0, running: 0 };
  let done = 0;
  for (let after = '', page = await openIssuesAfter(client.ledger, after, PAGE); page.length > 0; page = await openIssuesAfter(client.ledger, after, PAGE)) {
    const histories = await loadIssueEvents(client.ledger, page.map((row) => row.id));
    await inParallel(page, options.concurrency ?? CONCURRENCY, async ({ id, seq }) => {
      await orListed(id, failed, async () => {
        await client.resumeIssue(id, stateOf(id, histories.get(id) ?? [], seq));
        if (running.has(id)) counts.running += 1;
        else counts.started += 1;
      });
      done += 1;
      options.onProgress?.(done, open);
    });
    after = page.at(-1)?.id ?? after;
  }
  return counts;
};

const readable = new WeakSet<object>();

/** A state that the rules can go on with; what the ledger holds may be older than this program, or damaged. */
const stateOf = (id: string, events: readonly IssueEvent[], seq: number): IssueState => {
  const gap = events.findIndex((event, at) => event.seq !== at + 1);
  if (gap >= 0 || events.length !== seq)
    refuse('HISTORY_INCOMPLETE', `${id} 的历史不完整：应有${seq}条，读到${events.length}条`, `the history of ${id} is incomplete: ${seq} events are expected, ${events.length} are there`, { issue: id });
  demandReadable(id, events);
  const state = fold(events) ?? refuse('HISTORY_INCOMPLETE', `${id} 没有历史`, `${id} has no history`, { issue: id });
  // Throws here, where it can be listed, rather than in a workflow that would stand still.
  nextObligation(state);
  return state;
};

/** The rules and tables that events refer to; folding trusts them, so they are looked at before. */
const demandReadable = (id: string, events: readonly IssueEvent[]): void => {
  const policies = events.flatMap((event) => ('policy' in event ? [event.policy] : []));
  const tables = events.flatMap((event) => ('days' in event ? [event.days] : []));
  if ([...policies, ...tables].some((document) => document === undefined))
    refuse('DOCUMENT_MISSING', `${id} 所用的办法或日历在台账中缺失`, `the policy or the day table of ${id} is missing from the ledger`, { issue: id });
  for (const policy of policies) {
    if (readable.has(policy)) continue;
    const parsed = policySchema.safeParse(policy);
    if (!parsed.success)
      refuse('POLICY_OUTDATED', `${id} 所用的办法无法读取：${parsed.error.issues[0]?.path.join('.') ?? ''}`, `the stored policy of ${id} cannot be read: ${parsed.error.issues[0]?.path.join('.') ?? ''}`, { issue: id });
    readable.add(policy);
  }
};

const rebuildRounds = async (client: HuitoukanClient, running: ReadonlySet<string>, failed: NotRebuilt[]): Promise<Rebuilt['rounds']> => {
  const rounds = await unfinishedRounds(client.ledger);
  const counts = { unfinished: rounds.length, started: 0, running: 0 };
  await inParallel(rounds, CONCURRENCY, ({ id, status }) =>
    orListed(id, failed, async () => {
      const { stored, state } = await loadRoundState(client.ledger, id);
      const by = stored.events[0]?.by ?? 'system';
      const { head, policy, days, issues } = stored;
      if (status === 'opening') {
        const { opened, endedBeyond } = await openingProgress(client.ledger, id);
        // Opening goes on behind the last one without a gap. An ended issue there would be opened a second time.
        if (endedBeyond.length > 0)
          refuse('ROUND_OPENING_UNCLEAR', `轮次 ${id} 开立中断，其中${endedBeyond.join('、')}号已办结`, `the opening of round ${id} was interrupted, and ${endedBeyond.join(', ')} of it have ended`, { round: id });
        await client.startRound({ head, policy, days, by, issues, opened, state: null });
      } else await client.startRound({ head, policy, days, by, issues, opened: issues, state });
      if (running.has(makeRoundId(id))) counts.running += 1;
      else counts.started += 1;
    }),
  );
  return counts;
};

/** One that fails must not keep the others from starting. A ledger or engine that is gone fails them all, so that ends it. */
const orListed = async (id: string, failed: NotRebuilt[], work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) failed.push({ id, code: error.code, zh: error.zh, en: error.en });
    else if (error instanceof TypeError || error instanceof RangeError) failed.push({ id, code: 'HISTORY_UNREADABLE', zh: `无法由历史推出现状：${error.message}`, en: `no state follows from the history: ${error.message}` });
    else throw error;
  }
};
