import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Refusal } from '../domain/refusal.ts';
import { endWithUs } from './end-with-us.ts';
import { argsOf, endProcess, freePort, listProcesses } from './processes.ts';
import type { EndStep } from './processes.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import type { RunAs } from './postgres-user.ts';

/** A PostgreSQL data directory and how to run it. */
export type ClusterOptions = {
  readonly programs: PostgresPrograms;
  readonly runAs: RunAs | undefined;
  /** The data directory: a real path (no links in it), in a folder that `runAs` can reach. */
  readonly folder: string;
  readonly password: string;
  readonly port?: number;
  /** False only for throw-away clusters of tests: nothing is then forced to the disk. */
  readonly durable: boolean;
  /** Ends the server even if we are killed, instead of leaving it for the next start; by default if not durable. */
  readonly endWithUs?: boolean;
  readonly settings?: readonly string[];
};

export type Cluster = { readonly port: number; readonly pid: number; readonly takenOver: boolean; readonly stop: () => Promise<void> };

const SUPERUSER = 'huitoukan';
const START_WITHIN_MS = 60_000;
const PORT_TRIES = 5;
/** Fast shutdown; then the immediate one, which still takes its backends along. */
const STOP: readonly EndStep[] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

export const clusterUrl = (port: number, password: string, database: string): string =>
  `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

const isServerOf = (args: readonly string[], folder: string): boolean =>
  /(^|\/)postgres$/.test(args[0] ?? '') && args[args.indexOf('-D') + 1] === folder;

/** The server that runs on a data directory, whoever started it; undefined if none does. */
export const findServer = (folder: string): { pid: number; port: number } | undefined => {
  const found = listProcesses().find(({ args }) => isServerOf(args, folder));
  return found && { pid: found.pid, port: Number(found.args[found.args.indexOf('-p') + 1]) };
};

const stopServer = (pid: number, folder: string): Promise<void> => endProcess(pid, (args) => isServerOf(args, folder), STOP);

/** Makes the data directory beside its place and renames it there: a kill in between leaves no half cluster. */
const initialize = (options: ClusterOptions): void => {
  const { folder, programs, runAs } = options;
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const half = mkdtempSync(join(dirname(folder), 'initdb-'));
  const secret = `${half}.pw`;
  try {
    writeFileSync(secret, `${options.password}\n`, { mode: 0o600 });
    for (const path of runAs === undefined ? [] : [half, secret]) chownSync(path, runAs?.uid ?? 0, runAs?.gid ?? 0);
    const flags = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${SUPERUSER}`, `--pwfile=${secret}`];
    if (!options.durable) flags.push('--no-sync');
    const { status, stderr, error } = spawnSync(programs.initdb, ['-D', half, ...flags], { ...runAs, cwd: dirname(folder), encoding: 'utf8' });
    if (status !== 0) throw startFailed(error?.message ?? stderr.trim().slice(-1_000), folder);
    renameSync(half, folder);
  } finally {
    rmSync(secret, { force: true });
    rmSync(half, { recursive: true, force: true });
  }
};

const startFailed = (problem: string, folder: string): Refusal =>
  new Refusal({
    code: 'LEDGER_START_FAILED',
    zh: `内置 PostgreSQL 没有启动成功（数据在 ${folder}）：${problem}`,
    en: `The embedded PostgreSQL did not start (its data is in ${folder}): ${problem}`,
    where: { folder },
  });

/**
 * PostgreSQL copes with most stale pid files itself. Not with one whose pid now belongs to another process of the same
 * user, which it takes for a server: then the file is removed, after making sure that nobody works in the folder.
 */
const removeStalePidFile = (folder: string): void => {
  const file = join(folder, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : NaN;
  if (!(pid > 0) || argsOf(pid).length === 0 || isServerOf(argsOf(pid), folder)) return;
  const worksThere = listProcesses().some(({ pid: other }) => {
    try {
      return readlinkSync(`/proc/${other}/cwd`) === folder;
    } catch {
      return false;
    }
  });
  if (!worksThere) rmSync(file);
};

const answers = async (port: number, password: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: clusterUrl(port, password, 'postgres'), connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // A wrong password does not get right by waiting (28P01); everything else may be a server on its way up.
    if ((error as { code?: string }).code === '28P01') throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** The server writes its pid file once it has its port; before that, whoever answers there is somebody else's server. */
const hasItsPort = (pid: number, folder: string): boolean => {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && (lines[7] ?? '').trim() === 'ready';
  } catch {
    return false;
  }
};

const untilItAnswers = async (pid: number, port: number, options: ClusterOptions, gaveUp: () => boolean): Promise<boolean> => {
  for (const until = Date.now() + START_WITHIN_MS; Date.now() < until && !gaveUp(); await sleep(40)) {
    if (hasItsPort(pid, options.folder) && (await answers(port, options.password))) return true;
  }
  return false;
};

const asCluster = (pid: number, port: number, options: ClusterOptions, takenOver: boolean): Cluster => {
  const { folder } = options;
  const letGo = (options.endWithUs ?? !options.durable) ? endWithUs(pid, folder, 'INT') : () => undefined;
  return { port, pid, takenOver, stop: () => stopServer(pid, folder).finally(letGo) };
};

const takeOver = async (options: ClusterOptions): Promise<Cluster | undefined> => {
  const server = findServer(options.folder);
  if (server === undefined) return undefined;
  const { port } = server;
  const gone = (): boolean => !isServerOf(argsOf(server.pid), options.folder);
  if ((options.port ?? port) === port && (await untilItAnswers(server.pid, port, options, gone))) {
    return asCluster(server.pid, port, options, true);
  }
  await stopServer(server.pid, options.folder);
  return undefined;
};

const serverArgs = (options: ClusterOptions, port: number): string[] => {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
    // Solid disks: at the default of 4, taken from turning ones, the register's index over parts is passed by for reading all rows.
    'random_page_cost=1.1',
    ...(options.settings ?? []),
  ];
  return ['-D', options.folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
};

const startOnce = async (options: ClusterOptions, port: number): Promise<Cluster | string> => {
  const { folder } = options;
  const log = join(dirname(folder), 'postgres.log');
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const fd = openSync(log, size > 20 * 1024 * 1024 ? 'w' : 'a');
  const child = spawn(options.programs.postgres, serverArgs(options, port), {
    ...options.runAs,
    cwd: folder,
    detached: true, // a Ctrl-C in the terminal must reach us first, so that the last step is still recorded
    stdio: ['ignore', fd, fd],
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
  });
  closeSync(fd);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  child.unref();
  const up = child.pid !== undefined && (await untilItAnswers(child.pid, port, options, () => ended));
  if (up && child.pid !== undefined) return asCluster(child.pid, port, options, false);
  if (child.pid !== undefined) await stopServer(child.pid, folder);
  return readFileSync(log, 'utf8').slice(-1_500).trim();
};

/**
 * Makes the cluster if there is none, and runs it on 127.0.0.1: a server that still runs (our own kill -9) is taken over.
 * @throws Refusal LEDGER_START_FAILED, LEDGER_PASSWORD_WRONG
 */
export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const { folder } = options;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    initialize(options);
    const taken = await takeOver(options);
    if (taken !== undefined) return taken;
    removeStalePidFile(folder);
    let problem = '';
    for (let left = PORT_TRIES; left > 0; left -= 1) {
      const started = await startOnce(options, options.port ?? (await freePort()));
      if (typeof started !== 'string') return started;
      problem = started;
      // Backends of a killed server leave within a moment; a port may have been taken since we looked.
      const portTaken = options.port === undefined && /could not bind/i.test(problem);
      if (!portTaken && !/shared memory block .* still in use|lock file/i.test(problem)) break;
      await sleep(500);
    }
    throw startFailed(problem, folder);
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error;
    throw new Refusal({
      code: 'LEDGER_PASSWORD_WRONG',
      zh: `内置 PostgreSQL（${folder}）不接受保存的密码：请从备份恢复数据文件夹中的 ledger/password。`,
      en: `The embedded PostgreSQL (${folder}) does not take the password we kept: restore ledger/password of the data folder from a backup.`,
    });
  }
};

/** Lets `runAs` go through a folder of ours, whatever the umask says. */
export const openForTraversal = (folder: string): void => chmodSync(folder, 0o711);
