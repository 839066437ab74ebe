import type { DataConverter } from '@temporalio/common';
import { startEmbeddedLedger } from '../ledger/embedded.ts';
import { migrate } from '../ledger/migrate.ts';
import { loadKeyRing } from './codec-keys.ts';
import { makeDataConverter } from './codec.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import type { EngineConnection } from './engine-external.ts';
import { startEngine } from './engine.ts';
import { setting } from './settings.ts';
import { Teardown } from './teardown.ts';
import { loadWays, startWork, type Work } from './work.ts';

export type StackOptions = {
  readonly dataFolder?: string;
  /** Only the demo, the rehearsal and tests: an engine whose workflows can be moved forward in time. */
  readonly timeSkipping?: boolean;
  /** A ledger of its own even where DATABASE_URL names one: for what is thrown away afterwards. */
  readonly ownLedger?: boolean;
  /** With the engine's own page. */
  readonly ui?: boolean;
  /** One line for each part that is up. */
  readonly onProgress?: (zh: string, en: string) => void;
};

export type Stack = Pick<Work, 'channels' | 'chooseRobot' | 'mailAddress' | 'broken'> & {
  readonly folder: DataFolder;
  readonly connection: EngineConnection;
  readonly namespace: string;
  readonly ledgerUrl: string;
  readonly dataConverter: DataConverter;
  readonly uiAddress: string | null;
  readonly stop: () => Promise<void>;
};

/**
 * Starts everything on one machine and one data folder: engine, ledger, mailbox, worker. What still runs after a kill -9 is
 * taken over; a second instance on the folder is refused.
 * @throws Refusal DATA_FOLDER_IN_USE and whatever its parts say
 */
export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  const say = options.onProgress ?? (() => undefined);
  const teardown = new Teardown();
  try {
    const folder = openDataFolder(options.dataFolder);
    teardown.add(folder.release);
    // Read before anything starts: whoever wrote it wrong should hear of it in a second.
    const ways = loadWays(folder.path);
    // What only skips time is of no use to anybody afterwards: it ends with us, whatever ends us.
    const ledgerUrl = await ledgerOf(folder, teardown, { endWithUs: options.timeSkipping ?? false, own: options.ownLedger ?? false });
    say('台账数据库已就绪', 'the ledger is up');
    const engine = await startEngine({
      dataFolder: folder.path,
      timeSkipping: options.timeSkipping ?? false,
      ui: options.ui ?? false,
      useExternal: options.timeSkipping !== true,
      onProgress: (done, total) => say(`正在下载流程引擎 ${megabytes(done)}${total === undefined ? '' : ` / ${megabytes(total)}`} MB`, 'downloading the engine'),
    });
    teardown.add(engine.stop);
    say('流程引擎已就绪', 'the engine is up');
    const dataConverter = makeDataConverter(loadKeyRing(folder.path, engine.namespace));
    const work = await startWork({ dataFolder: folder.path, connection: engine.connection, namespace: engine.namespace, ledgerUrl, dataConverter, ways });
    teardown.add(work.stop);
    say('工作进程已就绪', 'the worker is up');
    folder.announce({ address: engine.address, namespace: engine.namespace, ledgerUrl });
    return {
      folder,
      connection: engine.connection,
      namespace: engine.namespace,
      ledgerUrl,
      dataConverter,
      uiAddress: engine.uiAddress ?? null,
      channels: work.channels,
      chooseRobot: work.chooseRobot,
      mailAddress: work.mailAddress,
      broken: work.broken,
      stop: () => teardown.run(),
    };
  } catch (error) {
    await teardown.run().catch(() => undefined);
    throw error;
  }
};

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** DATABASE_URL in production, else the PostgreSQL that comes with the installation. */
const ledgerOf = async (folder: DataFolder, teardown: Teardown, { endWithUs, own }: { readonly endWithUs: boolean; readonly own: boolean }): Promise<string> => {
  const given = own ? undefined : setting('DATABASE_URL');
  if (given !== undefined) {
    await migrate(given);
    return given;
  }
  const ledger = await startEmbeddedLedger({ dataFolder: folder.path, endWithUs });
  teardown.add(ledger.stop);
  await migrate(ledger.url);
  return ledger.url;
};
