import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { newCodecKey, makeDataConverter } from '../../worker/codec.ts';
import { startEngine } from '../../worker/engine.ts';
import type { Engine, EngineOptions } from '../../worker/engine.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { anotherProcess, isAlive, temporaryFolder } from './helpers.ts';

afterEach(() => void vi.unstubAllEnvs());

const started = async (options: EngineOptions): Promise<Engine> => {
  const engine = await startEngine(options);
  onTestFinished(() => engine.stop());
  return engine;
};

const connected = async (engine: Engine): Promise<Connection> => {
  const connection = await Connection.connect(engine.connection);
  onTestFinished(() => connection.close());
  return connection;
};

const startWorkflow = async (client: Client, workflowId: string, note = ''): Promise<void> => {
  await client.workflow.start('nobodyRunsThis', { workflowId, taskQueue: 'nobody', args: [{ note }] });
};

const skip = (connection: Connection, engine: Engine, workflowId: string) =>
  connection.workflowService.updateWorkflowExecutionOptions({
    namespace: engine.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true } },
    updateMask: { paths: ['time_skipping_config'] },
  });

test('a life: started, killed, started, taken over, replaced by another shape, stopped; histories stay', async () => {
  const dataFolder = temporaryFolder();
  const first = await started({ dataFolder });
  expect(first).toMatchObject({ namespace: 'huitoukan', takenOver: false });
  const connection = await connected(first);
  const { config } = await connection.workflowService.describeNamespace({ namespace: 'huitoukan' });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(366 * 86_400);

  // Both at once, twice: as several processes at their start.
  await Promise.all([registerSearchAttributes(connection, 'huitoukan'), registerSearchAttributes(connection, 'huitoukan')]);
  await registerSearchAttributes(connection, 'huitoukan');
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'huitoukan' });
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(['HtkRound', 'HtkUnit', 'HtkStatus', 'HtkOwner', 'HtkDue', 'HtkOverdue']));

  // What is sealed can not be found in any file of the engine.
  const dataConverter = makeDataConverter({ namespace: 'huitoukan', keys: [newCodecKey()] });
  const client = new Client({ connection, namespace: 'huitoukan', dataConverter });
  await startWorkflow(client, 'sealed', '某某局长 plain-words-of-a-finding');
  for (const file of readdirSync(join(dataFolder, 'engine'))) {
    expect(readFileSync(join(dataFolder, 'engine', file)).includes('plain-words-of-a-finding')).toBe(false);
  }
  await expect(skip(connection, first, 'sealed')).rejects.toThrow(/time.?skipping/i);

  process.kill(first.pid ?? 0, 'SIGKILL');
  const second = await started({ dataFolder });
  expect(second.takenOver).toBe(false);
  const third = await started({ dataFolder });
  expect(third).toMatchObject({ pid: second.pid, address: second.address, takenOver: true });

  const skipping = await started({ dataFolder, timeSkipping: true });
  expect(skipping.takenOver).toBe(false);
  expect(isAlive(second.pid ?? 0)).toBe(false);
  const skippingConnection = await connected(skipping);
  await skip(skippingConnection, skipping, 'sealed'); // the workflow is still there, and the call is taken
  await skipping.stop();
  await skipping.stop();
  expect(isAlive(skipping.pid ?? 0)).toBe(false);
});

test('our own kill -9 leaves an engine, which the next start takes over', async () => {
  const dataFolder = temporaryFolder();
  const other = anotherProcess(`
    import { startEngine } from './worker/engine.ts';
    console.log((await startEngine({ dataFolder: ${JSON.stringify(dataFolder)}, ui: true })).pid);
    setInterval(() => {}, 1000);`);
  const pid = Number(await other.line());
  other.child.kill('SIGKILL');
  await other.ended;
  expect(isAlive(pid)).toBe(true);
  const engine = await started({ dataFolder, ui: true });
  expect(engine).toMatchObject({ pid, takenOver: true });
  expect((await fetch(engine.uiAddress ?? '')).status).toBe(200);
});

test('an engine that the environment names is used as it is; time is never skipped on it', async () => {
  vi.stubEnv('TEMPORAL_ADDRESS', '127.0.0.1:9');
  vi.stubEnv('TEMPORAL_NAMESPACE', 'production');
  const dataFolder = temporaryFolder();
  const engine = await startEngine({ dataFolder });
  expect(engine).toMatchObject({ address: '127.0.0.1:9', namespace: 'production' });
  expect(engine.pid).toBeUndefined();
  expect(readdirSync(dataFolder)).toEqual([]);
  await expect(startEngine({ dataFolder, timeSkipping: true })).rejects.toMatchObject({ code: 'ENGINE_NOT_OURS' });
});

test('a port in use is said to be so', async () => {
  const engine = await started({ dataFolder: temporaryFolder() });
  const port = Number(engine.address.split(':')[1]);
  await expect(startEngine({ dataFolder: temporaryFolder(), port })).rejects.toMatchObject({ code: 'ENGINE_START_FAILED' });
});
