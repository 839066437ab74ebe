import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { HuitoukanClient } from '../../client/client.ts';
import { dayOf } from '../../domain/time.ts';
import { connect, type LedgerDatabase } from '../../ledger/database.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { freePort } from '../../ledger/processes.ts';
import type { FreshDatabase } from '../../ledger/test-cluster.ts';
import { makeDataConverter, newCodecKey } from '../../worker/codec.ts';
import { startEngine, type Engine } from '../../worker/engine.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { startDispatcher } from '../../worker/schedules.ts';
import { judge, type Evidence, type LoggedEvent, type RawReceipt, type Report } from './checker.ts';
import { startPart, type Part } from './parts.ts';
import { randomOf } from './random.ts';
import { CHAOS_PEOPLE, CHAOS_POSTS, compressedPolicy, HOLDERS, liveShortly, numbersAwake, openInsisting, roundEntry, RUNGS } from './workload.ts';

export type WorkerSettings = {
  readonly engineAddress: string;
  readonly namespace: string;
  readonly ledgerUrl: string;
  readonly smtpPort: number;
  readonly key: { readonly id: string; readonly key: string };
  readonly sabotage: string | null;
};

export type ChaosOptions = {
  readonly database: FreshDatabase;
  readonly seed: number;
  readonly seconds: number;
  readonly issues: number;
  /** `dedup`: the worker forgets what it handed over. The judge must find out. */
  readonly sabotage?: 'dedup' | undefined;
  /** Share of the answers that the mail server keeps to itself after taking a message. */
  readonly withheld?: number;
  readonly say?: (line: string) => void;
};

const ISSUES_A_ROUND = 6;
const WITHHELD = 0.03;
/** How long the reminders may take to go out once nothing is killed any more. */
const QUIET_WITHIN_MS = 60_000;

/**
 * Worker, engine and mail server are killed at random while issues are opened and worked on; then everything may come to
 * rest, and the judge compares. The same seed makes the same plan (not the same interleaving: these are real processes).
 */
export const runChaos = async ({ database, seed, seconds, issues, sabotage, withheld = WITHHELD, say = () => undefined }: ChaosOptions): Promise<Report & { kills: number }> => {
  const folder = mkdtempSync(join(tmpdir(), 'huitoukan-chaos-'));
  const receipts = join(folder, 'receipts.jsonl');
  const random = randomOf(seed);
  const [enginePort, smtpPort] = [await freePort(), await freePort()];
  const startOurEngine = (): Promise<Engine> => startEngine({ dataFolder: folder, port: enginePort, useExternal: false });
  let engine = await startOurEngine();
  const connection = await Connection.connect(engine.connection);
  await registerSearchAttributes(connection, engine.namespace);
  await connection.close();
  const db = connect(database.url);
  await saveDirectory(db, CHAOS_PEOPLE, CHAOS_POSTS, dayOf(Date.now() - 90 * 86_400_000));
  const key = newCodecKey();
  const dataConverter = makeDataConverter({ namespace: engine.namespace, keys: [key] });
  const mailArgs = (): string[] => [String(smtpPort), receipts, String(Math.floor(random() * 1e9)), String(withheld)];
  const mail = await startPart('mail', './mail-process.ts', mailArgs);
  const settings: WorkerSettings = {
    engineAddress: engine.address,
    namespace: engine.namespace,
    ledgerUrl: database.url,
    smtpPort,
    key: { id: key.id, key: Buffer.from(key.key).toString('base64') },
    sabotage: sabotage ?? null,
  };
  const worker = await startPart('worker', './worker-process.ts', () => [JSON.stringify(settings)]);
  const client = await HuitoukanClient.connect({ connection: engine.connection, namespace: engine.namespace, ledgerUrl: database.url, dataConverter });
  await startDispatcher(client.engine, undefined, 1_000);
  const enginePart: Part = {
    name: 'engine',
    kill: async () => {
      if (engine.pid !== undefined) process.kill(engine.pid, 'SIGKILL');
      await sleep(random() * 500);
      engine = await startOurEngine();
    },
    stop: () => engine.stop(),
  };
  try {
    const end = Date.now() + seconds * 1000;
    const workerKills: number[] = [];
    const kills = killAtRandom([worker, mail, enginePart], random, end, workerKills);
    await Promise.all([work(client, issues, random, end), kills]);
    const killed = await kills;
    say(`killed ${killed} times, all acts done ${elapsed(end)} s after the last; waiting until all is quiet`);
    await untilQuiet(db, issues);
    say(`quiet ${elapsed(end)} s after the last`);
    const report = judge(await gather(db, receipts, workerKills));
    return { ...report, kills: killed };
  } finally {
    await Promise.allSettled([client.close(), db.destroy(), worker.stop(), mail.stop(), enginePart.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
};

const elapsed = (since: number): string => ((Date.now() - since) / 1000).toFixed(0);

/** One victim every few seconds; the engine less often, since everything waits for it. */
const killAtRandom = async (parts: readonly [Part, Part, Part], random: () => number, end: number, workerKills: number[]): Promise<number> => {
  let killed = 0;
  for (;;) {
    await sleep(1_000 + random() * 3_000);
    if (Date.now() >= end) return killed;
    const dice = random();
    const victim = dice < 0.45 ? parts[0] : dice < 0.85 ? parts[1] : parts[2];
    if (victim.name === 'worker') workerKills.push(Date.now());
    await victim.kill();
    killed += 1;
  }
};

const work = async (client: HuitoukanClient, issues: number, random: () => number, end: number): Promise<void> => {
  const policy = await compressedPolicy();
  const rounds = Math.ceil(issues / ISSUES_A_ROUND);
  const everyMs = ((end - Date.now()) * 0.7) / rounds;
  // What was asked for is asked for until it is done, also when the killing is over.
  const until = end + QUIET_WITHIN_MS;
  const lives: Promise<void>[] = [];
  for (let at = 0; at < rounds; at += 1) {
    const round = `chaos${at}`;
    const entry = roundEntry(round, numbersAwake(round, Math.min(ISSUES_A_ROUND, issues - at * ISSUES_A_ROUND)), policy, random);
    lives.push(
      (async () => {
        await openInsisting(client, entry, until);
        await Promise.all(entry.drafts.map((draft) => liveShortly(client, entry, draft.number, random, until)));
      })(),
    );
    await sleep(everyMs);
  }
  await Promise.all(lives);
};

/** All issues are in the ledger, and nothing is left to send. */
const untilQuiet = async (db: LedgerDatabase, issues: number): Promise<void> => {
  const end = Date.now() + QUIET_WITHIN_MS;
  let calm = 0;
  while (calm < 3) {
    await sleep(500);
    if (Date.now() > end) throw new Error('not quiet in time');
    const { count } = await db.selectFrom('issue').select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
    const open = await db
      .selectFrom('delivery')
      .select('id')
      .where('not_before', '<=', Date.now() + 5_000)
      .where((where) => where.or([where('state', 'in', ['planned', 'claimed', 'handed_over']), where.and([where('state', '=', 'uncertain'), where('settled_at', 'is', null)])]))
      .limit(1)
      .execute();
    calm = Number(count) === issues && open.length === 0 ? calm + 1 : 0;
  }
};

const gather = async (db: LedgerDatabase, receipts: string, workerKills: readonly number[]): Promise<Evidence> => {
  const events = (await db.selectFrom('issue_event').select(['issue_id', 'seq', 'cycle', 'type', 'body']).orderBy('position').execute()) as unknown as LoggedEvent[];
  const uncertain = await db.selectFrom('delivery').select('id').where('state', '=', 'uncertain').where('origin', '<>', 'bundle').execute();
  // A server that was killed while it wrote leaves half a line; what it took then was not acknowledged either.
  const lines = existsSync(receipts) ? readFileSync(receipts, 'utf8').split('\n') : [];
  return {
    events,
    receipts: lines.flatMap((line) => parseLine(line)),
    uncertain: new Set(uncertain.map((row) => row.id.slice(0, 12))),
    workerKills,
    people: HOLDERS,
    rungs: RUNGS,
  };
};

const parseLine = (line: string): RawReceipt[] => {
  try {
    return [JSON.parse(line) as RawReceipt];
  } catch {
    return [];
  }
};
