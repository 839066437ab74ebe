import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { HuitoukanClient, type ActOptions } from '../client/client.ts';
import { publishedDayTable } from '../client/day-tables.ts';
import { loadPolicy } from '../client/policies.ts';
import { TimeTravel } from '../client/time-travel.ts';
import type { Act, OpenCommand } from '../domain/command-schema.ts';
import { makeIssueId } from '../domain/issue.ts';
import type { Policy } from '../domain/policy-schema.ts';
import { dayOf, HOUR_MS, startOfDay, type Day, type Instant } from '../domain/time.ts';
import { connect, type LedgerDatabase } from '../ledger/database.ts';
import { saveDirectory } from '../ledger/directory.ts';
import { endProcess } from '../ledger/processes.ts';
import { freshDatabase, type FreshDatabase } from '../ledger/test-cluster.ts';
import { makeDataConverter, newCodecKey } from '../worker/codec.ts';
import { startEngine, type Engine } from '../worker/engine.ts';
import { registerSearchAttributes } from '../worker/search-attributes.ts';
import { startWorker, type RunningWorker } from '../worker/worker.ts';
import { makeRoundId, roundQuery, type ActResult } from '../workflows/messages.ts';
import { replayAll } from './rig-replay.ts';
import { PARTIES, PEOPLE, POSTS } from './rig-people.ts';
import { until } from './until.ts';

export { until };

export type RigOptions = {
  /** A ledger that exists already, for a rebuild; it is then left alone by `close`. */
  readonly database?: FreshDatabase;
  /** Codec with a throw-away key by default. */
  readonly dataConverter?: DataConverter;
  readonly policy?: Policy;
  /** Activities beside those that record. */
  readonly activities?: (db: LedgerDatabase) => object;
};

/** A test that fails half-way must not leave an engine behind: whatever is open when the file ends is closed. */
const open = new Set<Rig>();
afterAll(async () => {
  await Promise.all([...open].map((rig) => rig.discard()));
});

type Draft = Partial<Omit<OpenCommand, 'type'>>;

/** A real engine with skippable time, a database of its own, a worker and a client: all real parts, none shared. */
export class Rig {
  readonly client: HuitoukanClient;
  readonly db: LedgerDatabase;
  readonly engine: Engine;
  travel: TimeTravel;
  readonly database: FreshDatabase;
  readonly policy: Policy;
  readonly dataConverter: DataConverter;
  private worker: RunningWorker;
  /** Where the engine keeps its database. */
  readonly folder: string;
  private readonly options: RigOptions;
  private rounds = 0;

  constructor(parts: Pick<Rig, 'client' | 'db' | 'engine' | 'database' | 'policy' | 'dataConverter' | 'travel'> & { worker: RunningWorker; folder: string; options: RigOptions }) {
    this.client = parts.client;
    this.db = parts.db;
    this.engine = parts.engine;
    this.database = parts.database;
    this.policy = parts.policy;
    this.dataConverter = parts.dataConverter;
    this.worker = parts.worker;
    this.folder = parts.folder;
    this.options = parts.options;
    this.travel = parts.travel;
    open.add(this);
  }

  /** Opens a round with these issues (numbers 1, 2, ... unless given) and waits until the ledger has them; answers their ids. */
  async openRound(drafts: readonly Draft[], round = `r${(this.rounds += 1)}`): Promise<string[]> {
    const feedback = dayOf(Date.now());
    const opens = drafts.map((draft, at): OpenCommand => ({
      type: 'open',
      round,
      number: String(at + 1),
      title: `第${at + 1}个问题：学用结合不紧密`,
      category: '落实党的路线方针政策',
      kind: 'immediate',
      parties: PARTIES,
      feedback,
      due: null,
      standing: 'assigned',
      ...draft,
    }));
    const head = { id: round, title: `测试轮次${round}`, unit: '青石镇党委', inspector: '县委第一巡察组', feedback };
    const parties = { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team };
    await this.client.openRound(
      { head: { ...head, parties }, policy: this.policy, days: publishedDayTable(), drafts: opens, record: {}, at: Date.now() },
      'p-sup',
    );
    await until(async () => (await this.db.selectFrom('round').select('id').where('id', '=', round).where('status', '=', 'running').executeTakeFirst()) !== undefined, `round ${round} opened`);
    // The ledger knows before the round's next run has begun, and acts are refused until then.
    await until(async () => (await this.client.engine.workflow.getHandle(makeRoundId(round)).query(roundQuery)).status === 'running', `round ${round} takes acts`);
    const ids = opens.map((open) => makeIssueId(round, open.number));
    await until(async () => (await this.db.selectFrom('issue').select('id').where('id', 'in', ids).execute()).length === ids.length, 'all issues in the ledger');
    return ids;
  }

  /** One issue in a round of its own. */
  async openIssue(draft: Draft = {}): Promise<string> {
    const [id] = await this.openRound([draft]);
    if (id === undefined) throw new Error('no issue was opened');
    return id;
  }

  /** An act as the client sends it, as of the issue's own clock. */
  act(issueId: string, person: string, act: Act, options: ActOptions = {}): Promise<ActResult> {
    return this.client.act(issueId, person, act, { at: this.travel.now(issueId), ...options });
  }

  async row(issueId: string) {
    return await this.db.selectFrom('issue').selectAll().where('id', '=', issueId).executeTakeFirstOrThrow();
  }

  /** The types of an issue's events, in order. */
  async events(issueId: string): Promise<string[]> {
    const rows = await this.db.selectFrom('issue_event').select('type').where('issue_id', '=', issueId).orderBy('seq').execute();
    return rows.map((row) => row.type);
  }

  /** Jumps to the issue's next obligation and waits until the ledger has it; null when nothing will happen by itself. */
  async next(issueId: string): Promise<Instant | null> {
    const { next_at: at, seq } = await this.row(issueId);
    if (at === null) return null;
    await this.travel.toWake(issueId, at);
    await until(async () => (await this.row(issueId)).seq > seq, `${issueId} to wake`);
    return at;
  }

  /** Moves the issue to the morning of a day before its next obligation; nothing falls due on the way. */
  async morningOf(issueId: string, day: Day): Promise<void> {
    const { next_at: wake } = await this.row(issueId);
    const at = startOfDay(day) + 9 * HOUR_MS;
    if (wake !== null && wake <= at) throw new Error(`${issueId} wakes before ${day}; use next()`);
    await this.travel.jump(issueId, at);
  }

  /** Accepted, evidence, submitted, signed by both parties of the default chain. */
  async closeIssue(issueId: string, evidence = 'a'): Promise<void> {
    if ((await this.row(issueId)).status === 'assigned') await this.act(issueId, 'p-owner', { type: 'accept' });
    await this.act(issueId, 'p-owner', { type: 'add-evidence', sha256: evidence.repeat(64), name: '会议纪要.pdf', size: 1024 });
    await this.act(issueId, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: '已修订制度并公开' });
    await this.act(issueId, 'p-sup', { type: 'sign', rating: 'done', note: '现场核实' });
    await this.act(issueId, 'p-team', { type: 'sign', rating: 'done', note: '同意销号' });
  }

  async stopWorker(): Promise<void> {
    await this.worker.stop();
  }

  async startWorker(): Promise<void> {
    this.worker = await startWorker(workerOptions(this));
  }

  get activities(): RigOptions['activities'] {
    return this.options.activities;
  }

  /** Workflows that were started anew (reopened) have the real clock again. */
  async resetClocks(): Promise<void> {
    await this.travel.close();
    this.travel = await TimeTravel.connect(this.client.engine, this.engine.connection);
  }

  /** Replays every history that the engine holds against the code as it is. @throws when one does not fit */
  replayAll(): Promise<number> {
    return replayAll(this.client.engine, this.dataConverter);
  }

  async close(): Promise<void> {
    try {
      await this.replayAll();
    } finally {
      await this.discard();
    }
  }

  /** Ends everything without looking at the histories. */
  async discard(): Promise<void> {
    if (!open.delete(this)) return;
    await this.worker.stop();
    await this.travel.close();
    await this.client.close();
    await this.db.destroy();
    // Its folder goes with it: an end in order would leave nothing behind either, and takes more than a second.
    if (this.engine.pid !== undefined) await endProcess(this.engine.pid, (args) => args.includes('start-dev'), [['SIGKILL', 5_000]]);
    await this.engine.stop();
    if (this.options.database === undefined) await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const workerOptions = ({ engine, db, dataConverter, activities }: Pick<Rig, 'engine' | 'db' | 'dataConverter' | 'activities'>) => ({
  connection: engine.connection,
  namespace: engine.namespace,
  db,
  dataConverter,
  ...(activities === undefined ? {} : { activities: activities(db) }),
});

/** Starts the parts. One rig a test file; `close()` it in `afterAll`. */
export const startRig = async (options: RigOptions = {}): Promise<Rig> => {
  const folder = mkdtempSync(join(tmpdir(), 'huitoukan-rig-'));
  const [engine, database] = await Promise.all([
    startEngine({ dataFolder: folder, timeSkipping: true, useExternal: false }),
    options.database ?? freshDatabase(),
  ]);
  const connection = await Connection.connect(engine.connection);
  await registerSearchAttributes(connection, engine.namespace);
  await connection.close();
  const db = connect(database.url);
  const known = await db.selectFrom('person').select('id').limit(1).executeTakeFirst();
  if (known === undefined) await saveDirectory(db, PEOPLE, POSTS, dayOf(Date.now()));
  const dataConverter = options.dataConverter ?? makeDataConverter({ namespace: engine.namespace, keys: [newCodecKey()] });
  const parts = { engine, database, db, dataConverter, folder, options };
  const worker = await startWorker(workerOptions({ ...parts, activities: options.activities }));
  const client = await HuitoukanClient.connect({ connection: engine.connection, namespace: engine.namespace, ledgerUrl: database.url, dataConverter });
  const travel = await TimeTravel.connect(client.engine, engine.connection);
  return new Rig({ ...parts, worker, client, travel, policy: options.policy ?? (await loadPolicy('default')) });
};
