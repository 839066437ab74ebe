import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { discardLedger, startEmbeddedLedger, type EmbeddedLedger } from '../../ledger/embedded.ts';
import { migrate } from '../../ledger/migrate.ts';
import { makeDataConverter } from '../../worker/codec.ts';
import { externalEngine } from '../../worker/engine-external.ts';
import { startEngine, type Engine } from '../../worker/engine.ts';
import { registerSearchAttributes } from '../../worker/search-attributes.ts';
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
  const key = new Uint8Array(randomBytes(32));
  return {
    engine,
    ledger,
    skipsTime,
    dataConverter: makeDataConverter({ namespace: engine.namespace, keys: [{ id: 'bench', key }] }),
    setup: {
      address: engine.address,
      namespace: engine.namespace,
      ledgerUrl: ledger.url,
      codecKey: { id: 'bench', key: Buffer.from(key).toString('base64') },
    },
    close: async () => {
      await engine.stop();
      await ledger.stop();
      discardLedger(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
