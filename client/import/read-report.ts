/** A report from a file of any kind that is read: kind by content, untrusted kinds in a guarded process, every line with its place. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../../domain/refusal.ts';
import { decodeText } from './decode.ts';
import { runGuarded } from './guarded.ts';
import { parseReport } from './parse-report.ts';
import type { ParsedReport } from './parsed-report.ts';
import { containerOf, isHtml } from './readers/file-kind.ts';
import { requireSize } from './readers/read-document.ts';
import { linesOfText } from './readers/text-reader.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

/** Plain text up to this size is parsed here; the longest real reports have a tenth of it. */
const SHORT_BYTES = 1024 * 1024;

export const REPORT_TASK = new URL('report-task.ts', import.meta.url);

/**
 * Reads a report from the bytes of a file: .docx, .pdf, .html, .md, .txt, by what is in it.
 * @throws Refusal IMPORT_*: with the place and the way out
 */
export const readReportBytes = async (bytes: Uint8Array, name: string): Promise<ParsedReport> => {
  requireSize(bytes.byteLength, name);
  if (bytes.byteLength > SHORT_BYTES || containerOf(bytes, name) !== 'text') return runGuarded<ParsedReport>(REPORT_TASK, { bytes, name });
  const { text } = decodeText(bytes, name);
  return isHtml(text) ? runGuarded<ParsedReport>(REPORT_TASK, { bytes, name }) : parseReport(linesOfText(text), { name });
};

/** Reads a report from a file; one that is too large is refused before it is read. */
export const readReportFile = async (file: string): Promise<ParsedReport> => {
  const name = basename(file);
  const unreadable = (error: unknown): never =>
    refuse('IMPORT_UNREADABLE', `文件 ${file} 无法读取（${fileProblem(error).zh}），请检查路径和权限`, `the file ${file} cannot be read (${fileProblem(error).en}); check its path and who may read it`, {
      file,
    });
  const found = await stat(file).catch(unreadable);
  if (!found.isFile()) return unreadable('不是文件 / not a file');
  requireSize(found.size, name);
  return readReportBytes(await readFile(file).catch(unreadable), name);
};
