import { fold } from '../domain/evolve.ts';
import { policyImpact, type Changes, type Expected, type PolicyImpact } from '../domain/outlook.ts';
import { policyDifferences, policyName, type PolicyDifference } from '../domain/policy-diff.ts';
import type { Policy } from '../domain/policy-schema.ts';
import { noticesAnything, roundImpact, type RoundImpact } from '../domain/round/outlook.ts';
import { dayOf, type Day, type Instant } from '../domain/time.ts';
import { loadResolver } from '../ledger/delivery-recipients.ts';
import { withDeliveries } from '../ledger/delivery-tables.ts';
import { countOpen, openIssuesAfter, unfinishedRounds, type OpenIssues } from '../ledger/rebuild.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import type { HuitoukanClient } from './client.ts';
import { loadRoundState } from './round-state.ts';

/** What an issue would see of another policy. */
export type IssueImpact = { readonly issue: string; readonly title: string } & PolicyImpact;
/** The same of a round itself. */
export type ImpactOnRound = { readonly round: string; readonly title: string } & RoundImpact;
/** What a person would get more or less of, over all these issues and rounds. */
export type PersonImpact = { readonly person: string; readonly name: string; readonly added: number; readonly dropped: number; readonly moved: number };

export type PolicyDiff = {
  readonly from: string;
  readonly to: string;
  readonly differences: readonly PolicyDifference[];
  /** Open issues on the first policy that were looked at, and how many of them would notice anything. */
  readonly issues: number;
  readonly touched: readonly IssueImpact[];
  /** Running rounds on the first policy that would notice anything, as `policy adopt --round` would move them. */
  readonly rounds: readonly ImpactOnRound[];
  readonly people: readonly PersonImpact[];
};

const PAGE = 200;

/** Two policies side by side, and what would change for whom if the open issues on the first were moved to the second. */
export const diffPolicies = async (
  client: HuitoukanClient,
  from: Policy,
  to: Policy,
  options: { readonly which: OpenIssues; readonly now: Instant; readonly onProgress?: (done: number, total: number) => void },
): Promise<PolicyDiff> => {
  const which = { ...options.which, policy: policyName(from) };
  const total = await countOpen(client.ledger, which);
  const touched: IssueImpact[] = [];
  let issues = 0;
  for (let after = '', page = await openIssuesAfter(client.ledger, after, PAGE, which); page.length > 0; page = await openIssuesAfter(client.ledger, after, PAGE, which)) {
    const histories = await loadIssueEvents(client.ledger, page.map((row) => row.id));
    for (const [issue, events] of histories) {
      const state = fold(events);
      if (state === null || policyName(state.policy) !== policyName(from)) continue;
      issues += 1;
      const impact = policyImpact(state, to, options.now);
      const notices = impact.added.length + impact.dropped.length + impact.moved.length;
      if (impact.moves.length + notices > 0 || impact.next.before !== impact.next.after) touched.push({ issue, title: state.title, ...impact });
    }
    after = page.at(-1)?.id ?? after;
    options.onProgress?.(issues, total);
  }
  const rounds = await impactOnRounds(client, from, to, options);
  return { from: policyName(from), to: policyName(to), differences: policyDifferences(from, to), issues, touched, rounds, people: await forWhom(client, [...touched, ...rounds], dayOf(options.now)) };
};

/** Where issues are named one by one, the round they belong to stays on its policy. */
const impactOnRounds = async ({ ledger }: HuitoukanClient, from: Policy, to: Policy, { which, now }: { readonly which: OpenIssues; readonly now: Instant }): Promise<readonly ImpactOnRound[]> => {
  if (which.ids !== undefined) return [];
  const found: ImpactOnRound[] = [];
  for (const { id, status } of await unfinishedRounds(ledger)) {
    if (status !== 'running' || (which.round !== undefined && which.round !== id)) continue;
    const { state } = await loadRoundState(ledger, id);
    if (policyName(state.policy) !== policyName(from)) continue;
    const impact = roundImpact(state, to, now);
    if (noticesAnything(impact)) found.push({ round: id, title: state.head.title, ...impact });
  }
  return found;
};

/** The same by person, with posts as they are held today: the one question for the whole lot. */
const forWhom = async (client: HuitoukanClient, touched: readonly Changes[], day: Day): Promise<readonly PersonImpact[]> => {
  const all = touched.flatMap((impact) => [...impact.added, ...impact.dropped, ...impact.moved]);
  const resolve = await loadResolver(withDeliveries(client.ledger), [...new Set(all.flatMap((one) => one.to))]);
  const people = new Map<string, { person: string; name: string; added: number; dropped: number; moved: number }>();
  const count = (list: readonly Expected[], what: 'added' | 'dropped' | 'moved'): void => {
    for (const one of list)
      for (const { id, name } of resolve(one.to, day)) {
        const person = people.get(id) ?? { person: id, name, added: 0, dropped: 0, moved: 0 };
        person[what] += 1;
        people.set(id, person);
      }
  };
  for (const impact of touched) {
    count(impact.added, 'added');
    count(impact.dropped, 'dropped');
    count(impact.moved, 'moved');
  }
  return [...people.values()].toSorted((a, b) => b.added + b.dropped + b.moved - (a.added + a.dropped + a.moved) || (a.person < b.person ? -1 : 1));
};
