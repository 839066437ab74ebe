/** What the streams of a PDF unpack to, looked at before a parser trusts them: a bomb is refused by its size, not by how long it takes. */
import { inflateSync } from 'node:zlib';
import { refuse } from '../../../domain/refusal.ts';

const MEGABYTE = 1024 * 1024;
/** Of one stream and of all; written pages have some hundred kilobytes, a picture of a page some megabytes. */
const [MOST_OF_ONE, MOST_OF_ALL] = [64 * MEGABYTE, 256 * MEGABYTE];
/** A stream may be packed several times over. */
const DEEPEST = 4;

/** Does it begin as zlib data begins? */
const isPacked = (bytes: Uint8Array): boolean => {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && first >> 4 <= 7 && (first * 256 + second) % 31 === 0;
};

const bomb = (file: string, bytes: number): never =>
  refuse(
    'IMPORT_PDF_BOMB',
    `“${file}”解压后超过 ${bytes / MEGABYTE} MB，已拒绝读取。请用原来的软件重新导出 PDF，或另存为 .docx、.txt 后再导入。`,
    `"${file}" would unpack to more than ${bytes / MEGABYTE} MB and was not read. Export the PDF anew from the program it was made with, or save it as .docx or .txt, and import that.`,
    { file, limit: bytes },
  );

/** Bytes that a stream unpacks to; 0 where it is none, or damaged (the parser will say so). */
const unpacked = (packed: Uint8Array, file: string, depth: number): number => {
  if (depth > DEEPEST || !isPacked(packed)) return 0;
  let data: Buffer;
  try {
    data = inflateSync(packed, { maxOutputLength: MOST_OF_ONE });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? bomb(file, MOST_OF_ONE) : 0;
  }
  return data.length + unpacked(data, file, depth + 1);
};

/** @throws Refusal IMPORT_PDF_BOMB */
export const demandReasonableStreams = (bytes: Uint8Array, file: string): void => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let at = buffer.indexOf('stream'); at >= 0; at = buffer.indexOf('stream', at + 6)) {
    let from = at + 6;
    if (buffer[from] === 0x0d) from += 1;
    if (buffer[from] === 0x0a) from += 1;
    total += unpacked(buffer.subarray(from), file, 1);
    if (total > MOST_OF_ALL) bomb(file, MOST_OF_ALL);
  }
};
