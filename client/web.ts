import { join } from 'node:path';
import type { Instant } from '../domain/time.ts';
import { dataFolderPath, isInstanceRunning } from '../worker/data-folder.ts';
import { portSetting, setting } from '../worker/settings.ts';
import { publicAddress, webSecret } from '../worker/web-secret.ts';
import type { DemoPerson } from './api/demo.ts';
import type { LogTarget } from './api/log.ts';
import { serve, WEB_PORT, type Served } from './api/serve.ts';
import { loadSignInProviders } from './api/sign-in-settings.ts';
import { HuitoukanClient } from './client.ts';
import { connectToInstance } from './connection.ts';
import { buildPage } from './page-build.ts';
import { sharedParts, startPatience } from './shared-parts.ts';
import { stopRequested } from './stop-requested.ts';

export type WebOptions = {
  readonly port?: number;
  readonly host?: string;
  /** The clock of the page and the API; a play that skips time has its own. */
  readonly now?: () => Instant;
};

/**
 * The page and the API for a client, on the evidence of a data folder. HUITOUKAN_WEB_ADDRESS is where people reach them
 * (behind a proxy), HUITOUKAN_TRUST_PROXY the proxy whose word on the caller's address is taken.
 * `demo`: whoever may be signed in by a button; the demo alone gives it.
 * @throws Refusal PORT_TAKEN, INVALID_SETTING
 */
export const serveWeb = async (client: HuitoukanClient, dataFolder: string, options: WebOptions, level: LogTarget['level'], demo?: readonly DemoPerson[]): Promise<Served> => {
  // Without its page the API still answers, and says so at `/`.
  await buildPage((zh, en) => process.stderr.write(`· ${zh} / ${en}\n`)).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  const reachedAt = publicAddress();
  const trustProxy = setting('HUITOUKAN_TRUST_PROXY');
  return await serve({
    client,
    evidenceFolder: join(dataFolder, 'evidence'),
    dataFolder,
    secret: webSecret(dataFolder),
    providers: loadSignInProviders(dataFolder),
    port: options.port ?? portSetting('HUITOUKAN_PORT', WEB_PORT),
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(demo === undefined ? {} : { demo }),
    host: options.host ?? setting('HUITOUKAN_HOST') ?? '127.0.0.1',
    ...(reachedAt === null ? {} : { publicAddress: reachedAt }),
    ...(trustProxy === undefined ? {} : { trustProxy }),
    log: { level, write: (line) => void process.stderr.write(line) },
  });
};

/** Where the page is, and while nobody can sign in as administrator, the link that makes one. */
export const tellAddress = ({ address, firstLink }: Served): void => {
  console.log(`  页面 / page: ${address}/`);
  if (firstLink !== null) console.log(`  首次使用：请打开这个一次性链接设置管理员密码（72小时内有效）\n  first use: open this one-time link to become the administrator (valid for 72 hours)\n  ${firstLink}`);
};

/**
 * `huitoukan serve`: the page and the API alone, until it is asked to stop; beside the instance of its data folder, else on
 * the ledger and the engine that the settings name. Any number of them side by side.
 * @throws Refusal SETTING_MISSING, LEDGER_NOT_REACHABLE, ENGINE_NOT_REACHABLE, DATA_FOLDER_NOT_SHARED, PORT_TAKEN
 */
export const serveAlone = async (options: WebOptions & { readonly dataFolder?: string }): Promise<void> => {
  let stopping = false;
  const stopped = stopRequested().then(() => {
    stopping = true;
  });
  const folder = dataFolderPath(options.dataFolder);
  const client = isInstanceRunning(folder)
    ? await connectToInstance(folder)
    : await HuitoukanClient.connect(await sharedParts('serve', folder, startPatience((zh, en) => console.log(`· ${zh} / ${en}`), () => stopping)));
  try {
    const web = await serveWeb(client, folder, options, 'info');
    try {
      tellAddress(web);
      await stopped;
    } finally {
      await web.stop();
    }
  } finally {
    await client.close();
  }
};
