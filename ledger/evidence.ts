import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal, refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';

export type StoredEvidence = { readonly sha256: string; readonly size: number };

/** Above this a file is a film or an archive of a whole office; the register links to such, it does not hold them. */
export const MAX_EVIDENCE_BYTES = 32 * 1024 * 1024;

/** `<folder>/ab/cdef...`: evidence is found by what is in it. */
export const evidencePath = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2));

/**
 * Keeps a piece of evidence by its SHA-256: written aside while it is hashed, forced to the disk, moved into place, and only
 * then entered in the ledger. Whatever goes wrong before, nothing of it stays.
 * @throws Refusal EVIDENCE_EMPTY, EVIDENCE_TOO_LARGE, DISK_FULL
 */
export const storeEvidence = async (
  db: LedgerDatabase,
  folder: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  at: Instant,
  maxBytes = MAX_EVIDENCE_BYTES,
): Promise<StoredEvidence> => {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${randomUUID()}`);
  try {
    const stored = await writeDraft(draft, source, maxBytes);
    await moveIntoPlace(folder, draft, stored.sha256);
    await db
      .insertInto('evidence')
      .values({ ...stored, stored_at: at })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute();
    return stored;
  } catch (error) {
    await rm(draft, { force: true });
    throw isDiskFull(error) ? diskFull(folder) : error;
  }
};

const writeDraft = async (draft: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, maxBytes: number): Promise<StoredEvidence> => {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(draft, 'wx', 0o600);
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maxBytes) {
        const limit = Math.floor(maxBytes / 1024 / 1024);
        refuse('EVIDENCE_TOO_LARGE', `佐证材料超过${limit} MB，请压缩或拆分后再传`, `evidence is limited to ${limit} MB; compress or split it`, { maxBytes });
      }
      hash.update(chunk);
      await file.write(chunk);
    }
    if (size === 0) refuse('EVIDENCE_EMPTY', '文件是空的，请核对后再传', 'the file is empty; check it and try again');
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
};

const moveIntoPlace = async (folder: string, draft: string, sha256: string): Promise<void> => {
  const path = evidencePath(folder, sha256);
  const shelf = join(folder, sha256.slice(0, 2));
  await mkdir(shelf, { recursive: true });
  await rename(draft, path);
  // The rename itself must survive a power cut, too.
  await syncFolder(shelf);
  await syncFolder(folder);
};

const syncFolder = async (folder: string): Promise<void> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } finally {
    await handle?.close();
  }
};

/** Is the file there, and is it what its name says? */
export const verifyEvidence = async (folder: string, sha256: string): Promise<'ok' | 'missing' | 'altered'> => {
  const path = evidencePath(folder, sha256);
  if ((await stat(path).catch(() => null)) === null) return 'missing';
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    for await (const chunk of file.createReadStream({ autoClose: false })) hash.update(chunk as Uint8Array);
  } finally {
    await file.close();
  }
  return hash.digest('hex') === sha256 ? 'ok' : 'altered';
};

const isDiskFull = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

const diskFull = (folder: string): Refusal =>
  new Refusal({
    code: 'DISK_FULL',
    zh: `磁盘已满，佐证材料没有保存（${folder}）。请腾出空间后重新上传，已有材料不受影响。`,
    en: `The disk is full; the evidence was not kept (${folder}). Free some space and upload it again; what was there is untouched.`,
    where: { folder },
  });
