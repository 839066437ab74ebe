import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { refuse } from '../domain/refusal.ts';
import { fileProblem } from '../ledger/file-problem.ts';

/** A file of an archive: its bytes, or where they lie. */
export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array } | { readonly name: string; readonly path: string };

/**
 * The same files make the same bytes, on any machine at any time: fixed order, the oldest date that a zip can hold, the same
 * mode. The date is written in local time by the format; this one is the same in every zone.
 */
const FIXED = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

const zipOf = (entries: readonly ZipEntry[]): ZipFile => {
  const zip = new ZipFile();
  for (const entry of entries) {
    if ('bytes' in entry) zip.addBuffer(Buffer.from(entry.bytes), entry.name, FIXED);
    else zip.addFile(entry.path, entry.name, FIXED);
  }
  zip.end();
  return zip;
};

/** A small archive in memory. */
export const zipBytes = async (entries: readonly ZipEntry[]): Promise<Buffer> => {
  const zip = zipOf(entries);
  const chunks: Buffer[] = [];
  const failed = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  const read = async (): Promise<void> => {
    for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  };
  await Promise.race([read(), failed]);
  return Buffer.concat(chunks);
};

/** An archive of any size into a file; what breaks off leaves no half archive behind. @throws Refusal FILE_NOT_WRITTEN */
export const writeZip = async (file: string, entries: readonly ZipEntry[]): Promise<void> => {
  const zip = zipOf(entries);
  const aside = `${file}.part`;
  const failed = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  try {
    await Promise.race([pipeline(zip.outputStream, createWriteStream(aside)), failed]);
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    refuse('FILE_NOT_WRITTEN', `无法写入 ${file}：${fileProblem(error).zh}`, `${file} cannot be written: ${fileProblem(error).en}`, { file });
  }
};

/** A name as a file system and every unpacker takes it: no path, no device, nothing invisible. */
export const safeFileName = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{C}\\/:*?"<>|]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120) || '_';
