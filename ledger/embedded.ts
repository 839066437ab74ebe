import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import { clusterUrl, findServer, openForTraversal, startCluster } from './cluster.ts';
import { embeddedPrograms } from './postgres-programs.ts';
import { canReach, postgresUser } from './postgres-user.ts';
import type { RunAs } from './postgres-user.ts';
import { withClient } from './with-client.ts';

export type EmbeddedLedgerOptions = {
  /** The ledger is kept in `<dataFolder>/ledger`. */
  readonly dataFolder: string;
  /** On 127.0.0.1; a free one by default. */
  readonly port?: number;
  /** False only for tests: nothing is then forced to the disk. */
  readonly durable?: boolean;
  /** Ends the server even if we are killed, instead of leaving it for the next start (demo, rehearsal, tests). */
  readonly endWithUs?: boolean;
  /** Where the data goes if the user `postgres` can not reach the data folder. */
  readonly systemFolder?: string;
};

export type EmbeddedLedger = {
  /** With password: never log it. */
  readonly url: string;
  readonly pid: number;
  /** Where the data really is; outside the data folder only if the user `postgres` can not go there. */
  readonly folder: string;
  readonly takenOver: boolean;
  /** Fast shutdown: transactions under way are rolled back. May be called twice. */
  readonly stop: () => Promise<void>;
};

const DATABASE = 'huitoukan';
const SYSTEM_FOLDER = '/var/lib/huitoukan';

/** The file that says where the data is, when it could not stay in the data folder. */
const locationFile = (ledger: string): string => join(ledger, 'location');

const unreachable = (folder: string): Refusal =>
  new Refusal({
    code: 'LEDGER_UNREACHABLE',
    zh: `以 root 运行时，PostgreSQL 由系统用户 postgres 运行，而它进不去 ${folder}（途中某个文件夹的权限是 700）。请执行 chmod o+x 打开该路径，或用 --data 换一个位置，或用普通用户运行。`,
    en: `Run by root, PostgreSQL runs as the user postgres, who can not get into ${folder} (a folder on the way has mode 700). chmod o+x the folders on the way, choose another place with --data, or run as an ordinary user.`,
    where: { folder },
  });

/** Where the cluster is or shall be. Data that is already somewhere is never left behind for an empty place elsewhere. */
const clusterHome = (ledger: string, runAs: RunAs | undefined, systemFolder: string): string => {
  if (existsSync(locationFile(ledger))) {
    const home = readFileSync(locationFile(ledger), 'utf8').trim();
    if (!existsSync(home) || !canReach(home, runAs)) throw unreachable(home);
    return home;
  }
  if (canReach(ledger, runAs)) return ledger;
  if (existsSync(join(ledger, 'pgdata'))) throw unreachable(ledger);
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  const home = mkdtempSync(join(realpathSync(systemFolder), 'ledger-'));
  openForTraversal(home);
  if (!canReach(home, runAs)) throw unreachable(ledger);
  writeFileSync(locationFile(ledger), `${home}\n`);
  return home;
};

const passwordOf = (ledger: string): string => {
  const file = join(ledger, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true });
  return readFileSync(file, 'utf8').trim();
};

const ensureDatabase = async (adminUrl: string): Promise<void> =>
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  });

/**
 * Starts the PostgreSQL that comes with the installation, or takes over the one that still runs on this data folder.
 * Listens on 127.0.0.1 only, with a password made for this data folder.
 * @throws Refusal LEDGER_START_FAILED, LEDGER_UNREACHABLE, LEDGER_PASSWORD_WRONG, POSTGRES_UNUSABLE, POSTGRES_USER_MISSING
 */
export const startEmbeddedLedger = async (options: EmbeddedLedgerOptions): Promise<EmbeddedLedger> => {
  const runAs = postgresUser();
  const ledgerFolder = join(options.dataFolder, 'ledger');
  mkdirSync(ledgerFolder, { recursive: true });
  const ledger = realpathSync(ledgerFolder);
  if (runAs !== undefined) openForTraversal(ledger);
  const home = clusterHome(ledger, runAs, options.systemFolder ?? SYSTEM_FOLDER);
  const password = passwordOf(ledger);
  const cluster = await startCluster({
    programs: embeddedPrograms(runAs),
    runAs,
    folder: join(home, 'pgdata'),
    password,
    durable: options.durable ?? true,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.endWithUs === undefined ? {} : { endWithUs: options.endWithUs }),
  });
  await ensureDatabase(clusterUrl(cluster.port, password, 'postgres'));
  return {
    url: clusterUrl(cluster.port, password, DATABASE),
    pid: cluster.pid,
    folder: home,
    takenOver: cluster.takenOver,
    stop: cluster.stop,
  };
};

/** The embedded server that runs on a data folder, whoever started it; undefined if none does. */
export const findRunningLedger = (dataFolder: string): { pid: number; url: string } | undefined => {
  const ledger = join(dataFolder, 'ledger');
  const home = existsSync(locationFile(ledger)) ? readFileSync(locationFile(ledger), 'utf8').trim() : ledger;
  const server = findServer(join(home, 'pgdata'));
  return server && { pid: server.pid, url: clusterUrl(server.port, passwordOf(ledger), DATABASE) };
};

/** Deletes what a stopped ledger has outside its data folder, if anything; for whoever is about to delete that folder. */
export const discardLedger = (dataFolder: string): void => {
  const file = locationFile(join(dataFolder, 'ledger'));
  if (!existsSync(file)) return;
  rmSync(readFileSync(file, 'utf8').trim(), { recursive: true, force: true });
  rmSync(file);
};
