/** What runs inside the guarded process: bytes of a file to a parsed report. */
import type { GuardedTask } from './guarded.ts';
import { parseReport } from './parse-report.ts';
import type { ParsedReport } from './parsed-report.ts';
import { readDocument } from './readers/read-document.ts';

export const run: GuardedTask<ParsedReport> = async (bytes, name) => parseReport(await readDocument(bytes, name), { name });
