import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { refuse } from '../../domain/refusal.ts';
import { startEmbeddedLedger } from '../../ledger/embedded.ts';
import { untilLedgerAnswers } from '../../ledger/reach.ts';
import { dataFolderPath, isInstanceRunning, openDataFolder, readInstance, shareDataFolder } from '../../worker/data-folder.ts';
import { externalEngine } from '../../worker/engine-external.ts';
import { setting } from '../../worker/settings.ts';
import { Teardown } from '../../worker/teardown.ts';

export type LedgerAtWork = { readonly ledgerUrl: string; readonly dataFolder: string };

/** Runs the PostgreSQL of a data folder for as long as something takes; the folder is held meanwhile. */
const withEmbedded = async <T>(given: string | undefined, work: (ledger: LedgerAtWork) => Promise<T>): Promise<T> => {
  const teardown = new Teardown();
  try {
    const folder = openDataFolder(given);
    teardown.add(folder.release);
    const ledger = await startEmbeddedLedger({ dataFolder: folder.path });
    teardown.add(ledger.stop);
    return await work({ ledgerUrl: ledger.url, dataFolder: folder.path });
  } finally {
    await teardown.run();
  }
};

/**
 * The ledger of a data folder, whether a system runs on it or not; or the one that DATABASE_URL names.
 * @throws Refusal NOT_RUNNING where there is none, LEDGER_NOT_REACHABLE
 */
export const withLedger = async <T>(given: string | undefined, work: (ledger: LedgerAtWork) => Promise<T>): Promise<T> => {
  const path = dataFolderPath(given);
  const running = isInstanceRunning(path) ? readInstance(path)?.['ledgerUrl'] : undefined;
  const ledgerUrl = typeof running === 'string' ? running : setting('DATABASE_URL');
  if (ledgerUrl !== undefined) {
    await untilLedgerAnswers(ledgerUrl, { withinMs: 0 });
    return await work({ ledgerUrl, dataFolder: path });
  }
  if (!existsSync(join(path, 'ledger'))) refuse('NOT_RUNNING', `数据文件夹 ${path} 中没有台账：请用 --data 指明文件夹，或设置 DATABASE_URL`, `there is no ledger in the data folder ${path}: name the folder with --data, or set DATABASE_URL`, { folder: path });
  return await withEmbedded(path, work);
};

/**
 * Where a backup shall go: the empty database that DATABASE_URL names, else a new one in the data folder, which must not run.
 * @throws Refusal DATA_FOLDER_IN_USE, LEDGER_NOT_REACHABLE, ENGINE_NOT_EMPTY
 */
export const withNewLedger = async <T>(given: string | undefined, work: (ledger: LedgerAtWork) => Promise<T>): Promise<T> => {
  await demandIdleEngine();
  const ledgerUrl = setting('DATABASE_URL');
  if (ledgerUrl === undefined) return await withEmbedded(given, work);
  await untilLedgerAnswers(ledgerUrl, { withinMs: 0 });
  return await work({ ledgerUrl, dataFolder: shareDataFolder(given) });
};

/** Workflows that know more than the ledger would go on from there: two histories of one case. An engine that is away is no matter. */
const demandIdleEngine = async (): Promise<void> => {
  const engine = externalEngine();
  if (engine === undefined) return;
  const connection = await Connection.connect({ ...engine.connection, connectTimeout: 4_000 }).catch(() => undefined);
  try {
    const answer = await connection?.workflowService.countWorkflowExecutions({ namespace: engine.namespace, query: 'ExecutionStatus = "Running"' }).catch(() => undefined);
    if (Number(answer?.count ?? 0) === 0) return;
  } finally {
    await connection?.close();
  }
  refuse(
    'ENGINE_NOT_EMPTY',
    `引擎命名空间 ${engine.namespace} 中还有流程在运行，它们的进度与备份不同：请换一个空的命名空间（TEMPORAL_NAMESPACE），恢复后用 huitoukan rebuild 重建流程`,
    `workflows still run in the engine's namespace ${engine.namespace}, and they have come to another point than the backup: take an empty namespace (TEMPORAL_NAMESPACE), and after the restore start the workflows with huitoukan rebuild`,
    { namespace: engine.namespace },
  );
};
