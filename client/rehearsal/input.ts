import { open } from '../../domain/acts/open.ts';
import { fold } from '../../domain/evolve.ts';
import { isEnded, issueIdOf } from '../../domain/issue.ts';
import { eventNotices, type Notice } from '../../domain/notices.ts';
import { underPolicy } from '../../domain/outlook.ts';
import type { Policy } from '../../domain/policy-schema.ts';
import { roundUnderPolicy } from '../../domain/round/outlook.ts';
import { makeRoundId, newRound } from '../../domain/round/state.ts';
import { applyToRound } from '../../domain/round/step.ts';
import { refuse } from '../../domain/refusal.ts';
import { applyBodies } from '../../domain/step.ts';
import { dayOf, type Day, type Instant } from '../../domain/time.ts';
import { listCommon, makeCommonId, partsOf } from '../../ledger/common.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { loadPeople, makeResolver, type DirectoryEntries } from '../../ledger/delivery-recipients.ts';
import type { HolderEntry } from '../../ledger/directory.ts';
import { withDeliveries } from '../../ledger/delivery-tables.ts';
import { waitingNotices } from '../../ledger/rehearsal.ts';
import { issueIdsOf } from '../../ledger/register.ts';
import { loadIssueEvents } from '../../ledger/steps.ts';
import type { HuitoukanClient } from '../client.ts';
import { loadRoundState } from '../round-state.ts';
import { readRoundFile, type RoundFileContent } from '../round-file.ts';
import type { Behaviour } from './behaviour.ts';
import type { CommonStart } from './paper-common.ts';
import type { PaperDirectory } from './paper-round.ts';
import type { Scene } from './rehearse.ts';

export type RehearsalInput = Omit<Scene, 'until'> & { readonly nameOf: (person: string) => string };

/** A round that is not open yet, as it would be opened at `at`: no engine, no ledger. @throws Refusal ROUND_FILE_*, POLICY_* */
export const rehearsalOfFile = async (file: string, behaviour: Behaviour, at: Instant): Promise<RehearsalInput> => rehearsalOfDrafts(await readRoundFile(file, at), behaviour, at);

export const rehearsalOfDrafts = ({ entry, people, posts, units, stories, roundStory }: RoundFileContent, behaviour: Behaviour, at: Instant): RehearsalInput => {
  const starts = entry.drafts.map((command) => {
    const { state, notices } = applyBodies(null, [open(command, entry.policy, entry.days, at)], 'system', at);
    return { state, notices, steps: behaviour({ number: command.number, kind: command.kind, story: stories.get(command.number) ?? null }) };
  });
  const held = posts.flatMap(({ id, holders }) => holders.map((holder) => ({ post_id: id, ...termOf(holder) })));
  const entries = { tree: { units, heads: posts.flatMap(({ id, unit, heads }) => (heads === true ? [{ post: id, unit }] : [])) }, people: people.map((person) => ({ ...person, left_on: null })), holders: held.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  const { state, notices } = applyToRound(newRound(entry.head, entry.policy, entry.days), [{ type: 'round-opened', issues: starts.length }], 'system', at);
  return { starts, commons: [], round: { state, notices, steps: behaviour.ofRound?.(roundStory) ?? [] }, days: entry.days, from: at, ...onPaper(entries) };
};

const termOf = (holder: HolderEntry) => (typeof holder === 'string' ? { id: holder, from_day: '0000-01-01', to_day: null } : { id: holder.person, from_day: holder.from ?? '0000-01-01', to_day: holder.to ?? null });

/** A round that runs: from where each of its issues stands now, with the people in post as the directory has them. @throws Refusal UNKNOWN_ROUND */
export const rehearsalOfRound = async ({ ledger }: Pick<HuitoukanClient, 'ledger'>, round: string, behaviour: Behaviour, at: Instant): Promise<RehearsalInput> => {
  const { stored, state: roundState } = await loadRoundState(ledger, round);
  const histories = await loadIssueEvents(ledger, await issueIdsOf(ledger, round));
  const waiting = await waitingNotices(ledger, round, at);
  const starts = [...histories].flatMap(([id, events]) => {
    const state = fold(events);
    if (state === null || isEnded(state.status)) return [];
    return [{ state, notices: waiting.get(id) ?? [], steps: behaviour({ number: state.number, kind: state.kind, story: null }) }];
  });
  const commons = await commonStarts(ledger, round, waiting, dayOf(at));
  return { starts, commons, round: { state: roundState, notices: waiting.get(makeRoundId(round)) ?? [], steps: behaviour.ofRound?.(null) ?? [] }, days: stored.now.days, from: at, ...onPaper(await loadPeople(withDeliveries(ledger))) };
};

const commonStarts = async (ledger: LedgerDatabase, round: string, waiting: ReadonlyMap<string, readonly Notice[]>, day: Day): Promise<readonly CommonStart[]> => {
  const parts = await partsOf(ledger, round, null, day);
  return (await listCommon(ledger, round)).map(({ number, seq, phase, title, category }) => {
    const own = parts.filter(({ common }) => common === number);
    return { number, seq, phase, wording: { title, category }, parts: new Map(own.map((part) => [part.unit, { status: part.status, title: part.title, category: part.category }])), waiting: waiting.get(makeCommonId(round, number)) ?? [] };
  });
};

/**
 * The same as if everything in it were moved to another policy first, as `policy adopt --round` would: those who would be told
 * of it are, and all that comes after comes by the other rules. So a policy is rehearsed on a round that people know before anybody
 * lives by it.
 */
export const movedTo = (input: RehearsalInput, policy: Policy): RehearsalInput => {
  const { starts, round, from } = input;
  const moved = starts.map((start) => {
    const { state, notices } = underPolicy(start.state, policy, from);
    return { ...start, state, notices: [...start.notices, ...notices] };
  });
  const { state, notices } = roundUnderPolicy(round.state, policy, from);
  return { ...input, starts: moved, round: { ...round, state, notices: [...round.notices, ...notices] } };
};

/** The same from the openings of its issues on: each at its own instant, with what it told. */
export const fromOpening = async (ledger: LedgerDatabase, input: RehearsalInput): Promise<RehearsalInput> => {
  const histories = await loadIssueEvents(ledger, input.starts.map(({ state }) => issueIdOf(state)));
  const starts = input.starts.map((start) => {
    const [opening] = histories.get(issueIdOf(start.state)) ?? [];
    const state = opening === undefined ? null : fold([opening]);
    return opening === undefined || state === null ? start : { ...start, state, notices: eventNotices(opening, state) };
  });
  return { ...input, starts, commons: [], from: starts.reduce((first, { state }) => Math.min(first, state.openedAt), input.from) };
};

/** People and posts as the ledger resolves them, in memory. */
const onPaper = (entries: DirectoryEntries): { readonly directory: PaperDirectory; readonly nameOf: (person: string) => string } => {
  const { tree } = entries;
  let { people, holders } = entries;
  let whoIs = makeResolver(entries);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const actorOf = (person: string, day: Day) => {
    const entry = people.find(({ id }) => id === person);
    if (entry === undefined) return refuse('UNKNOWN_PERSON', `人员表中没有“${person}”`, `there is no person "${person}"`, { person });
    if (entry.left_on !== null && entry.left_on <= day) return refuse('PERSON_LEFT', `${entry.name}已于${entry.left_on}离任`, `${entry.name} left on ${entry.left_on}`, { person });
    const units = (tree?.units ?? []).map(({ id }) => id).filter((unit) => whoIs([`unit:${unit}`], day).some(({ id }) => id === person));
    return { person, units, posts: holders.filter((one) => one.id === person && one.from_day <= day && (one.to_day === null || day < one.to_day)).map((one) => one.post_id) };
  };
  const leave = (person: string, day: Day): void => {
    people = people.map((one) => (one.id === person ? { ...one, left_on: day } : one));
    holders = holders.map((one) => (one.id === person && one.to_day === null ? { ...one, to_day: day } : one));
    whoIs = makeResolver({ ...entries, people, holders });
  };
  return { directory: { whoIs: (parties, day) => whoIs(parties, day).map(({ id }) => id), actorOf, leave }, nameOf: (person) => names.get(person) ?? person };
};

