import { chmodSync, linkSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../domain/refusal.ts';
import { setting } from './settings.ts';

const ROOMS = ['engine', 'ledger', 'evidence', 'mailbox', 'out'] as const;
type Room = (typeof ROOMS)[number];
/** Where engine and ledger are elsewhere, the folder has no rooms for them. */
const SHARED_ROOMS = ['evidence', 'mailbox'] as const satisfies readonly Room[];

/** What a running instance says about itself, for other commands on the same folder (0600: may hold secrets). */
export type InstanceRecord = {
  readonly pid: number;
  readonly host: string;
  readonly startedAt: string;
  readonly [detail: string]: string | number | boolean;
};

/** The one folder that holds everything an instance keeps, held by this process until `release`. */
export type DataFolder = Readonly<Record<Room, string>> & {
  /** Real, absolute. */
  readonly path: string;
  /** Adds to the instance's record: addresses and the like. */
  readonly announce: (details: Readonly<Record<string, string | number | boolean>>) => void;
  readonly release: () => void;
};

/** `--data`, else HUITOUKAN_DATA, else `./data`. */
export const dataFolderPath = (given?: string): string => resolve(given ?? setting('HUITOUKAN_DATA') ?? 'data');

const recordFile = (path: string): string => join(path, 'instance.json');
/** A start that meets a passing look by `isInstanceRunning` waits this long. */
const LOCK_WAIT_MS = 500;

/**
 * An SQLite file that nobody writes: its lock is a lock of the operating system, so that a kill -9 leaves none behind,
 * two starts at once can not both win, and it holds across containers that share the folder. Node itself has no flock.
 */
const tryLock = (path: string, waitMs: number): DatabaseSync | undefined => {
  const database = new DatabaseSync(join(path, 'instance.lock'), { timeout: waitMs });
  try {
    database.exec('begin immediate');
    return database;
  } catch (error) {
    database.close();
    if (/database is locked/.test(String(error))) return undefined;
    throw error;
  }
};

/** Named from here, or the garbage collector would close the file of a caller who drops the answer, and free the lock. */
const heldLocks = new Set<DatabaseSync>();

/** The record of the instance that last held the folder; undefined if there is none. It may have ended since. */
export const readInstance = (path: string): InstanceRecord | undefined => {
  try {
    return JSON.parse(readFileSync(recordFile(path), 'utf8')) as InstanceRecord;
  } catch {
    return undefined;
  }
};

/** True while a process holds the folder. */
export const isInstanceRunning = (path: string): boolean => {
  try {
    const lock = tryLock(path, 0);
    lock?.close();
    return lock === undefined;
  } catch {
    return false; // no such folder
  }
};

const unusable = (path: string, error: unknown): Refusal => {
  const problem = error instanceof Error ? error.message : String(error);
  return new Refusal({
    code: 'DATA_FOLDER_UNUSABLE',
    zh: `数据文件夹 ${path} 无法使用（${problem}）：请检查权限和磁盘空间，或用 --data（HUITOUKAN_DATA）换一个位置。`,
    en: `The data folder ${path} can not be used (${problem}): check its permissions and the space on the disk, or choose another with --data (HUITOUKAN_DATA).`,
    where: { folder: path },
  });
};

const inUse = (path: string): Refusal => {
  const holder = readInstance(path);
  const pid = holder?.pid ?? 0;
  const who = holder === undefined ? '?' : `${holder.pid}${holder.host === hostname() ? '' : ` @ ${holder.host}`}`;
  return new Refusal({
    code: 'DATA_FOLDER_IN_USE',
    zh: `数据文件夹 ${path} 正由另一个实例使用（pid ${who}）：请先停止它（Ctrl-C 或 kill ${pid}），或用 --data 换一个文件夹。`,
    en: `The data folder ${path} is in use by another instance (pid ${who}): stop that one first (Ctrl-C or kill ${pid}), or choose another folder with --data.`,
    where: { folder: path, pid },
  });
};

const writeRecord = (path: string, record: InstanceRecord): void => {
  const half = `${recordFile(path)}.${record.pid}`;
  writeFileSync(half, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, recordFile(path));
};

const makeRooms = (path: string, rooms: readonly Room[] = ROOMS): void => {
  // PostgreSQL may have to run as another user, who must be able to pass through, but has nothing to read here.
  const isRoot = process.getuid?.() === 0;
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (made !== undefined && isRoot) chmodSync(path, 0o711);
  for (const room of rooms) mkdirSync(join(path, room), { recursive: true, mode: 0o700 });
};

/**
 * Writes a file that several processes may be about to make: whoever is first has it, the others read it. On the disk, and
 * whole, under its name; readable for its owner only.
 */
export const writeOnce = (file: string, text: string): void => {
  const aside = mkdtempSync(join(dirname(file), '.once-'));
  try {
    writeFileSync(join(aside, 'file'), text, { mode: 0o600, flush: true });
    linkSync(join(aside, 'file'), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
};

/**
 * The data folder for processes that share it (`work`, `serve`): made if there is none, held by nobody.
 * @throws Refusal DATA_FOLDER_UNUSABLE
 */
export const shareDataFolder = (given?: string): string => {
  const wanted = dataFolderPath(given);
  try {
    makeRooms(wanted, SHARED_ROOMS);
    return realpathSync(wanted);
  } catch (error) {
    throw unusable(wanted, error);
  }
};

/**
 * Makes the data folder if there is none and holds it for this process alone.
 * @throws Refusal DATA_FOLDER_IN_USE with pid and folder; DATA_FOLDER_UNUSABLE
 */
export const openDataFolder = (given?: string): DataFolder => {
  const wanted = dataFolderPath(given);
  let path = wanted;
  let lock: DatabaseSync | undefined;
  let record: InstanceRecord = { pid: process.pid, host: hostname(), startedAt: new Date().toISOString() };
  try {
    makeRooms(wanted);
    path = realpathSync(wanted);
    lock = tryLock(path, LOCK_WAIT_MS);
    if (lock !== undefined) writeRecord(path, record);
  } catch (error) {
    throw unusable(wanted, error);
  }
  if (lock === undefined) throw inUse(path);
  const held = lock;
  heldLocks.add(held);
  const rooms = Object.fromEntries(ROOMS.map((room) => [room, join(path, room)])) as Record<Room, string>;
  return {
    path,
    ...rooms,
    announce: (details) => {
      record = { ...record, ...details };
      writeRecord(path, record);
    },
    release: () => {
      if (!heldLocks.delete(held)) return;
      rmSync(recordFile(path), { force: true });
      held.close();
    },
  };
};
