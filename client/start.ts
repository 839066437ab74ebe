import { registerSchedules, startDispatcher } from '../worker/schedules.ts';
import { startStack } from '../worker/stack.ts';
import type { Served } from './api/serve.ts';
import { HuitoukanClient } from './client.ts';
import { stopRequested } from './stop-requested.ts';
import { serveWeb, tellAddress, type WebOptions } from './web.ts';

export type StartOptions = WebOptions & { readonly dataFolder?: string; readonly ui?: boolean };

/**
 * `npm start`: the system for real use, until Ctrl-C. Everything is kept in the data folder; after a kill -9 the next start
 * goes on where it was.
 */
export const start = async (options: StartOptions = {}): Promise<void> => {
  const { ui, dataFolder } = options;
  const stack = await startStack({ ...(ui === undefined ? {} : { ui }), ...(dataFolder === undefined ? {} : { dataFolder }), onProgress: (zh, en) => console.log(`· ${zh} / ${en}`) });
  const client = await HuitoukanClient.connect(stack);
  const stopped = stopRequested();
  let serving: Served | undefined;
  try {
    await startDispatcher(client.engine);
    await registerSchedules(client.engine);
    const web = await serveWeb(client, stack.folder.path, options, 'warn');
    serving = web;
    stack.folder.announce({ webAddress: web.address });
    console.log(`\n回头看已运行，数据在 ${stack.folder.path}。停止请按 Ctrl-C。`);
    console.log(`Huitoukan is running; its data is in ${stack.folder.path}. Stop it with Ctrl-C.`);
    console.log(`  邮件 / mail: ${stack.mailAddress}${stack.uiAddress === null ? '' : `\n  引擎页面 / the engine's page: ${stack.uiAddress}`}`);
    tellAddress(web);
    // A worker that breaks ends the process with an error: better to be restarted than to look alive.
    await Promise.race([stopped, stack.broken]);
  } finally {
    console.log('正在停止… / stopping…');
    await serving?.stop();
    await client.close();
    await stack.stop();
  }
};
