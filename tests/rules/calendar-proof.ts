// `npm run calendar-proof [-- --issues 2000]`: next year's table arrives while 2,000 issues are open. The process that takes
// it in is killed with -9 half-way and simply run again. Ends with 1 when an issue was left out, moved twice, or told twice.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { HuitoukanClient } from '../../client/client.ts';
import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import type { OpenCommand } from '../../domain/command-schema.ts';
import { addWorkingDays } from '../../domain/day-table.ts';
import { fold } from '../../domain/evolve.ts';
import { makeIssueId, type IssueState } from '../../domain/issue.ts';
import { dayOf } from '../../domain/time.ts';
import { connect, type LedgerDatabase } from '../../ledger/database.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { loadIssueEvents } from '../../ledger/steps.ts';
import { freshDatabaseOn, startTestCluster } from '../../ledger/test-cluster.ts';
import { makeDataConverter, newCodecKey } from '../../worker/codec.ts';
import { startEngine } from '../../worker/engine.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { startWorker } from '../../worker/worker.ts';
import { PARTIES, PEOPLE, POSTS } from '../rig-people.ts';
import { until } from './until.ts';
import type { ImportNews, ImportSettings } from './import-process.ts';

Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });

const { values } = parseArgs({ options: { issues: { type: 'string', default: '2000' } } });
const issues = Number(values.issues);
const today = dayOf(Date.now());
const TEN_MINUTES_MS = 600_000;

/** The table in force with four working days of the next two weeks off, as a file. */
const tableFile = (folder: string): { file: string; accept: string } => {
  const table = publishedDayTable();
  const off = [2, 3, 4, 5].map((count) => addWorkingDays(table, today, count));
  const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const next = { version: 'proof', years: table.years, rest: [...table.rest, ...off.filter((day) => !isWeekend(day))].toSorted(), work: table.work.filter((day) => !off.includes(day)) };
  const file = join(folder, 'next.json');
  writeFileSync(file, JSON.stringify(next));
  return { file, accept: addWorkingDays(next, today, 3) };
};

const openRound = async (client: HuitoukanClient, db: LedgerDatabase): Promise<readonly string[]> => {
  const drafts = Array.from({ length: issues }, (_, at): OpenCommand => ({
    type: 'open',
    round: 'proof',
    number: String(at + 1),
    title: `第${at + 1}个问题`,
    category: '组织建设',
    kind: 'immediate',
    parties: PARTIES,
    feedback: today,
    due: null,
    standing: 'assigned',
  }));
  const head = { id: 'proof', title: '试算', unit: '青石镇党委', inspector: '县委第一巡察组', feedback: today, parties: { head: PARTIES.head, supervision: PARTIES.supervision, team: PARTIES.team } };
  await client.openRound({ head, policy: await loadPolicy('default'), days: publishedDayTable(), drafts, record: {}, at: Date.now() }, 'p-sup');
  await until(async () => (await countRows(db, 'opened')).issues === issues, `${issues} issues open`, TEN_MINUTES_MS);
  return drafts.map((draft) => makeIssueId('proof', draft.number));
};

const countRows = async (db: LedgerDatabase, type: string): Promise<{ events: number; issues: number }> => {
  const row = await db
    .selectFrom('issue_event')
    .select((select) => [select.fn.countAll<number>().as('events'), select.fn.count<number>('issue_id').distinct().as('issues')])
    .where('type', '=', type)
    .executeTakeFirstOrThrow();
  return { events: Number(row.events), issues: Number(row.issues) };
};

/** Runs the import; `killAt`: kill -9 when so many issues are done. Answers the result, or null for a killed one. */
const runImport = (settings: ImportSettings, killAt: number | null): Promise<Extract<ImportNews, { open: number }> | null> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./import-process.ts', import.meta.url)), [JSON.stringify(settings)], { env: { ...process.env, TZ: 'UTC' } });
    let result: Extract<ImportNews, { open: number }> | null = null;
    child.on('message', (news: ImportNews) => {
      if ('open' in news) result = news;
      else if (killAt !== null && news.done >= killAt) child.kill('SIGKILL');
    });
    child.once('exit', (code, signal) => (code === 0 || (killAt !== null && signal === 'SIGKILL') ? resolve(result) : reject(new Error(`the import ended with ${code ?? signal}`))));
  });

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);
const folder = mkdtempSync(join(tmpdir(), 'huitoukan-calendar-'));
const cluster = await startTestCluster();
const engine = await startEngine({ dataFolder: folder, useExternal: false });
const database = await freshDatabaseOn(cluster.url);
const db = connect(database.url);
const key = newCodecKey();
const dataConverter = makeDataConverter({ namespace: engine.namespace, keys: [key] });
const connection = await Connection.connect(engine.connection);
await registerSearchAttributes(connection, engine.namespace);
await connection.close();
await saveDirectory(db, PEOPLE, POSTS, today);
const worker = await startWorker({ connection: engine.connection, namespace: engine.namespace, db, dataConverter });
const client = await HuitoukanClient.connect({ connection: engine.connection, namespace: engine.namespace, ledgerUrl: database.url, dataConverter });
try {
  const openedAt = Date.now();
  const ids = await openRound(client, db);
  console.log(`${issues} issues opened in ${seconds(openedAt)} s`);
  const { file, accept } = tableFile(folder);
  const settings = { address: engine.address, namespace: engine.namespace, ledgerUrl: database.url, key: { id: key.id, key: Buffer.from(key.key).toString('base64') }, file };
  const firstAt = Date.now();
  await runImport(settings, Math.floor(issues * 0.4));
  console.log(`killed with -9 after ${seconds(firstAt)} s, ${(await countRows(db, 'calendar-taken')).issues} issues done`);
  const secondAt = Date.now();
  const result = await runImport(settings, null);
  console.log(`run again: ${seconds(secondAt)} s`, result);
  const thirdAt = Date.now();
  const again = await runImport(settings, null);
  console.log(`and once more, with nothing left to do: ${seconds(thirdAt)} s`, again);
  const taken = await countRows(db, 'calendar-taken');
  const told = await db.selectFrom('delivery').select(['issue_id', 'recipient']).where('topic', '=', 'calendar-taken').where('role', '=', 'owner').execute();
  const states = [...(await loadIssueEvents(db, ids)).values()].map(fold);
  const wrong = states.filter((state) => state?.accept?.day !== accept).length;
  const inEngine = await client.engine.workflow.getHandle(ids[0] ?? '').query<IssueState>('issue');
  const faults = [
    taken.events === issues && taken.issues === issues ? null : `${taken.events} events for ${taken.issues} issues of ${issues}`,
    told.length === issues && new Set(told.map((row) => row.issue_id)).size === issues ? null : `${told.length} owners told`,
    wrong === 0 ? null : `${wrong} issues with another date than ${accept}`,
    inEngine.accept?.day === accept ? null : 'the engine has another date than the ledger',
    result?.failed === 0 && again?.changed === 0 ? null : 'a run failed or changed something twice',
  ].filter((fault) => fault !== null);
  console.log(faults.length === 0 ? `PASSED: ${issues} issues, each moved once, each owner told once` : `FAILED: ${faults.join('; ')}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await client.close();
  await worker.stop();
  await db.destroy();
  await engine.stop();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
