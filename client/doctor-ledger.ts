import { isMigrated } from '../ledger/migrate.ts';
import { isInstanceRunning, readInstance } from '../worker/data-folder.ts';
import { externalEngine } from '../worker/engine-external.ts';
import { setting } from '../worker/settings.ts';

/**
 * The ledger of what runs: of the instance on the data folder, or of processes of their own; undefined where nothing runs
 * that could be asked. That a ledger does not answer is told by the check of the ledger itself.
 */
export const ledgerOfWhatRuns = async (folder: string): Promise<string | undefined> => {
  const named = setting('DATABASE_URL');
  if (isInstanceRunning(folder)) {
    const own = readInstance(folder)?.['ledgerUrl'];
    return named ?? (typeof own === 'string' ? own : undefined);
  }
  if (named === undefined || externalEngine() === undefined) return undefined;
  return (await isMigrated(named).catch(() => false)) ? named : undefined;
};
