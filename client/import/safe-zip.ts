/**
 * A guarded way into zip containers (.docx, .xlsx, dossiers): nothing is inflated before the directory has been looked over, and
 * no more than the limits allow whatever the directory claims. Nothing is ever written to disk, so a path in an archive is only a name.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { refuse } from '../../domain/refusal.ts';

/** What a container may hold; sizes in bytes. Office documents of hundreds of pages stay far below. */
export type ZipLimits = {
  readonly entries: number;
  /** Of one entry, inflated. */
  readonly entryBytes: number;
  /** Of all entries together, as the directory claims them and as they are read. */
  readonly totalBytes: number;
  /** Inflated to packed, for whatever is larger than a megabyte: deflate reaches 1,032, written text 30. */
  readonly ratio: number;
};

const MEGABYTE = 1024 * 1024;
export const ZIP_LIMITS: ZipLimits = { entries: 4000, entryBytes: 64 * MEGABYTE, totalBytes: 128 * MEGABYTE, ratio: 250 };

export type SafeZip = {
  /** Entries in the order of the directory, folders left out. */
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  /** The bytes of an entry, inflated now. Throws a Refusal, also where the entry is missing. */
  readonly read: (name: string) => Promise<Uint8Array>;
};

const bomb = (file: string, what: string, whatEn: string, where: Record<string, number>): never =>
  refuse(
    'IMPORT_ZIP_BOMB',
    `“${file}”解压后异常庞大（${what}），已拒绝读取。请用 Word 或 WPS 打开原件，另存后再导入。`,
    `"${file}" would unpack to an unreasonable size (${whatEn}) and was not read. Open the original in Word or WPS, save it anew, and import that.`,
    { file, ...where },
  );

const damaged = (file: string, place: string, cause: unknown): never =>
  refuse(
    'IMPORT_ZIP_DAMAGED',
    `“${file}”已损坏（${place}：${messageOf(cause)}）。请重新下载或另存后再导入。`,
    `"${file}" is damaged (${place}: ${messageOf(cause)}). Download it again or save it anew, then import it.`,
    { file, entry: place },
  );

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Names that would lead out of a folder, or that two readers could understand differently. */
const isBadName = (name: string): boolean =>
  name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.includes('\\') || name.includes('\0') || name.split('/').includes('..');

const checkNames = (entries: readonly Entry[], file: string): void => {
  const seen = new Set<string>();
  for (const { fileName } of entries) {
    const key = fileName.toLowerCase();
    const twice = seen.has(key);
    seen.add(key);
    if (!twice && !isBadName(fileName)) continue;
    const name = fileName.slice(0, 100);
    refuse(
      'IMPORT_ZIP_NAME',
      `“${file}”内的条目名不安全或重复（${name}），已拒绝读取。请用 Word 或 WPS 打开原件，另存后再导入。`,
      `"${file}" holds an entry whose name is unsafe or used twice (${name}) and was not read. Open the original in Word or WPS, save it anew, and import that.`,
      { file, entry: name },
    );
  }
};

const checkSizes = (entries: readonly Entry[], bytes: number, file: string, limits: ZipLimits): void => {
  let [total, packed] = [0, 0];
  for (const entry of entries) {
    const { fileName, uncompressedSize, compressedSize } = entry;
    if (entry.isEncrypted())
      refuse(
        'IMPORT_ENCRYPTED',
        `“${file}”已加密（${fileName}）。请去除密码后再导入。`,
        `"${file}" is encrypted (${fileName}). Remove the password and import it again.`,
        {
          file,
          entry: fileName,
        },
      );
    total += uncompressedSize;
    packed += compressedSize;
    if (uncompressedSize > limits.entryBytes)
      bomb(file, `${fileName} 为 ${uncompressedSize} 字节`, `${fileName}: ${uncompressedSize} bytes`, {
        bytes: uncompressedSize,
        limit: limits.entryBytes,
      });
    if (uncompressedSize > MEGABYTE && uncompressedSize > limits.ratio * Math.max(1, compressedSize))
      bomb(file, `${fileName} 压缩比超过 ${limits.ratio}`, `${fileName} is packed by more than ${limits.ratio} to 1`, {
        ratio: limits.ratio,
      });
  }
  if (total > limits.totalBytes) bomb(file, `共 ${total} 字节`, `${total} bytes in all`, { bytes: total, limit: limits.totalBytes });
  // Entries that share their packed bytes are how a small file claims to be a large one.
  if (packed > bytes) bomb(file, '条目互相重叠', 'its entries overlap', { packed, bytes });
};

const entriesOf = async (zip: ZipFile, file: string, limits: ZipLimits): Promise<Entry[]> => {
  if (zip.entryCount > limits.entries)
    bomb(file, `${zip.entryCount} 个条目`, `${zip.entryCount} entries`, { entries: zip.entryCount, limit: limits.entries });
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length > limits.entries)
      bomb(file, `超过 ${limits.entries} 个条目`, `more than ${limits.entries} entries`, {
        entries: entries.length,
        limit: limits.entries,
      });
  }
  return entries;
};

const packedBytes = async (zip: ZipFile, entry: Entry): Promise<Buffer> => {
  const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/**
 * Opens a container that is wholly in memory. `file` is the name shown to people.
 * @throws Refusal IMPORT_ZIP_DAMAGED, IMPORT_ZIP_BOMB, IMPORT_ZIP_NAME, IMPORT_ENCRYPTED
 */
export const openSafeZip = async (bytes: Uint8Array, file: string, limits: ZipLimits = ZIP_LIMITS): Promise<SafeZip> => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Names are checked here, not by the library: its own check throws before the name is known. Sizes as well, see `read`.
  const zip = await fromBufferPromise(buffer, {
    lazyEntries: true,
    validateEntrySizes: false,
    decodeStrings: true,
    strictFileNames: true,
  }).catch((error: unknown) => damaged(file, '目录 / directory', error));
  const all = await entriesOf(zip, file, limits).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'Refusal') throw error;
    if (/invalid (?:characters in|relative path)|absolute path/.test(messageOf(error)))
      return refuse(
        'IMPORT_ZIP_NAME',
        `“${file}”内的条目名不安全（${messageOf(error)}），已拒绝读取。请用 Word 或 WPS 打开原件，另存后再导入。`,
        `"${file}" holds an entry whose name is unsafe (${messageOf(error)}) and was not read. Open the original in Word or WPS, save it anew, and import that.`,
        { file },
      );
    return damaged(file, '目录 / directory', error);
  });
  const entries = all.filter((entry) => !entry.fileName.endsWith('/'));
  checkNames(all, file);
  checkSizes(entries, bytes.byteLength, file, limits);
  const byName = new Map(entries.map((entry) => [entry.fileName, entry] as const));
  let inflated = 0;
  const read = async (name: string): Promise<Uint8Array> => {
    const entry = byName.get(name);
    if (entry === undefined) return damaged(file, name, new Error('缺少这一部分 / this part is missing'));
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
      return damaged(file, name, new Error(`压缩方式 ${entry.compressionMethod} / compression method ${entry.compressionMethod}`));
    const packed = await packedBytes(zip, entry).catch((error: unknown) => damaged(file, name, error));
    // What the directory claims is all that may come out: one byte more and inflating stops.
    const data = entry.compressionMethod === 0 ? packed : inflate(packed, entry, file);
    if (data.byteLength !== entry.uncompressedSize) return damaged(file, name, new Error('大小不符 / its size is not the one announced'));
    if (crc32(data) !== entry.crc32) return damaged(file, name, new Error('校验和不符 / its checksum does not agree'));
    inflated += data.byteLength;
    if (inflated > limits.totalBytes)
      return bomb(file, `已解压 ${inflated} 字节`, `${inflated} bytes unpacked`, { bytes: inflated, limit: limits.totalBytes });
    return data;
  };
  return { names: entries.map((entry) => entry.fileName), has: (name) => byName.has(name), read };
};

const inflate = (packed: Buffer, entry: Entry, file: string): Uint8Array => {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      return bomb(file, `${entry.fileName} 比目录所称的大`, `${entry.fileName} is larger than the directory says`, {
        bytes: entry.uncompressedSize,
      });
    return damaged(file, entry.fileName, error);
  }
};
