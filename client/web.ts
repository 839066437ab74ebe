import { join } from 'node:path';
import { refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import { dataFolderPath } from '../worker/data-folder.ts';
import { publicAddress, webSecret } from '../worker/web-secret.ts';
import type { DemoPerson } from './api/demo.ts';
import type { LogTarget } from './api/log.ts';
import { serve, WEB_PORT, type Served } from './api/serve.ts';
import { loadSignInProviders } from './api/sign-in-settings.ts';
import type { HuitoukanClient } from './client.ts';
import { buildPage } from './page-build.ts';
import { stopRequested } from './stop-requested.ts';

export type WebOptions = {
  readonly port?: number;
  readonly host?: string;
  /** The clock of the page and the API; a play that skips time has its own. */
  readonly now?: () => Instant;
};

/** HUITOUKAN_PORT, else the usual one. @throws Refusal INVALID_SETTING */
const portOf = (given: number | undefined): number => {
  if (given !== undefined) return given;
  const text = process.env['HUITOUKAN_PORT'];
  if (text === undefined || text === '') return WEB_PORT;
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : refuse('INVALID_SETTING', `HUITOUKAN_PORT 须为端口号（现为“${text}”）`, `HUITOUKAN_PORT must be a port (it is "${text}")`);
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
  const trustProxy = process.env['HUITOUKAN_TRUST_PROXY'];
  return await serve({
    client,
    evidenceFolder: join(dataFolder, 'evidence'),
    dataFolder,
    secret: webSecret(dataFolder),
    providers: loadSignInProviders(dataFolder),
    port: portOf(options.port),
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(demo === undefined ? {} : { demo }),
    host: options.host ?? (process.env['HUITOUKAN_HOST'] || '127.0.0.1'),
    ...(reachedAt === null ? {} : { publicAddress: reachedAt }),
    ...(trustProxy === undefined || trustProxy === '' ? {} : { trustProxy }),
    log: { level, write: (line) => void process.stderr.write(line) },
  });
};

/** Where the page is, and while nobody can sign in as administrator, the link that makes one. */
export const tellAddress = ({ address, firstLink }: Served): void => {
  console.log(`  页面 / page: ${address}/`);
  if (firstLink !== null) console.log(`  首次使用：请打开这个一次性链接设置管理员密码（72小时内有效）\n  first use: open this one-time link to become the administrator (valid for 72 hours)\n  ${firstLink}`);
};

/** `huitoukan serve`: the page and the API beside a system that runs already. */
export const serveAlone = async (client: HuitoukanClient, options: WebOptions & { readonly dataFolder?: string }): Promise<void> => {
  const stopped = stopRequested();
  const web = await serveWeb(client, dataFolderPath(options.dataFolder), options, 'info');
  tellAddress(web);
  try {
    await stopped;
  } finally {
    await web.stop();
  }
};
