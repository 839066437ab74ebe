import { setTimeout as sleep } from 'node:timers/promises';
import type { DayTable } from '../../domain/day-table.ts';
import { makeIssueId, type PartyRef } from '../../domain/issue.ts';
import { nextRoundObligation } from '../../domain/round.ts';
import { addDays, dayOf, HOUR_MS, MINUTE_MS, startOfDay, type Day, type Instant } from '../../domain/time.ts';
import { recordLeaving } from '../../ledger/directory.ts';
import { storeEvidence } from '../../ledger/evidence.ts';
import { makeRoundId, roundQuery } from '../../workflows/messages.ts';
import type { HuitoukanClient } from '../client.ts';
import type { TimeTravel } from '../time-travel.ts';
import { actOfStep, dayOfStep, personOf, type StoryStep } from './script.ts';

/** One issue's people and how far they are. */
type Player = { readonly issueId: string; readonly number: string; readonly steps: readonly StoryStep[]; at: number; last: Day };

export type Playback = {
  readonly client: HuitoukanClient;
  readonly travel: TimeTravel;
  readonly round: string;
  readonly days: DayTable;
  readonly holders: ReadonlyMap<string, string>;
  readonly evidenceFolder: string;
  /** Sends what is due at this instant, on the run's clock. */
  readonly dispatch: (at: Instant) => Promise<void>;
  readonly onProgress: (day: Day, what: string) => void;
};

type Row = { readonly id: string; readonly number: string; readonly seq: number; readonly next_at: Instant | null; readonly due_current: Day; readonly next_look_back: Day | null; readonly owner_ref: string | null };

/** Notices go out when the working day begins; people act after that. */
const MORNING_MS = 8.5 * HOUR_MS + MINUTE_MS;
const OFFICE_MS = 10 * HOUR_MS;
const WAIT_MS = 30_000;
const JUMPS_AT_ONCE = 12;

/**
 * Plays a round forward on the real engine, whose time it skips: from one day on which anything happens to the next. At
 * night what falls due wakes the issues, in the morning the notices go out, at ten people do what the script says.
 */
export const play = async (playback: Playback, stories: readonly { number: string; steps: readonly StoryStep[] }[], from: Day, until: Day): Promise<void> => {
  const players = stories.map(({ number, steps }): Player => ({ issueId: makeIssueId(playback.round, number), number, steps, at: 0, last: from }));
  let roundAt: Instant | null = await nextOfRound(playback);
  for (let day: Day | null = from; day !== null && day <= until; day = await nextDay(playback, players, day)) {
    await wakeUntil(playback, startOfDay(day) + MORNING_MS, day);
    while (roundAt !== null && roundAt <= startOfDay(day) + MORNING_MS) roundAt = await wakeRound(playback, roundAt);
    await dispatchIfDue(playback, startOfDay(day) + MORNING_MS);
    const today = day;
    const acted = await inParallel(players, (player) => playDay(playback, player, today));
    if (acted.some(Boolean)) await dispatchIfDue(playback, startOfDay(day) + OFFICE_MS + 5 * MINUTE_MS);
  }
};

const rowsOf = (playback: Playback): Promise<Row[]> =>
  playback.client.ledger
    .selectFrom('issue')
    .select(['id', 'number', 'seq', 'next_at', 'due_current', 'next_look_back', 'owner_ref'])
    .where('round_id', '=', playback.round)
    .execute();

/** The next day on which an issue wakes, a notice goes out or somebody acts. */
const nextDay = async (playback: Playback, players: readonly Player[], after: Day): Promise<Day | null> => {
  const rows = await rowsOf(playback);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const acts = players.map((player) => {
    const row = byId.get(player.issueId);
    return row === undefined ? null : dueDay(playback, player, row);
  });
  const wakes = rows.map((row) => (row.next_at === null ? null : dayOf(row.next_at)));
  const planned = await nextPlanned(playback);
  const days = [...acts, ...wakes, planned === null ? null : dayOf(planned)].filter((day) => day !== null);
  if (days.length === 0) return null;
  const next = days.reduce((first, day) => (day < first ? day : first));
  // Something left over from today (an act that gave rise to a notice for tomorrow) must not hold the clock.
  return next > after ? next : addDays(after, 1);
};

const nextPlanned = async (playback: Playback): Promise<Instant | null> => {
  const row = await playback.client.ledger
    .selectFrom('delivery')
    .select((select) => select.fn.min('not_before').as('at'))
    .where('round_id', '=', playback.round)
    .where('state', '=', 'planned')
    .executeTakeFirst();
  return row?.at ?? null;
};

const dispatchIfDue = async (playback: Playback, at: Instant): Promise<void> => {
  const planned = await nextPlanned(playback);
  if (planned !== null && planned <= at) await playback.dispatch(at);
};

/** Jumps every issue to its own next obligation, and no further, until nothing falls due before `at`. */
const wakeUntil = async (playback: Playback, at: Instant, day: Day): Promise<void> => {
  for (;;) {
    const due = (await rowsOf(playback)).filter((row) => row.next_at !== null && row.next_at <= at);
    if (due.length === 0) return;
    playback.onProgress(day, `${due.length} 个问题到期 / ${due.length} fell due`);
    await inParallel(due, (row) => playback.travel.toWake(row.id, row.next_at ?? 0));
    await recorded(playback, due);
  }
};

const nextOfRound = async (playback: Playback): Promise<Instant | null> => {
  const state = await playback.client.engine.workflow.getHandle(makeRoundId(playback.round)).query(roundQuery);
  return nextRoundObligation(state)?.at ?? null;
};

/** The round's own milestones and monthly looks: its workflow has a clock of its own. Answers with the next one. */
const wakeRound = async (playback: Playback, at: Instant): Promise<Instant | null> => {
  await playback.travel.toWake(makeRoundId(playback.round), at);
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(20)) {
    const next = await nextOfRound(playback);
    if (next !== at) return next;
  }
  throw new Error(`the round did not wake at ${new Date(at).toISOString()}`);
};

/** A jump can end before the wake's task has run: what counts is the record. */
const recorded = async (playback: Playback, before: readonly Row[]): Promise<void> => {
  const seqs = new Map(before.map((row) => [row.id, row.seq]));
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(10)) {
    const rows = await rowsOf(playback);
    if (rows.every((row) => row.seq > (seqs.get(row.id) ?? -1))) return;
  }
  throw new Error(`issues were woken and nothing was recorded: ${before.map((row) => row.id).join(', ')}`);
};

const dueDay = (playback: Playback, player: Player, row: Row): Day | null => {
  const step = player.steps[player.at];
  return step === undefined ? null : dayOfStep(step, { last: player.last, due: row.due_current, lookBack: row.next_look_back }, playback.days);
};

/** Everything that the people of one issue do on a day. */
const playDay = async (playback: Playback, player: Player, day: Day): Promise<boolean> => {
  let acted = false;
  for (;;) {
    const step = player.steps[player.at];
    const row = await playback.client.ledger.selectFrom('issue').selectAll().where('id', '=', player.issueId).executeTakeFirst();
    const due = row === undefined ? null : dueDay(playback, player, row);
    if (step === undefined || row === undefined || due === null || due > day) return acted;
    const at = startOfDay(day) + OFFICE_MS;
    await playback.travel.jump(player.issueId, at);
    await playStep(playback, player, step, day, row);
    player.at += 1;
    player.last = day;
    acted = true;
  }
};

const playStep = async (playback: Playback, player: Player, step: StoryStep, day: Day, row: Row & { readonly leader_ref: string | null; readonly head_ref: string | null }): Promise<void> => {
  const { client } = playback;
  if (step.leaves !== undefined) {
    playback.onProgress(day, `${step.leaves} 离任 / leaves`);
    return recordLeaving(client.ledger, step.leaves, day);
  }
  const person = actorOf(playback, step, row);
  const options = { at: startOfDay(day) + OFFICE_MS, key: `${player.issueId}#${player.at}` };
  if (step.evidence !== undefined) {
    const text = `${step.evidence}\n第${player.number}号问题，${day}\n（示例材料）\n`;
    const { sha256, size } = await storeEvidence(client.ledger, playback.evidenceFolder, [Buffer.from(text)], options.at);
    await client.act(player.issueId, person, { type: 'add-evidence', sha256, size, name: step.evidence }, options);
    return;
  }
  const raw = step.act?.type === 'acknowledge' ? { ...step, act: { type: 'acknowledge', step: await lastToConfirm(playback, player.issueId, person) } } : step;
  const act = actOfStep(raw, day, row.due_current, personOf((row.owner_ref ?? 'person:') as PartyRef));
  const result = await client.act(player.issueId, person, act, options);
  playback.onProgress(day, `第${player.number}号 ${result.events.join('+')}`);
};

const actorOf = (playback: Playback, step: StoryStep, row: { readonly owner_ref: string | null; readonly leader_ref: string | null; readonly head_ref: string | null }): string => {
  const parties: Readonly<Record<string, string | null>> = { owner: row.owner_ref, leader: row.leader_ref, head: row.head_ref };
  const party = parties[step.who ?? ''];
  if (party === undefined || party === null) return step.who ?? '';
  return party.startsWith('post:') ? (playback.holders.get(personOf(party as PartyRef)) ?? '') : personOf(party as PartyRef);
};

/** The newest notice that asks this person for an acknowledgement. */
const lastToConfirm = async (playback: Playback, issueId: string, person: string): Promise<string> => {
  const row = await playback.client.ledger
    .selectFrom('delivery')
    .select('step')
    .where('issue_id', '=', issueId)
    .where('recipient', '=', person)
    .where('acknowledge', '=', true)
    .where('state', 'in', ['accepted', 'bundled'])
    .orderBy('not_before', 'desc')
    .executeTakeFirstOrThrow();
  return row.step;
};

const inParallel = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [at, item] of queue) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: JUMPS_AT_ONCE }, lane));
  return results;
};
