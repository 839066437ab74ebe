import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dispatchDue } from '../../activities/dispatch.ts';
import type { Channel } from '../../activities/channel.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, daysBetween, type Day } from '../../domain/time.ts';
import { copyRound } from '../../ledger/copy-round.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { discardLedger } from '../../ledger/embedded.ts';
import { giveEverybodyAnAddress, toldDeliveries } from '../../ledger/rehearsal.ts';
import { issueIdsOf } from '../../ledger/register.ts';
import { loadRound } from '../../ledger/rounds.ts';
import type { EngineConnection } from '../../worker/engine-external.ts';
import { startStack } from '../../worker/stack.ts';
import { HuitoukanClient } from '../client.ts';
import { play } from '../demo/play.ts';
import { rebuild } from '../rebuild.ts';
import type { RoundFileContent } from '../round-file.ts';
import { TimeTravel } from '../time-travel.ts';
import type { Behaviour } from './behaviour.ts';
import { compareRehearsals, type Comparison } from './compare.ts';
import { fromOpening, rehearsalOfRound, type RehearsalInput } from './input.ts';
import { officeHours } from './office-hours.ts';
import { rehearse, type Scene } from './rehearse.ts';
import { summarize, type Rehearsal, type RefusedStep } from './summary.ts';

/** What is to be played: a round that is not open yet, or one that runs in another ledger, which is only read. */
export type EngineRound = { readonly file: RoundFileContent } | { readonly round: string; readonly ledger: LedgerDatabase };
/** An engine that can skip time, and a ledger that nobody else works with. */
export type EngineParts = { readonly client: HuitoukanClient; readonly connection: EngineConnection; readonly evidenceFolder: string };
export type EngineRehearsal = { readonly result: Rehearsal; readonly comparison: Comparison; readonly input: RehearsalInput };

/** What is up, and how many of the days have been played. */
export type EngineProgress = { readonly part: (zh: string, en: string) => void; readonly day: (done: number, total: number) => void };

/** Every workflow skips time by itself, some tens of milliseconds a jump: hundreds of issues are minutes. */
const MOST_ISSUES = 500;
const WAIT_MS = 120_000;

/**
 * Plays a round on an engine and a ledger of its own, started for this and thrown away, and the same by the rules alone from
 * the same beginning; answers with what the engine told, and with the comparison.
 * @throws Refusal REHEARSAL_TOO_LARGE
 */
export const rehearseOnEngine = async (round: EngineRound, behaviour: Behaviour, until: Day, progress: EngineProgress): Promise<EngineRehearsal> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'huitoukan-rehearsal-'));
  try {
    const stack = await startStack({ dataFolder, timeSkipping: true, ownLedger: true, onProgress: progress.part });
    const client = await HuitoukanClient.connect(stack);
    try {
      return await playOnEngine({ client, connection: stack.connection, evidenceFolder: stack.folder.evidence }, round, behaviour, until, progress.day);
    } finally {
      await client.close();
      await stack.stop();
      discardLedger(dataFolder);
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
};

/** The same on parts that run already. */
export const playOnEngine = async (parts: EngineParts, round: EngineRound, behaviour: Behaviour, until: Day, onDay: EngineProgress['day'] = () => undefined): Promise<EngineRehearsal> => {
  const { client } = parts;
  const id = await begin(client, round);
  const from = Date.now();
  const stories = 'file' in round ? round.file.stories : new Map<string, string>();
  const told: Behaviour = Object.assign((issue: Parameters<Behaviour>[0]) => behaviour({ ...issue, story: stories.get(issue.number) ?? issue.story }), {
    ofRound: () => behaviour.ofRound?.('file' in round ? round.file.roundStory : null) ?? [],
  });
  const running = await rehearsalOfRound(client, id, told, from);
  const input = 'file' in round ? await fromOpening(client.ledger, running) : running;
  const rules = rehearse({ ...input, until });
  const refused = await playAll(parts, id, { ...input, until }, onDay);
  const notices = (await toldDeliveries(client.ledger, id, input.from)).filter(({ day }) => day <= until);
  const result = summarize({ ...input, until, notices, refused, dates: rules.dates });
  return { result, comparison: compareRehearsals(rules, result), input };
};

/** Opens the round, or has it copied and its workflows started again. Nobody is written to: addresses are made up. */
const begin = async (client: HuitoukanClient, round: EngineRound): Promise<string> => {
  const issues = 'file' in round ? round.file.entry.drafts.length : (await issueIdsOf(round.ledger, round.round)).length;
  if (issues > MOST_ISSUES)
    refuse('REHEARSAL_TOO_LARGE', `引擎推演最多${MOST_ISSUES}个问题（现有${issues}个），请去掉 --on-engine`, `a rehearsal on the engine takes ${MOST_ISSUES} issues at most (there are ${issues}); leave out --on-engine`, { issues, most: MOST_ISSUES });
  if ('file' in round) {
    const { entry, people, posts, units } = round.file;
    await saveDirectory(client.ledger, people, posts, dayOf(entry.at), units);
    await giveEverybodyAnAddress(client.ledger);
    await client.openRound(entry, 'system');
    await untilOpened(client, entry.head.id, issues);
    return entry.head.id;
  }
  await copyRound(round.ledger, client.ledger, round.round);
  await giveEverybodyAnAddress(client.ledger);
  await rebuild(client, { dispatcher: null });
  return round.round;
};

const untilOpened = async ({ ledger }: HuitoukanClient, round: string, issues: number): Promise<void> => {
  const isOpen = async (): Promise<boolean> => (await loadRound(ledger, round)).status !== 'opening' && (await issueIdsOf(ledger, round)).length === issues;
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(20)) if (await isOpen()) return;
  throw new Error(`the engine did not open ${issues} issues in ${WAIT_MS / 1000} s`);
};

const playAll = async ({ client, connection, evidenceFolder }: EngineParts, round: string, { starts, round: ofRound, days, from, until }: Scene, onDay: EngineProgress['day']): Promise<readonly RefusedStep[]> => {
  const refused: RefusedStep[] = [];
  const travel = await TimeTravel.connect(client.engine, connection);
  const first = dayOf(from);
  try {
    const playback = {
      client,
      travel,
      round,
      days,
      hours: officeHours(starts.map(({ state }) => state.policy)),
      evidenceFolder,
      dispatch: async (at: number) => void (await dispatchDue({ db: client.ledger, channels: [SINK] }, { now: at, signal: new AbortController().signal })),
      onProgress: (day: Day) => onDay(daysBetween(first, day), daysBetween(first, until)),
      onRefused: (step: RefusedStep) => void refused.push(step),
    };
    await play(playback, starts.map(({ state, steps }) => ({ number: state.number, steps })), first, until, ofRound.steps);
  } finally {
    await travel.close();
  }
  return refused;
};

/** Takes everything, sends nothing. */
const SINK: Channel = {
  name: 'mail',
  send: async (_message, { handingOver }) => ((await handingOver()) ? { kind: 'accepted', response: 'rehearsal' } : { kind: 'not_handed_over' }),
};
