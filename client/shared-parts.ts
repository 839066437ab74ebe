import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../domain/refusal.ts';
import { connect } from '../ledger/database.ts';
import { claimFolder, takeFolder } from '../ledger/deployment.ts';
import { migrate } from '../ledger/migrate.ts';
import { untilLedgerAnswers, type Patience } from '../ledger/reach.ts';
import { loadKeyRing } from '../worker/codec-keys.ts';
import { makeDataConverter } from '../worker/codec.ts';
import { shareDataFolder, writeOnce } from '../worker/data-folder.ts';
import { externalEngine } from '../worker/engine-external.ts';
import { untilEngineAnswers } from '../worker/engine-reach.ts';
import { demandSettings, numberSetting, setting, type SettingName } from '../worker/settings.ts';
import type { ClientOptions } from './client.ts';

/** What processes of their own work with: ledger and engine that run by themselves, and the data folder that all share. */
export type SharedParts = ClientOptions & { readonly folder: string };

const SHARED_SETTINGS = ['DATABASE_URL', 'TEMPORAL_ADDRESS'] as const satisfies readonly SettingName[];
const LONGEST_WAIT_SECONDS = 3_600;

/** How long a start waits for the other side. @throws Refusal INVALID_SETTING */
export const startPatience = (say: Patience['say'], gaveUp: Patience['gaveUp']): Patience => ({
  withinMs: numberSetting('HUITOUKAN_START_WAIT_SECONDS', 60, LONGEST_WAIT_SECONDS) * 1000,
  ...(say === undefined ? {} : { say }),
  ...(gaveUp === undefined ? {} : { gaveUp }),
});

/**
 * The parts for `work` and `serve`, waited for: everything there, the ledger on the newest schema, the namespace made, the
 * data folder that of the others.
 * @throws Refusal SETTING_MISSING, LEDGER_NOT_REACHABLE, ENGINE_NOT_REACHABLE, DATA_FOLDER_NOT_SHARED, DATA_FOLDER_UNUSABLE
 */
export const sharedParts = async (command: string, dataFolder: string | undefined, patience: Patience, needed: readonly SettingName[] = []): Promise<SharedParts> => {
  const engine = externalEngine();
  // An engine may be named by a profile instead.
  demandSettings([...SHARED_SETTINGS.filter((name) => name !== 'TEMPORAL_ADDRESS' || engine === undefined), ...needed], command);
  const ledgerUrl = setting('DATABASE_URL');
  if (engine === undefined || ledgerUrl === undefined) throw new Error('demanded settings are missing');
  const folder = shareDataFolder(dataFolder);
  await untilLedgerAnswers(ledgerUrl, patience);
  const applied = await migrate(ledgerUrl);
  if (applied.length > 0) patience.say?.(`台账结构已更新（${applied.length}步）`, `the ledger's schema was brought up to date (${applied.length} steps)`);
  await untilEngineAnswers(engine, patience);
  await demandSharedFolder(ledgerUrl, folder);
  return { folder, ledgerUrl, connection: engine.connection, namespace: engine.namespace, dataConverter: makeDataConverter(loadKeyRing(folder, engine.namespace)) };
};

const folderIdOf = (folder: string): string => {
  const file = join(folder, 'folder-id');
  if (!existsSync(file)) writeOnce(file, `${randomUUID()}\n`);
  return readFileSync(file, 'utf8').trim();
};

/** Evidence taken in by one process must be there for the others. @throws Refusal DATA_FOLDER_NOT_SHARED */
const demandSharedFolder = async (ledgerUrl: string, folder: string): Promise<void> => {
  const db = connect(ledgerUrl, 1);
  try {
    const own = folderIdOf(folder);
    if ((await claimFolder(db, own)) === own) return;
  } finally {
    await db.destroy();
  }
  refuse(
    'DATA_FOLDER_NOT_SHARED',
    `数据文件夹 ${folder} 不是其他进程所用的那一个：佐证材料和密钥会各放一处。请把同一文件夹（卷、NFS）挂给所有进程，并用 --data 或 HUITOUKAN_DATA 指明；原文件夹已丢失或有意更换时，先执行 huitoukan migrate --take-folder`,
    `the data folder ${folder} is not the one that the other processes use: evidence and keys would lie in two places. Give all processes the same folder (a volume, NFS) and name it with --data or HUITOUKAN_DATA; where the old one is lost or was left on purpose, run huitoukan migrate --take-folder first`,
    { folder },
  );
};

/** `huitoukan migrate`: the newest schema; with `take`, this data folder is that of all processes from now on. Answers what was applied. */
export const migrateLedger = async (dataFolder: string | undefined, take: boolean): Promise<readonly string[]> => {
  demandSettings(['DATABASE_URL'], 'migrate');
  const ledgerUrl = setting('DATABASE_URL') ?? '';
  await untilLedgerAnswers(ledgerUrl, startPatience(undefined, undefined));
  const applied = await migrate(ledgerUrl);
  if (!take) return applied;
  const db = connect(ledgerUrl, 1);
  try {
    await takeFolder(db, folderIdOf(shareDataFolder(dataFolder)));
    return applied;
  } finally {
    await db.destroy();
  }
};
