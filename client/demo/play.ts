import { setTimeout as sleep } from 'node:timers/promises';
import type { Act } from '../../domain/command-schema.ts';
import { makeIssueId } from '../../domain/issue.ts';
import { Refusal } from '../../domain/refusal.ts';
import { addDays, dayOf, MINUTE_MS, startOfDay, type Day, type Instant } from '../../domain/time.ts';
import { recordLeaving } from '../../ledger/directory.ts';
import { storeEvidence } from '../../ledger/evidence.ts';
import type { HuitoukanClient } from '../client.ts';
import { candidatesFor } from '../rehearsal/behaviour.ts';
import { RoundPlayer } from './play-round.ts';
import { WAIT_MS, whoIsIn, type Playback } from './playback.ts';
import { actOfStep, dayOfStep, evidenceText, personOf, type StoryStep } from './script.ts';

/** One issue's people and how far they are. */
type Player = { readonly issueId: string; readonly number: string; readonly steps: readonly StoryStep[]; at: number; last: Day };

type Row = { readonly id: string; readonly number: string; readonly seq: number; readonly next_at: Instant | null; readonly due_current: Day; readonly next_look_back: Day | null };

const JUMPS_AT_ONCE = 12;

/**
 * Plays a round forward on the real engine, whose time it skips: from one day on which anything happens to the next. At
 * night what falls due wakes the issues and the round, in the morning the notices go out, at ten people do what the script says.
 */
export const play = async (playback: Playback, stories: readonly { number: string; steps: readonly StoryStep[] }[], from: Day, until: Day, ofRound: readonly StoryStep[] = []): Promise<void> => {
  const players = stories.map(({ number, steps }): Player => ({ issueId: makeIssueId(playback.round, number), number, steps, at: 0, last: from }));
  const round = await RoundPlayer.join(playback, ofRound, from);
  const { morningMs, officeMs } = playback.hours;
  for (let day: Day | null = from; day !== null && day <= until; day = await nextDay(playback, players, day, round.nextDay)) {
    await wakeUntil(playback, startOfDay(day) + morningMs, day);
    await round.wakeUntil(startOfDay(day) + morningMs);
    await playback.morning?.(startOfDay(day) + morningMs);
    const { first } = await planned(playback);
    if (first !== null && first <= startOfDay(day) + morningMs) await playback.dispatch(startOfDay(day) + morningMs);
    await actOn(playback, players, day);
    await round.act(day);
    // What the opening or an act gave rise to goes out on the same day, at whatever hour it is due; acts take their time on the engine.
    const { last } = await planned(playback, startOfDay(addDays(day, 1)));
    if (last !== null) await playback.dispatch(Math.max(startOfDay(day) + officeMs + 5 * MINUTE_MS, last));
  }
};

/** Everything that people do on a day. Who leaves is gone before the others act: nobody's luck decides what he still did. */
const actOn = async (playback: Playback, players: readonly Player[], day: Day): Promise<void> => {
  const rows = new Map((await rowsOf(playback)).map((row) => [row.id, row]));
  const today = players.filter((player) => {
    const row = rows.get(player.issueId);
    const due = row === undefined ? null : dueDay(playback, player, row);
    return due !== null && due <= day;
  });
  const leaving = today.filter((player) => player.steps[player.at]?.leaves !== undefined);
  for (const player of leaving) await playDay(playback, player, day);
  await inParallel(today.filter((player) => !leaving.includes(player)), (player) => playDay(playback, player, day));
};

const rowsOf = (playback: Playback, issueId?: string): Promise<Row[]> =>
  playback.client.ledger
    .selectFrom('issue')
    .select(['id', 'number', 'seq', 'next_at', 'due_current', 'next_look_back'])
    .where('round_id', '=', playback.round)
    .$if(issueId !== undefined, (query) => query.where('id', '=', issueId ?? ''))
    .execute();

/** The next day on which an issue or the round wakes, a notice goes out or somebody acts. */
const nextDay = async (playback: Playback, players: readonly Player[], after: Day, ofRound: Day | null): Promise<Day | null> => {
  const rows = await rowsOf(playback);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const acts = players.map((player) => {
    const row = byId.get(player.issueId);
    return row === undefined ? null : dueDay(playback, player, row);
  });
  const wakes = rows.map((row) => (row.next_at === null ? null : dayOf(row.next_at)));
  const { first: notice } = await planned(playback);
  const days = [...acts, ...wakes, ofRound, notice === null ? null : dayOf(notice)].filter((day) => day !== null);
  if (days.length === 0) return null;
  const next = days.reduce((first, day) => (day < first ? day : first));
  // Something left over from today (an act that gave rise to a notice for tomorrow) must not hold the clock.
  return next > after ? next : addDays(after, 1);
};

/** When the first and the last of the notices that wait are due, of those due before that instant. */
const planned = async ({ client, round }: Playback, before: Instant = Number.MAX_SAFE_INTEGER): Promise<{ readonly first: Instant | null; readonly last: Instant | null }> =>
  await client.ledger
    .selectFrom('delivery')
    .select(({ fn }) => [fn.min('not_before').as('first'), fn.max('not_before').as('last')])
    .where('round_id', '=', round)
    .where('state', '=', 'planned')
    .where('not_before', '<', before)
    .executeTakeFirstOrThrow();

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
const playDay = async (playback: Playback, player: Player, day: Day): Promise<void> => {
  for (;;) {
    const step = player.steps[player.at];
    const row = (await rowsOf(playback, player.issueId))[0];
    const due = row === undefined ? null : dueDay(playback, player, row);
    if (step === undefined || due === null || due > day) return;
    await playback.travel.jump(player.issueId, startOfDay(day) + playback.hours.officeMs);
    await playStep(playback, player, step, day);
    player.at += 1;
    player.last = day;
  }
};

const playStep = async (playback: Playback, player: Player, step: StoryStep, day: Day): Promise<void> => {
  const { client } = playback;
  if (step.leaves !== undefined) {
    playback.onProgress(day, `${step.leaves} 离任 / leaves`);
    return recordLeaving(client.ledger, step.leaves, day);
  }
  const state = await client.issue(player.issueId);
  const at = Math.max(startOfDay(day) + playback.hours.officeMs, Date.now());
  let refusal: unknown = new Refusal({ code: 'NOBODY_IN_POST', zh: '岗位空缺，无人办理', en: 'nobody is in post' });
  for (const person of candidatesFor(state, step.who, await whoIsIn(playback, Object.values(state.parties)), day)) {
    try {
      const act = await actOfPerson(playback, player, step, { person, day, at, due: state.due.current.day, owner: personOf(state.parties.owner ?? 'person:') });
      const result = await client.act(player.issueId, person, act, { at, key: `${player.issueId}#${player.at}#${person}` });
      return playback.onProgress(day, `第${player.number}号 ${result.events.join('+')}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal = error;
    }
  }
  if (playback.onRefused === undefined || !(refusal instanceof Refusal)) throw refusal;
  playback.onRefused({ issue: player.issueId, day, step: player.at, act: step.act?.type ?? 'add-evidence', who: step.who ?? '', code: refusal.code });
};

type Moment = { readonly person: string; readonly day: Day; readonly at: Instant; readonly due: Day; readonly owner: string };

const actOfPerson = async ({ client, evidenceFolder }: Playback, { issueId, number }: Player, step: StoryStep, { person, day, at, due, owner }: Moment): Promise<Act> => {
  if (step.evidence !== undefined) {
    const { sha256, size } = await storeEvidence(client.ledger, evidenceFolder, [Buffer.from(evidenceText(step, number, day))], at);
    return { type: 'add-evidence', sha256, size, name: step.evidence };
  }
  if (step.act?.type === 'acknowledge') return { type: 'acknowledge', step: (await lastToConfirm(client, issueId, person)) ?? 'nothing' };
  return actOfStep(step, day, due, owner);
};

/** The newest notice that asks this person for an acknowledgement. */
const lastToConfirm = async ({ ledger }: HuitoukanClient, issueId: string, person: string): Promise<string | undefined> => {
  const rows = await ledger
    .selectFrom('delivery')
    .select(['step', 'not_before'])
    .where('issue_id', '=', issueId)
    .where('recipient', '=', person)
    .where('acknowledge', '=', true)
    .where('state', 'in', ['accepted', 'bundled'])
    .execute();
  return rows.toSorted((a, b) => a.not_before - b.not_before || (a.step < b.step ? -1 : 1)).at(-1)?.step;
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
