import { registerSchedules, startDispatcher } from '../worker/schedules.ts';
import { portSetting, setting } from '../worker/settings.ts';
import { Teardown } from '../worker/teardown.ts';
import { loadWays, startWork } from '../worker/work.ts';
import { HuitoukanClient } from './client.ts';
import { askHealth, serveProbes } from './health.ts';
import { sharedParts, startPatience } from './shared-parts.ts';
import { stopRequested } from './stop-requested.ts';

const say = (zh: string, en: string): void => console.log(`· ${zh} / ${en}`);

/**
 * `huitoukan work`: one worker process on a ledger and an engine that run elsewhere, until it is asked to stop; any number of
 * them side by side. Workflows, deliveries, comparisons, roll-ups; the schedules are made by whoever comes first.
 * @throws Refusal SETTING_MISSING, LEDGER_NOT_REACHABLE, ENGINE_NOT_REACHABLE, DATA_FOLDER_NOT_SHARED, PORT_TAKEN
 */
export const work = async (options: { readonly dataFolder?: string } = {}): Promise<void> => {
  let stopping = false;
  const stopped = stopRequested().then(() => {
    stopping = true;
  });
  const parts = await sharedParts('work', options.dataFolder, startPatience(say, () => stopping), ['HUITOUKAN_SMTP']);
  const ways = loadWays(parts.folder);
  const teardown = new Teardown();
  try {
    const client = await HuitoukanClient.connect(parts);
    teardown.add(() => client.close());
    const working = await startWork({ ...parts, dataFolder: parts.folder, ways });
    teardown.add(working.stop);
    await startDispatcher(client.engine);
    await registerSchedules(client.engine);
    if (setting('HUITOUKAN_HEALTH_PORT') !== undefined) {
      const probes = await serveProbes(portSetting('HUITOUKAN_HEALTH_PORT', 0), setting('HUITOUKAN_HOST') ?? '127.0.0.1', {
        isAlive: working.isRunning,
        isReady: async () => ({ worker: working.isRunning() && !stopping, ...(await askHealth(client)) }),
      });
      teardown.add(probes.stop);
      say(`健康检查：${probes.address}/healthz`, `health: ${probes.address}/readyz`);
    }
    say(`工作进程已就绪（引擎 ${parts.connection.address ?? ''}，命名空间 ${parts.namespace}，邮件 ${working.mailAddress}）`, `the worker is ready (mail ${working.mailAddress})`);
    // A worker that breaks ends the process with an error: better to be restarted than to look alive.
    await Promise.race([stopped, working.broken]);
  } finally {
    say('正在停止：办完手上的工作，不再接新的', 'stopping: what runs is finished, nothing new is taken');
    await teardown.run();
  }
};
