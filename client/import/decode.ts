/** Bytes to text: size, emptiness, kind of file and encoding, each with its refusal. */
import { refuse } from '../../domain/refusal.ts';

/** Longest report that is read; real ones are below 1 MB. */
export const MAX_REPORT_BYTES = 20 * 1024 * 1024;
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const SIGNATURES: ReadonlyArray<readonly [string, string]> = [
  ['%PDF', 'PDF'],
  ['PK\u0003\u0004', 'Word/Excel/ZIP'],
  ['\u00d0\u00cf\u0011\u00e0', 'Word 97'],
  ['\u0089PNG', 'PNG'],
  ['\u00ff\u00d8\u00ff', 'JPEG'],
  ['Rar!', 'RAR'],
  ['7z\u00bc\u00af', '7z'],
  ['\u001f\u008b', 'gzip'],
  ['{\\rtf', 'RTF'],
];

const binary = (name: string, kind: string): never =>
  refuse(
    'IMPORT_BINARY',
    `文件“${name}”不是纯文本（${kind}）。请另存为 .txt（UTF-8），或用相应格式的导入。`,
    `File "${name}" is not plain text (${kind}). Save it as .txt (UTF-8), or use the import for its format.`,
    { file: name },
  );

const tryDecode = (bytes: Uint8Array, encoding: Encoding): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** UTF-16 without a mark: every second byte of its ASCII signs (line breaks, figures) is zero. */
const utf16Of = (bytes: Uint8Array): Encoding | null => {
  const sample = bytes.subarray(0, 4096);
  let [even, odd] = [0, 0];
  sample.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  if (sample.length < 4 || even + odd < sample.length / 100 || Math.min(even, odd) * 20 > Math.max(even, odd)) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
};

const isReadable = (text: string): boolean => {
  const sample = text.slice(0, 20_000);
  const controls = [...sample].filter(
    (sign) => (sign < ' ' && !'\n\r\t\f\v'.includes(sign)) || sign === '\u007f' || sign === '\ufffd',
  ).length;
  return controls <= sample.length / 200;
};

/** The text of a file and the encoding it was in. Throws a Refusal for what is no text. */
export const decodeText = (bytes: Uint8Array, name: string): { text: string; encoding: Encoding } => {
  if (bytes.length > MAX_REPORT_BYTES)
    refuse(
      'IMPORT_TOO_LARGE',
      `文件“${name}”有 ${bytes.length} 字节，超过上限 ${MAX_REPORT_BYTES} 字节。请只导入通报正文，或拆分后导入。`,
      `File "${name}" has ${bytes.length} bytes; the limit is ${MAX_REPORT_BYTES}. Import the report's text only, or split it.`,
      { file: name, bytes: bytes.length, limit: MAX_REPORT_BYTES },
    );
  const empty = (): never =>
    refuse('IMPORT_EMPTY', `文件“${name}”是空的。请选择有正文的通报。`, `File "${name}" is empty. Choose a report that has text.`, {
      file: name,
    });
  if (bytes.length === 0) return empty();
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const magic = SIGNATURES.find(([sign]) => start.startsWith(sign));
  if (magic !== undefined) return binary(name, magic[1]);
  const marked: Encoding | null = start.startsWith('\u00ff\u00fe') ? 'utf-16le' : start.startsWith('\u00fe\u00ff') ? 'utf-16be' : null;
  const order: Encoding[] =
    marked !== null ? [marked] : [...(utf16Of(bytes) === null ? [] : [utf16Of(bytes) ?? 'utf-16le']), 'utf-8', 'gb18030'];
  for (const encoding of order) {
    const text = tryDecode(bytes, encoding);
    if (text === null || !isReadable(text)) continue;
    if (text.trim() === '') return empty();
    return { text, encoding };
  }
  return binary(name, '无法识别的编码 / unknown encoding');
};
