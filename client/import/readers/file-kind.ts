/** The kind of a file by what is in it; its name is only for messages. */
import { refuse } from '../../../domain/refusal.ts';
import type { SafeZip } from '../safe-zip.ts';

export type Container = 'zip' | 'pdf' | 'text';

const SIGNATURES: ReadonlyArray<readonly [sign: string, kind: string, zh: string, en: string]> = [
  [
    '\u00d0\u00cf\u0011\u00e0',
    'Word 97',
    '请用 Word 或 WPS 打开（有密码的先去除密码），另存为 .docx',
    'open it in Word or WPS (remove a password first) and save it as .docx',
  ],
  ['{\\rtf', 'RTF', '请用 Word 或 WPS 打开，另存为 .docx', 'open it in Word or WPS and save it as .docx'],
  ['\u0089PNG', 'PNG', '图片中的文字需先识别（OCR），再存为 .txt 或 .docx', 'recognise its text first (OCR) and save it as .txt or .docx'],
  [
    '\u00ff\u00d8\u00ff',
    'JPEG',
    '图片中的文字需先识别（OCR），再存为 .txt 或 .docx',
    'recognise its text first (OCR) and save it as .txt or .docx',
  ],
  ['GIF8', 'GIF', '图片中的文字需先识别（OCR），再存为 .txt 或 .docx', 'recognise its text first (OCR) and save it as .txt or .docx'],
  ['II*\0', 'TIFF', '图片中的文字需先识别（OCR），再存为 .txt 或 .docx', 'recognise its text first (OCR) and save it as .txt or .docx'],
  ['MM\0*', 'TIFF', '图片中的文字需先识别（OCR），再存为 .txt 或 .docx', 'recognise its text first (OCR) and save it as .txt or .docx'],
  ['Rar!', 'RAR', '请先解压，再导入其中的文件', 'unpack it and import the file in it'],
  ['7z\u00bc\u00af', '7z', '请先解压，再导入其中的文件', 'unpack it and import the file in it'],
  ['\u001f\u008b', 'gzip', '请先解压，再导入其中的文件', 'unpack it and import the file in it'],
  ['MZ', 'Windows', '这是程序，不是通报', 'it is a program, not a report'],
  ['\u007fELF', 'Linux', '这是程序，不是通报', 'it is a program, not a report'],
];

const unsupported = (name: string, kind: string, zh: string, en: string): never =>
  refuse(
    'IMPORT_KIND',
    `文件“${name}”是 ${kind}，不能直接导入：${zh}。可导入 .txt .md .html .docx 和有文字的 .pdf。`,
    `File "${name}" is ${kind} and cannot be imported as it is: ${en}. What can be: .txt .md .html .docx, and .pdf with text.`,
    {
      file: name,
      kind,
    },
  );

const latin = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** Looks at the first bytes. Throws a Refusal IMPORT_KIND for what no reader takes, with the way out. */
export const containerOf = (bytes: Uint8Array, name: string): Container => {
  const start = latin(bytes.subarray(0, 1024));
  // A PDF may begin with some bytes of its sender.
  if (/%PDF-\d/.test(start)) return 'pdf';
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return 'zip';
  const found = SIGNATURES.find(([sign]) => start.startsWith(sign));
  return found === undefined ? 'text' : unsupported(name, found[1], found[2], found[3]);
};

/** Is the container a Word document? Throws a Refusal for any other, with the way out. */
export const requireWord = (zip: SafeZip, name: string): void => {
  const has = (folder: string): boolean => zip.names.some((one) => one.startsWith(folder));
  if (has('word/')) return;
  if (has('xl/')) unsupported(name, 'Excel', '台账请用 register import 导入', 'import registers with register import');
  if (has('ppt/')) unsupported(name, 'PowerPoint', '请将文字复制到 .docx 或 .txt', 'copy its text into a .docx or .txt');
  if (zip.has('content.xml')) unsupported(name, 'OpenDocument', '请另存为 .docx', 'save it as .docx');
  unsupported(name, 'ZIP', '请先解压，再导入其中的文件', 'unpack it and import the file in it');
};

/** Is a text written in HTML? Names of tags near its beginning tell. */
export const isHtml = (text: string): boolean =>
  /<(?:!doctype\s+html|html|head|body|div|p|table|article|meta|span|h[1-6])(?:\s[^<>]*)?>/i.test(text.slice(0, 8192));

/** Is a text written in Markdown? Headings, bold words or a table's rule tell. */
export const isMarkdown = (text: string): boolean =>
  /^#{1,6}[ \t]{1,4}\S/m.test(text) || /\*\*[^*\n]{1,80}\*\*/.test(text) || /^[ \t]{0,3}\|?[ \t]{0,3}:?-{3,20}:?[ \t]{0,3}\|/m.test(text);
