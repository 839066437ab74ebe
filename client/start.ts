import { registerSchedules, startDispatcher } from '../worker/schedules.ts';
import { startStack } from '../worker/stack.ts';
import { HuitoukanClient } from './client.ts';

/**
 * `npm start`: the system for real use, until Ctrl-C. Everything is kept in the data folder; after a kill -9 the next start
 * goes on where it was.
 */
export const start = async (options: { readonly dataFolder?: string; readonly ui?: boolean } = {}): Promise<void> => {
  const stack = await startStack({ ...options, onProgress: (zh, en) => console.log(`· ${zh} / ${en}`) });
  const client = await HuitoukanClient.connect(stack);
  const stopped = stopRequested();
  try {
    await startDispatcher(client.engine);
    await registerSchedules(client.engine);
    console.log(`\n回头看已运行，数据在 ${stack.folder.path}。停止请按 Ctrl-C。`);
    console.log(`Huitoukan is running; its data is in ${stack.folder.path}. Stop it with Ctrl-C.`);
    console.log(`  邮件 / mail: ${stack.mailAddress}${stack.uiAddress === null ? '' : `\n  引擎页面 / the engine's page: ${stack.uiAddress}`}`);
    // A worker that breaks ends the process with an error: better to be restarted than to look alive.
    await Promise.race([stopped, stack.broken]);
  } finally {
    console.log('正在停止… / stopping…');
    await client.close();
    await stack.stop();
  }
};

/** Settles at Ctrl-C or a service manager's stop; both again are ignored while stopping. */
export const stopRequested = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
