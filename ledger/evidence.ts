import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Refusal, refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';
import { fileProblem } from './file-problem.ts';

/** Evidence is scans and minutes; whoever needs more says so with HUITOUKAN_EVIDENCE_MAX_BYTES. */
export const MAX_EVIDENCE_BYTES = 32 * 1024 * 1024;

export type StoredEvidence = { readonly sha256: string; readonly size: number };
export type ByteSource = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
export type EvidenceLimits = { readonly maxBytes: number };

const shardOf = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2));

/** Where a piece of evidence lies: by its content, so that nothing can take its place unnoticed. */
export const evidencePath = (folder: string, sha256: string): string => join(shardOf(folder, sha256), sha256);

/**
 * Takes a piece of evidence into the folder and the ledger: written aside while it is hashed, forced to the disk, moved to
 * its place, the folder forced to the disk, then the row. Whatever fails, no half file and no row without a file is left.
 * The same content again is the same piece; a damaged copy is replaced by the sound one.
 * @throws Refusal EVIDENCE_EMPTY, EVIDENCE_TOO_LARGE, EVIDENCE_DISK_FULL
 */
export const storeEvidence = async (
  db: LedgerDatabase,
  folder: string,
  source: ByteSource,
  at: Instant,
  limits: EvidenceLimits = { maxBytes: MAX_EVIDENCE_BYTES },
): Promise<StoredEvidence> => {
  const stored = await putEvidence(folder, source, limits);
  await db
    .insertInto('evidence')
    .values({ ...stored, stored_at: at })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  return stored;
};

/** The file alone, for a folder beside the ledger's own: a backup. @throws Refusal EVIDENCE_EMPTY, EVIDENCE_TOO_LARGE, EVIDENCE_DISK_FULL */
export const putEvidence = (folder: string, source: ByteSource, limits: EvidenceLimits): Promise<StoredEvidence> => orDiskFull(folder, () => writeAside(folder, source, limits));

/** {@link storeEvidence} of a file. @throws Refusal EVIDENCE_UNREADABLE, too */
export const storeEvidenceFile = async (db: LedgerDatabase, folder: string, file: string, at: Instant, limits?: EvidenceLimits): Promise<StoredEvidence & { readonly name: string }> => {
  const facts = await stat(file).catch((error: unknown) => unreadable(file, error));
  if (!facts.isFile()) return unreadable(file, new Error('not a file'));
  // Before anything is copied: who picked the wrong file hears of it at once.
  demandSize(facts.size, limits ?? { maxBytes: MAX_EVIDENCE_BYTES });
  const stored = await storeEvidence(db, folder, bytesOf(file), at, limits);
  return { ...stored, name: basename(file).normalize('NFC') };
};

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Uint8Array;
  } catch (error) {
    unreadable(file, error);
  }
}

const unreadable = (file: string, error: unknown): never => {
  const { zh, en } = fileProblem(error);
  return refuse('EVIDENCE_UNREADABLE', `佐证材料 ${file} 无法读取（${zh}），请检查路径和权限`, `the evidence ${file} cannot be read (${en}); check path and permissions`, { file });
};

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

const demandSize = (size: number, { maxBytes }: EvidenceLimits): void => {
  if (size === 0) refuse('EVIDENCE_EMPTY', '文件是空的（0字节），不能作为佐证材料', 'the file is empty (0 bytes) and proves nothing', { size });
  if (size > maxBytes)
    refuse(
      'EVIDENCE_TOO_LARGE',
      `文件有${megabytes(size)} MB，超过上限${megabytes(maxBytes)} MB；请压缩或拆分，或由管理员调整 HUITOUKAN_EVIDENCE_MAX_BYTES`,
      `the file has ${megabytes(size)} MB, the limit is ${megabytes(maxBytes)} MB; compress or split it, or have HUITOUKAN_EVIDENCE_MAX_BYTES raised`,
      { size, maxBytes },
    );
};

const writeAside = async (folder: string, source: ByteSource, limits: EvidenceLimits): Promise<StoredEvidence> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const aside = join(folder, `.incoming-${process.pid}-${randomBytes(8).toString('hex')}`);
  const file = await open(aside, 'wx', 0o600);
  try {
    const stored = await copyAndClose(source, file, limits);
    const path = evidencePath(folder, stored.sha256);
    const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(aside, path);
    await syncFolder(dirname(path));
    if (made !== undefined) await syncFolder(folder);
    return stored;
  } finally {
    await rm(aside, { force: true });
  }
};

/** The file is closed before it is moved, whatever happens. */
const copyAndClose = async (source: ByteSource, file: FileHandle, limits: EvidenceLimits): Promise<StoredEvidence> => {
  try {
    return await copy(source, file, limits);
  } finally {
    await file.close();
  }
};

const copy = async (source: ByteSource, file: FileHandle, limits: EvidenceLimits): Promise<StoredEvidence> => {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limits.maxBytes) demandSize(size, limits);
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  demandSize(size, limits);
  await file.sync();
  return { sha256: hash.digest('hex'), size };
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

const orDiskFull = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!FULL.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new Refusal({
      code: 'EVIDENCE_DISK_FULL',
      zh: `存放佐证材料的磁盘已满（${folder}），材料未保存；请清理磁盘后重新提交`,
      en: `the disk that holds the evidence is full (${folder}); nothing was kept. Make room and hand it in again`,
      where: { folder },
    });
  }
};

export type EvidenceCheck = {
  readonly checked: number;
  readonly bytes: number;
  /** In the ledger, but not in the folder. */
  readonly missing: readonly string[];
  /** In its place, with another content than its name says. */
  readonly damaged: readonly string[];
  /** In the folder, but in no row: a process that died between the two; harmless. */
  readonly unlisted: readonly string[];
};

/** What a file is by its content; null where there is none. Nothing is kept of it. */
export const hashFile = async (path: string): Promise<StoredEvidence | null> => {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Uint8Array);
      size += (chunk as Uint8Array).length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return { sha256: hash.digest('hex'), size };
};

/** Reads every piece again and compares it with its hash. `onProgress` is told after each. */
export const verifyEvidence = async (db: LedgerDatabase, folder: string, onProgress: (done: number, total: number) => void = () => undefined): Promise<EvidenceCheck> => {
  const rows = await db.selectFrom('evidence').select(['sha256', 'size']).orderBy('sha256').execute();
  const missing: string[] = [];
  const damaged: string[] = [];
  let bytes = 0;
  for (const [at, row] of rows.entries()) {
    const found = await hashFile(evidencePath(folder, row.sha256));
    if (found === null) missing.push(row.sha256);
    else if (found.sha256 !== row.sha256 || found.size !== row.size) damaged.push(row.sha256);
    bytes += found?.size ?? 0;
    onProgress(at + 1, rows.length);
  }
  const listed = new Set(rows.map((row) => row.sha256));
  return { checked: rows.length, bytes, missing, damaged, unlisted: (await filesIn(folder)).filter((name) => !listed.has(name)) };
};

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name).toSorted();
};
