import type { Day } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import type { ParsedReport } from '../import/parsed-report.ts';
import { accountsOf } from './build.ts';
import { checkReport, type CheckResult } from './check.ts';
import { NO_FACTS } from './facts.ts';
import { figuresOf } from './figures.ts';
import { readBack } from './read-back.ts';
import { loadRoundRecord } from './record.ts';

export type ReportCheck = CheckResult & { readonly asOf: Day; readonly items: number };

/** A file of this machine. @throws Refusal IMPORT_* */
export const runCheck = async (db: LedgerDatabase, file: string, round: string, asOf?: Day): Promise<ReportCheck & { readonly file: string }> => {
  const { readReportFile } = await import('../import/read-report.ts');
  return { ...(await checkParsed(db, await readReportFile(file), round, asOf)), file };
};

/** One that was handed in, up to 64 MB. @throws Refusal IMPORT_* */
export const checkHandedIn = async (db: LedgerDatabase, { bytes, name }: { readonly bytes: Uint8Array; readonly name: string }, round: string, asOf?: Day): Promise<ReportCheck> => {
  const { readReportBytes } = await import('../import/read-report.ts');
  return await checkParsed(db, await readReportBytes(bytes, name), round, asOf);
};

/**
 * Does a report agree with the ledger? As of the day that it names itself (截至…), unless another is asked for. A version
 * that says how many issues it withholds is compared with what may be published.
 */
const checkParsed = async (db: LedgerDatabase, report: ParsedReport, round: string, asOf?: Day): Promise<ReportCheck> => {
  const read = readBack(report);
  const day = asOf ?? read.asOf ?? undefined;
  const record = await loadRoundRecord(db, round, day);
  const isPublic = read.printed.has('withheld');
  const withheld = new Set(record.stories.filter(({ state }) => isPublic && state.publication.withheld !== null).map(({ state }) => state.number));
  const figures = figuresOf(round, record.stories.map((story) => story.state), (state) => !withheld.has(state.number));
  const accounts = accountsOf(record, NO_FACTS).map((account) => ({ ...account, withheld: isPublic && account.withheld }));
  return { ...checkReport(read, figures, accounts), asOf: record.asOf, items: read.report.issues.length };
};
