import { setTimeout as sleep } from 'node:timers/promises';
import { decide } from '../domain/decide.ts';
import { isHandedOut, makeIssueId, makePartNumber, type IssueState } from '../domain/issue.ts';
import type { PartyRef } from '../domain/party.ts';
import type { RoundActInput } from '../domain/round/act-schema.ts';
import { decideRound } from '../domain/round/decide.ts';
import { roundActSchema } from '../domain/round/act-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { dayOf, type Day } from '../domain/time.ts';
import { seatsOfUnit } from '../domain/units.ts';
import { actorOf } from '../ledger/actors.ts';
import { knownNumbers } from '../ledger/round-numbers.ts';
import { notOpened } from '../ledger/rounds.ts';
import { loadUnitTree } from '../ledger/units.ts';
import { issueInLedger } from '../worker/send-act.ts';
import { makeRoundId, type RoundActResult } from '../workflows/messages.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';
import { findCommon } from './common-view.ts';
import { loadRoundState } from './round-state.ts';

/** One unit that a finding is handed to, with its people; head and superior come from the directory where none are named. */
export type UnitToHandTo = { readonly unit: string; readonly owner?: PartyRef; readonly leader?: PartyRef; readonly head?: PartyRef; readonly superior?: PartyRef; readonly due?: Day };

export type HandOut = { readonly round: string; readonly number: string; readonly person: string; readonly units: readonly UnitToHandTo[]; readonly reason: string };

type HandOutAct = Extract<RoundActInput, { type: 'hand-out' }>;

const OPENS_WITHIN_MS = 20_000;

/**
 * Hands a finding to units: an issue that nobody has begun becomes a common issue of theirs, one that is common already gets
 * more units. `seen` is the version of the finding. Broken off half-way it is simply asked for again. Answers when the parts are
 * in the ledger.
 * @throws Refusal whatever the rules say (PART_EXISTS), UNKNOWN_ISSUE, UNKNOWN_UNIT
 */
export const handOut = async (client: HuitoukanClient, { round, number, person, units, reason }: HandOut, options: ActOptions = {}): Promise<RoundActResult & { readonly parts: readonly string[] }> => {
  const { ledger } = client;
  const now = options.at ?? Date.now();
  const day = dayOf(now);
  const common = await findCommon(ledger, round, number, day);
  const finding = common === undefined ? await issueInLedger(ledger, makeIssueId(round, number)) : null;
  const wording = common?.row ?? finding ?? refuse('UNKNOWN_ISSUE', `没有问题“${round}/${number}”`, `there is no issue "${round}/${number}"`);
  const { title, category, kind } = wording;
  const act: HandOutAct = { type: 'hand-out', number, title, category, kind, reason, parts: await partsFor(client, units, finding) };
  // The version that was seen is the finding's; the round has numbers of its own.
  const { seen: _seen, ...ofRound } = options;
  if (finding !== null && !isHandedOut(finding)) await endFinding(client, finding, act, person, { ...options, at: now });
  const result = await client.actOnRound(round, person, act, ofRound);
  const parts = units.map(({ unit }) => makePartNumber(number, unit));
  await untilOpen(client, round, parts);
  return { ...result, parts: parts.map((part) => makeIssueId(round, part)) };
};

const partsFor = async ({ ledger }: HuitoukanClient, units: readonly UnitToHandTo[], finding: IssueState | null): Promise<HandOutAct['parts']> => {
  const tree = await loadUnitTree(ledger);
  // A finding keeps the date that it had; whoever is added later has the policy's term from today.
  const inherited = finding === null ? null : { day: finding.due.current.day, words: finding.due.words };
  return units.map(({ unit, owner, leader, head, superior, due }) => {
    if (!tree.units.some(({ id }) => id === unit)) refuse('UNKNOWN_UNIT', `没有单位“${unit}”，请先导入（people import）`, `there is no unit "${unit}"; import it first (people import)`, { unit });
    const seats = seatsOfUnit(tree, unit);
    const parties = { owner: owner ?? null, leader: leader ?? null, head: head ?? seats.head, superior: superior ?? seats.superior };
    return { unit, parties, due: due === undefined ? inherited : { day: due, words: null } };
  });
};

/** The round is asked before the finding ends: what it would refuse must not leave the finding without anybody. */
const endFinding = async (client: HuitoukanClient, finding: IssueState, act: HandOutAct, person: string, options: ActOptions & { readonly at: number }): Promise<void> => {
  const issueId = makeIssueId(finding.round, finding.number);
  const actorFor = (subject: string) => actorOf(client.ledger, person, dayOf(options.at), { subject, onBehalfOf: options.onBehalfOf });
  const [{ state }, actor, ofRound] = await Promise.all([loadRoundState(client.ledger, finding.round), actorFor(issueId), actorFor(makeRoundId(finding.round))]);
  const end = { type: 'hand-to-units' as const, units: act.parts.map(({ unit }) => unit), reason: act.reason };
  const checked = roundActSchema.parse(act);
  if (checked.type === 'hand-out') decideRound(state, checked, { actor: ofRound, now: options.at, numbers: await knownNumbers(client.ledger, finding.round, checked) });
  decide(finding, end, { actor, now: options.at });
  await client.act(issueId, person, end, options);
};

/** Waits until the engine has opened these, and no longer than anybody would; they are opened in any case. */
export const untilOpen = async ({ ledger }: HuitoukanClient, round: string, parts: readonly string[]): Promise<void> => {
  for (const end = Date.now() + OPENS_WITHIN_MS; Date.now() < end; await sleep(25)) if ((await notOpened(ledger, round, parts)).length === 0) return;
};
