/** One door to all readers: the kind of a file is what is in it, whatever its name says. */
import { refuse } from '../../../domain/refusal.ts';
import { decodeText, MAX_REPORT_BYTES } from '../decode.ts';
import { containerOf, isHtml } from './file-kind.ts';
import type { SourceDocument } from './source-document.ts';
import { linesOfText } from './text-reader.ts';

/** Largest Word document or PDF that is read: pictures may make them large, their words do not. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Refuses a file that is too large; `size` in bytes. */
export const requireSize = (size: number, name: string, limit: number = MAX_FILE_BYTES): void => {
  if (size > limit)
    refuse(
      'IMPORT_TOO_LARGE',
      `文件“${name}”有 ${size} 字节，超过上限 ${limit} 字节。请删去图片或附件，只导入通报正文，或拆分后导入。`,
      `File "${name}" has ${size} bytes; the limit is ${limit}. Leave out pictures and annexes, import the report's text only, or split it.`,
      { file: name, bytes: size, limit },
    );
};

/**
 * The lines of a file. Libraries are loaded for the kind that needs them. Whoever reads files of strangers calls this inside
 * `guarded.ts`: a reader may be made to hang.
 * @throws Refusal IMPORT_*: with the place and the way out
 */
export const readDocument = async (bytes: Uint8Array, name: string): Promise<SourceDocument> => {
  requireSize(bytes.byteLength, name);
  switch (containerOf(bytes, name)) {
    case 'zip':
      return (await import('./docx-reader.ts')).readDocx(bytes, name);
    case 'pdf':
      return (await import('./pdf-reader.ts')).readPdf(bytes, name);
    case 'text': {
      requireSize(bytes.byteLength, name, MAX_REPORT_BYTES);
      const { text } = decodeText(bytes, name);
      return isHtml(text) ? (await import('./html-reader.ts')).readHtml(bytes, name) : linesOfText(text);
    }
  }
};
