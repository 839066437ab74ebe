import { open } from '../domain/acts/open.ts';
import { isEnded } from '../domain/issue.ts';
import { applyBodies } from '../domain/step.ts';
import type { Day, Instant } from '../domain/time.ts';
import { fold } from '../domain/evolve.ts';
import { loadResolver } from '../ledger/delivery-recipients.ts';
import { withDeliveries } from '../ledger/delivery-tables.ts';
import { issueIdsOf } from '../ledger/register.ts';
import { loadRound } from '../ledger/rounds.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import type { HuitoukanClient } from './client.ts';
import type { RehearsalStart, WhoIs } from './rehearsal.ts';
import { readRoundFile } from './round-file.ts';

export type RehearsalInput = { readonly issues: readonly RehearsalStart[]; readonly whoIs: WhoIs; readonly nameOf: (person: string) => string };

/** A round that is not open yet, as it would be opened today: no engine, no ledger. */
export const rehearsalOfFile = async (file: string, at: Instant): Promise<RehearsalInput> => {
  const { entry, people, posts } = await readRoundFile(file, at);
  const issues = entry.drafts.map((command) => applyBodies(null, [open(command, entry.policy, entry.days, at)], 'system', at));
  const holders = new Map(posts.map((post) => [`post:${post.id}`, post.holders]));
  const names = new Map(people.map((person) => [person.id, person.name]));
  const whoIs: WhoIs = (parties) => {
    for (const party of parties) {
      const found = party.startsWith('person:') ? [party.slice('person:'.length)] : (holders.get(party) ?? []);
      if (found.length > 0) return found;
    }
    return [];
  };
  return { issues, whoIs, nameOf: (person) => names.get(person) ?? person };
};

/** A round that runs: from where each of its issues stands now, with the people in post as the directory has them. */
export const rehearsalOfRound = async (client: HuitoukanClient, round: string): Promise<RehearsalInput> => {
  await loadRound(client.ledger, round);
  const histories = await loadIssueEvents(client.ledger, await issueIdsOf(client.ledger, round));
  const issues = [...histories.values()].flatMap((events) => {
    const state = fold(events);
    return state === null || isEnded(state.status) ? [] : [{ state, notices: [] }];
  });
  const parties = [...new Set(issues.flatMap(({ state }) => [...Object.values(state.parties), ...state.measures.map((one) => `person:${one.owner}`), ...state.signers.map((one) => `person:${one}`)]).filter((party) => party !== null))];
  const names = new Map<string, string>();
  const resolve = await loadResolver(withDeliveries(client.ledger), parties);
  const whoIs: WhoIs = (wanted: readonly string[], day: Day) =>
    resolve(wanted, day).map((person) => {
      names.set(person.id, person.name);
      return person.id;
    });
  return { issues, whoIs, nameOf: (person) => names.get(person) ?? person };
};
