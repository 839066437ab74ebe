import { Client, Connection } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { startEngine } from '../../worker/engine.ts';
import { anotherProcess, temporaryFolder } from './helpers.ts';

const QUEUE = 'endless';

test('a workflow that never gives way, in whichever manner, is stopped, and the others of its worker get their turn', { timeout: 60_000 }, async () => {
  const engine = await startEngine({ dataFolder: temporaryFolder() });
  onTestFinished(() => engine.stop());
  const connection = await Connection.connect(engine.connection);
  onTestFinished(() => connection.close());
  const { workflow } = new Client({ connection, namespace: engine.namespace });
  const start = (name: string) => workflow.start(name, { workflowId: name, taskQueue: QUEUE });

  // A process of its own: without the limit nothing in it would ever run again.
  const { line } = anotherProcess(`
import { NativeConnection, Worker } from '@temporalio/worker';
import { workflowBundle } from './worker/bundle.ts';
import { sandboxOptions } from './worker/sandbox.ts';
const worker = await Worker.create({
  ...sandboxOptions(500),
  connection: await NativeConnection.connect(${JSON.stringify(engine.connection)}),
  namespace: '${engine.namespace}',
  taskQueue: '${QUEUE}',
  workflowBundle: await workflowBundle('${new URL('./endless-workflow.ts', import.meta.url).pathname}'),
});
console.log('works');
await worker.run();
`);
  expect(await line()).toBe('works');
  for (const name of ['endless', 'endlessPromises', 'endlessCondition']) {
    const handle = await start(name);
    const failed = async (): Promise<boolean> => (await handle.fetchHistory()).events?.some((event) => event.workflowTaskFailedEventAttributes != null) ?? false;
    await expect.poll(failed, { timeout: 20_000, interval: 100 }).toBe(true);
    expect(await (await start('brief')).result()).toBe('answered');
    await handle.terminate();
  }
});
