import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { bundleWorkflowCode } from '@temporalio/worker';
import { discardLedger, startEmbeddedLedger, type EmbeddedLedger } from '../../ledger/embedded.ts';
import { migrate } from '../../ledger/migrate.ts';
import { makeDataConverter, newCodecKey } from '../../worker/codec.ts';
import { externalEngine } from '../../worker/engine-external.ts';
import { startEngine, type Engine } from '../../worker/engine.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import type { WorkerSetup } from './worker-messages.ts';

/** The engine and the ledger that both sides run on: both write to the disk as in real use. */
export type Place = {
  readonly engine: Engine;
  readonly ledger: EmbeddedLedger;
  readonly dataConverter: DataConverter;
  /** False on an engine of somebody else: nobody's clock is moved there. */
  readonly skipsTime: boolean;
  readonly setup: Omit<WorkerSetup, 'side' | 'smtpPort'>;
  readonly close: () => Promise<void>;
};

const BARE_WORKFLOW = fileURLToPath(new URL('./bare-workflow.ts', import.meta.url));
const SILENT = { trace() {}, debug() {}, info() {}, log() {}, warn() {}, error() {} };

export const openPlace = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'huitoukan-bench-'));
  // Run by root, PostgreSQL is another user, who has to get in here.
  chmodSync(folder, 0o711);
  const skipsTime = externalEngine() === undefined;
  const ledger = await startEmbeddedLedger({ dataFolder: folder });
  await migrate(ledger.url);
  const engine = await startEngine({ dataFolder: folder, timeSkipping: skipsTime });
  const connection = await Connection.connect(engine.connection);
  try {
    await registerSearchAttributes(connection, engine.namespace);
  } finally {
    await connection.close();
  }
  const key = newCodecKey();
  // Both bundled before anything is measured.
  await workflowBundle();
  const bareBundle = join(folder, 'bare.js');
  writeFileSync(bareBundle, (await bundleWorkflowCode({ workflowsPath: BARE_WORKFLOW, logger: SILENT })).code);
  return {
    engine,
    ledger,
    skipsTime,
    dataConverter: makeDataConverter({ namespace: engine.namespace, keys: [key] }),
    setup: {
      address: engine.address,
      namespace: engine.namespace,
      ledgerUrl: ledger.url,
      bareBundle,
      codecKey: { id: key.id, key: Buffer.from(key.key).toString('base64') },
    },
    close: async () => {
      await engine.stop();
      await ledger.stop();
      discardLedger(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
