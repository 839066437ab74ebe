import type { Day } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { accountsOf } from './build.ts';
import { checkReport, type CheckResult } from './check.ts';
import { NO_FACTS } from './facts.ts';
import { figuresOf } from './figures.ts';
import { readBack } from './read-back.ts';
import { loadRoundRecord } from './record.ts';

/**
 * Does a report agree with the ledger? As of the day that it names itself (截至…), unless another is asked for. A version
 * that says how many issues it withholds is compared with what may be published.
 */
export const runCheck = async (db: LedgerDatabase, file: string, round: string, asOf?: Day): Promise<CheckResult & { readonly file: string; readonly asOf: Day; readonly items: number }> => {
  const { readReportFile } = await import('../import/read-report.ts');
  const read = readBack(await readReportFile(file));
  const day = asOf ?? read.asOf ?? undefined;
  const record = await loadRoundRecord(db, round, day);
  const isPublic = read.printed.has('withheld');
  const withheld = new Set(record.stories.filter(({ state }) => isPublic && state.publication.withheld !== null).map(({ state }) => state.number));
  const figures = figuresOf(round, record.stories.map((story) => story.state), (state) => !withheld.has(state.number));
  const accounts = accountsOf(record, NO_FACTS).map((account) => ({ ...account, withheld: isPublic && account.withheld }));
  return { ...checkReport(read, figures, accounts), file, asOf: record.asOf, items: read.report.issues.length };
};
