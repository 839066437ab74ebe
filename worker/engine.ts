import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import { endWithUs } from '../ledger/end-with-us.ts';
import { argsOf, endProcess, freePort, listProcesses } from '../ledger/processes.ts';
import type { EndStep } from '../ledger/processes.ts';
import { engineArgs, isEngineOn, readEngineArgs } from './engine-args.ts';
import type { EnginePorts, EngineShape } from './engine-args.ts';
import { obtainEngineBinary } from './engine-binary.ts';
import type { OnProgress } from './engine-download.ts';
import { externalEngine } from './engine-external.ts';
import type { EngineConnection } from './engine-external.ts';
import { untilReady } from './engine-ready.ts';

export type EngineOptions = {
  /** The engine keeps its database in `<dataFolder>/engine`. */
  readonly dataFolder: string;
  /** On 127.0.0.1; a free one by default. */
  readonly port?: number;
  readonly uiPort?: number;
  /** Only tests, the demo and the rehearsal may ask for it: such a server lets callers move a workflow's clock. */
  readonly timeSkipping?: boolean;
  /** With the engine's own page. */
  readonly ui?: boolean;
  readonly namespace?: string;
  /** False: start our own even if TEMPORAL_ADDRESS or a profile names one (the demo and tests). */
  readonly useExternal?: boolean;
  /** Ends the engine even if we are killed, instead of leaving it for the next start; by default if it skips time. */
  readonly endWithUs?: boolean;
  readonly onProgress?: OnProgress;
};

export type Engine = {
  readonly address: string;
  readonly namespace: string;
  /** TLS, API key and the like of an external engine; for the embedded one just the address. */
  readonly connection: EngineConnection;
  readonly uiAddress?: string;
  /** Of the embedded engine; undefined for an external one. */
  readonly pid?: number;
  /** True if an engine of the same data folder was still running and is used again. */
  readonly takenOver: boolean;
  /** Ends the embedded engine; leaves an external one alone. May be called twice. */
  readonly stop: () => Promise<void>;
};

const DEFAULT_NAMESPACE = 'huitoukan';
const START_WITHIN_MS = 60_000;
const STOP: readonly EndStep[] = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 5_000],
];
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
const PORT_TRIES = 5;
/** Of the log of an engine that did not start, in characters. */
const MOST_SAID = 1_000;

const runningOn = (dbFile: string) => listProcesses().filter(({ args }) => isEngineOn(args, dbFile));

/** The embedded engine that runs on a data folder, whoever started it; undefined if none does. */
export const findRunningEngine = (dataFolder: string): { pid: number; address: string } | undefined => {
  const [found] = runningOn(join(dataFolder, 'engine', 'temporal.db'));
  return found && { pid: found.pid, address: `127.0.0.1:${readEngineArgs(found.args).ports.port}` };
};

const stopEngine = (pid: number, dbFile: string): Promise<void> =>
  endProcess(pid, (args) => isEngineOn(args, dbFile), STOP);

const asEngine = (pid: number, shape: EngineShape, ports: EnginePorts, takenOver: boolean): Engine => {
  const address = `127.0.0.1:${ports.port}`;
  return {
    address,
    namespace: shape.namespace,
    connection: { address },
    ...(shape.ui ? { uiAddress: `http://127.0.0.1:${ports.uiPort}` } : {}),
    pid,
    takenOver,
    stop: () => stopEngine(pid, shape.dbFile),
  };
};

const boundToUs = (engine: Engine, shape: EngineShape, options: EngineOptions): Engine => {
  if (!(options.endWithUs ?? shape.timeSkipping) || engine.pid === undefined) return engine;
  const letGo = endWithUs(engine.pid, shape.dbFile, 'TERM');
  return { ...engine, stop: () => engine.stop().finally(letGo) };
};

/** After our own kill -9 the engine runs on. The same shape is taken over, any other is stopped. */
const takeOver = async (wanted: EngineShape, options: EngineOptions): Promise<Engine | undefined> => {
  let taken: Engine | undefined;
  for (const { pid, args } of runningOn(wanted.dbFile)) {
    const { shape, ports } = readEngineArgs(args);
    const same =
      shape.timeSkipping === wanted.timeSkipping &&
      shape.ui === wanted.ui &&
      shape.namespace === wanted.namespace &&
      (options.port ?? ports.port) === ports.port;
    const gaveUp = (): boolean => !isEngineOn(argsOf(pid), wanted.dbFile);
    if (taken === undefined && same && (await untilReady(`127.0.0.1:${ports.port}`, shape.namespace, { withinMs: 5_000, gaveUp }))) {
      taken = asEngine(pid, shape, ports, true);
    } else {
      await stopEngine(pid, wanted.dbFile);
    }
  }
  return taken;
};

const openLog = (folder: string): { file: string; fd: number; from: number } => {
  const file = join(folder, 'engine.log');
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) rmSync(file);
  return { file, fd: openSync(file, 'a'), from: size > LOG_LIMIT_BYTES ? 0 : size };
};

const startOnce = async (program: string, shape: EngineShape, ports: EnginePorts, folder: string): Promise<Engine | string> => {
  const log = openLog(folder);
  // A group of its own: a Ctrl-C in the terminal must reach us first, so that workers finish before their server goes.
  const child = spawn(program, engineArgs(shape, ports), {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, TZ: 'UTC' },
  });
  closeSync(log.fd);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  child.unref();
  const pid = child.pid;
  const address = `127.0.0.1:${ports.port}`;
  const logged = (): string => readFileSync(log.file).subarray(log.from).toString();
  // It says so once it has its port; before that, whoever answers there is somebody else's engine.
  const isItsPort = (): boolean => logged().includes('Temporal Server:');
  const wait = { withinMs: START_WITHIN_MS, gaveUp: () => ended, isItsPort };
  if (pid !== undefined && (await untilReady(address, shape.namespace, wait))) return asEngine(pid, shape, ports, false);
  if (pid !== undefined) await stopEngine(pid, shape.dbFile);
  const said = logged().trim();
  // What it broke on stands first, its way there after it.
  return said.length <= MOST_SAID ? said : `${said.slice(0, MOST_SAID / 2)} … ${said.slice(-MOST_SAID / 2)}`;
};

/** The ports inside are found by the server itself, which panics where another program was quicker. */
const MAY_BE_A_PORT = /address already in use|can't set frontend port|port .* in use|^panic: /im;

/**
 * The engine to work with: an external one if TEMPORAL_ADDRESS or a profile names it, else the embedded one, taken over
 * from a killed predecessor or started afresh. Answers when it serves and its namespace exists; registers nothing else.
 * @throws Refusal ENGINE_NOT_FOUND, ENGINE_START_FAILED, ENGINE_NOT_OURS (time skipping on an external engine)
 */
export const startEngine = async (options: EngineOptions): Promise<Engine> => {
  const external = options.useExternal === false ? undefined : externalEngine();
  if (external !== undefined) {
    if (options.timeSkipping === true) {
      throw new Refusal({
        code: 'ENGINE_NOT_OURS',
        zh: `TEMPORAL_ADDRESS（或配置文件）指向 ${external.address}：推演只能在本程序自己启动的引擎上进行。请取消该设置后再运行：env -u TEMPORAL_ADDRESS …`,
        en: `TEMPORAL_ADDRESS (or a profile) names ${external.address}: time is only ever skipped on an engine that this program has started itself. Run it without: env -u TEMPORAL_ADDRESS ...`,
      });
    }
    return { ...external, takenOver: false, stop: () => Promise.resolve() };
  }
  const folder = join(options.dataFolder, 'engine');
  mkdirSync(folder, { recursive: true });
  const shape: EngineShape = {
    // The real path, because the process table is searched for it.
    dbFile: join(realpathSync(folder), 'temporal.db'),
    namespace: options.namespace ?? DEFAULT_NAMESPACE,
    timeSkipping: options.timeSkipping ?? false,
    ui: options.ui ?? false,
  };
  const taken = await takeOver(shape, options);
  if (taken !== undefined) return boundToUs(taken, shape, options);
  const binary = await obtainEngineBinary(options.onProgress);
  let problem = '';
  for (let left = options.port === undefined ? PORT_TRIES : 1; left > 0; left -= 1) {
    const ports = { port: options.port ?? (await freePort()), uiPort: options.uiPort ?? (await freePort()) };
    const started = await startOnce(binary.path, shape, ports, folder);
    if (typeof started !== 'string') return boundToUs(started, shape, options);
    problem = started;
    if (!MAY_BE_A_PORT.test(problem)) break;
  }
  throw new Refusal({
    code: 'ENGINE_START_FAILED',
    zh: `Temporal 引擎没有启动成功（${binary.path}，详见 ${join(folder, 'engine.log')}）：${problem}`,
    en: `The Temporal engine did not start (${binary.path}, see ${join(folder, 'engine.log')}): ${problem}`,
    where: { log: join(folder, 'engine.log') },
  });
};
