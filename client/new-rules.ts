import type { Act } from '../domain/command-schema.ts';
import { decide } from '../domain/decide.ts';
import type { MovedDate } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import type { IssueState } from '../domain/issue.ts';
import type { Actor } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import { applyBodies } from '../domain/step.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import { actorOf } from '../ledger/actors.ts';
import { countOpen, openIssuesAfter, type OpenIssues } from '../ledger/rebuild.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import type { HuitoukanClient } from './client.ts';
import { inParallel } from './in-parallel.ts';

/** What could not be changed, and why: listed, never skipped silently. */
export type NotChanged = { readonly issue: string; readonly code: string; readonly zh: string; readonly en: string };

export type NewRulesResult = {
  readonly open: number;
  /** Issues that took the new rules now. */
  readonly changed: number;
  /** Stood on them already: of an earlier run that was interrupted, for instance. */
  readonly already: number;
  readonly moved: readonly (MovedDate & { readonly issue: string })[];
  /** Issues of which somebody is told, because a date moved by more than a day. */
  readonly told: number;
  readonly failed: readonly NotChanged[];
};

export type NewRulesOptions = {
  readonly person: string;
  readonly which: OpenIssues;
  /** The act as one issue takes it. */
  readonly act: (state: IssueState) => Act;
  /** Names these rules; part of each act's idempotency key. */
  readonly name: string;
  /** Only tells what would happen. */
  readonly dryRun?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  readonly concurrency?: number;
  readonly now?: Instant;
};

/** Histories held in memory at once, and acts under way side by side. */
const PAGE = 200;
const CONCURRENCY = 16;

/**
 * Puts open issues on other rules, each by an act of its own. What stands on them already is left alone, so that a run that
 * was killed is simply run again. The ledger is read in pages; what each issue will do is known before the engine is asked.
 * @throws Refusal UNKNOWN_PERSON, PERSON_LEFT
 */
export const takeNewRules = async (client: HuitoukanClient, options: NewRulesOptions): Promise<NewRulesResult> => {
  const now = options.now ?? Date.now();
  const actor = await actorOf(client.ledger, options.person, dayOf(now));
  const result = { open: await countOpen(client.ledger, options.which), changed: 0, already: 0, moved: [] as (MovedDate & { issue: string })[], told: 0, failed: [] as NotChanged[] };
  let done = 0;
  for (let after = '', page = await openIssuesAfter(client.ledger, after, PAGE, options.which); page.length > 0; page = await openIssuesAfter(client.ledger, after, PAGE, options.which)) {
    const histories = await loadIssueEvents(client.ledger, page.map((row) => row.id));
    await inParallel(page, options.concurrency ?? CONCURRENCY, async ({ id }) => {
      const state = fold(histories.get(id) ?? []);
      const change = state === null ? null : await orListed(id, result.failed, () => changeOne(client, id, state, actor, now, options));
      if (change === 'already') result.already += 1;
      else if (change !== null) {
        result.changed += 1;
        result.moved.push(...change.moves.map((move) => ({ issue: id, ...move })));
        if (change.told) result.told += 1;
      }
      done += 1;
      options.onProgress?.(done, result.open);
    });
    after = page.at(-1)?.id ?? after;
  }
  return result;
};

type Change = { readonly moves: readonly MovedDate[]; readonly told: boolean };

const changeOne = async (client: HuitoukanClient, id: string, state: IssueState, actor: Actor, now: Instant, options: NewRulesOptions): Promise<Change | 'already'> => {
  const act = options.act(state);
  const bodies = decide(state, act, { actor, now });
  if (bodies.length === 0) return 'already';
  // With the version in it: rules that were taken, dropped, and are taken again are another act.
  if (options.dryRun !== true) await client.send(id, { act, actor, seen: null }, `${options.name}@${state.seq}`);
  const { notices } = applyBodies(state, bodies, actor, now);
  return { moves: bodies.flatMap((body) => ('moves' in body ? body.moves : [])), told: notices.length > 0 };
};

/** One issue that refuses must not keep the others waiting. */
const orListed = async <T>(issue: string, failed: NotChanged[], work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    failed.push({ issue, code: error.code, zh: error.zh, en: error.en });
    return null;
  }
};
