/** Writes zip containers, honest and dishonest ones: a library would not write the second kind. */
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = {
  readonly name: string;
  readonly data: Uint8Array;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** The size that the directory gives instead of the true one. */
  readonly claimedSize?: number;
  /** Shares the packed bytes of the first entry. */
  readonly samePlace?: boolean;
};

const header = (signature: number, fields: ReadonlyArray<readonly [size: 2 | 4, value: number]>): Buffer => {
  const buffer = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
  buffer.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [size, value] of fields) {
    if (size === 2) buffer.writeUInt16LE(value, at);
    else buffer.writeUInt32LE(value, at);
    at += size;
  }
  return buffer;
};

/** The bytes of a zip with these entries. */
export const zipOf = (entries: readonly ZipEntry[]): Uint8Array => {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const packed = entry.stored === true ? Buffer.from(entry.data) : deflateRawSync(entry.data);
    const fields: Array<readonly [2 | 4, number]> = [
      [2, 20],
      [2, 0x800 | (entry.encrypted === true ? 1 : 0)],
      [2, entry.stored === true ? 0 : 8],
      [2, 0],
      [2, 0x21],
      [4, crc32(entry.data)],
      [4, packed.length],
      [4, entry.claimedSize ?? entry.data.length],
      [2, name.length],
      [2, 0],
    ];
    const place = entry.samePlace === true ? 0 : at;
    directory.push(header(0x02014b50, [[2, 20], ...fields, [2, 0], [2, 0], [2, 0], [4, 0], [4, place]]), name);
    if (entry.samePlace === true) continue;
    const local = [header(0x04034b50, fields), name, packed];
    parts.push(...local);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const list = Buffer.concat(directory);
  const end = header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, list.length],
    [4, at],
    [2, 0],
  ]);
  return new Uint8Array(Buffer.concat([...parts, list, end]));
};
