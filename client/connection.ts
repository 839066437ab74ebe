import { externalEngine } from '../worker/engine-external.ts';
import { loadKeyRing } from '../worker/codec-keys.ts';
import { makeDataConverter } from '../worker/codec.ts';
import { dataFolderPath, isInstanceRunning, readInstance } from '../worker/data-folder.ts';
import { setting } from '../worker/settings.ts';
import { refuse } from '../domain/refusal.ts';
import { HuitoukanClient } from './client.ts';

/**
 * A client for the instance that runs on a data folder, from another process; where none does, for the ledger and the engine
 * that DATABASE_URL and TEMPORAL_ADDRESS name.
 * @throws Refusal NOT_RUNNING when nothing runs there and nothing is named
 */
export const connectToInstance = async (given?: string): Promise<HuitoukanClient> => {
  const path = dataFolderPath(given);
  const [named, ledger] = [externalEngine(), setting('DATABASE_URL')];
  if (!isInstanceRunning(path) && named !== undefined && ledger !== undefined)
    return HuitoukanClient.connect({ connection: named.connection, namespace: named.namespace, ledgerUrl: ledger, dataConverter: makeDataConverter(loadKeyRing(path, named.namespace, { make: false })) });
  const instance = readInstance(path);
  const { address, namespace, ledgerUrl } = instance ?? { address: undefined, namespace: undefined, ledgerUrl: undefined };
  if (!isInstanceRunning(path) || typeof address !== 'string' || typeof namespace !== 'string' || typeof ledgerUrl !== 'string')
    return refuse('NOT_RUNNING', `数据文件夹 ${path} 上没有正在运行的系统，请先执行 npm start（或用 --data 指明文件夹；台账和引擎另在别处运行的，设置 DATABASE_URL 和 TEMPORAL_ADDRESS）`, `nothing runs on the data folder ${path}; start it with npm start, or name another with --data (or set DATABASE_URL and TEMPORAL_ADDRESS where ledger and engine run elsewhere)`, {
      folder: path,
    });
  return HuitoukanClient.connect({
    connection: externalEngine()?.connection ?? { address },
    namespace,
    ledgerUrl,
    dataConverter: makeDataConverter(loadKeyRing(path, namespace)),
  });
};
