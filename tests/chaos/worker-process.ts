// A worker that can be killed: the product's own parts, with leases and waits short enough for a test of two minutes.
import type { Channel } from '../../activities/channel.ts';
import { createDispatchActivities } from '../../activities/dispatch.ts';
import { createSmtpChannel } from '../../activities/smtp-channel.ts';
import { connect } from '../../ledger/database.ts';
import { makeDataConverter } from '../../worker/codec.ts';
import { startWorker } from '../../worker/worker.ts';
import type { WorkerSettings } from './chaos-run.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
const timeouts = { connectMs: 2_000, greetingMs: 2_000, idleMs: 3_000, totalMs: 5_000 };
const smtp = createSmtpChannel({
  host: '127.0.0.1',
  port: settings.smtpPort,
  tls: 'off',
  clientName: 'chaos.example',
  from: { name: '督查室', address: 'noreply@example.com' },
  timeouts,
});

/**
 * The sabotage: de-duplication off. Nothing is written down before the first byte leaves, and what broke off is simply tried
 * again. Injected here, so that the product has no such switch.
 */
const careless: Channel = {
  name: 'mail',
  send: async (message, { signal }) => {
    const outcome = await smtp.send(message, { signal, handingOver: () => Promise.resolve(true) });
    return outcome.kind === 'uncertain' ? { kind: 'retry', class: 'unreachable', response: outcome.reason } : outcome;
  },
};

const db = connect(settings.ledgerUrl, 20);
const worker = await startWorker({
  connection: { address: settings.engineAddress },
  namespace: settings.namespace,
  db,
  dataConverter: makeDataConverter({ namespace: settings.namespace, keys: [{ id: settings.key.id, key: new Uint8Array(Buffer.from(settings.key.key, 'base64')) }] }),
  activities: createDispatchActivities({
    db,
    channels: [settings.sabotage === 'dedup' ? careless : smtp],
    settings: { claimLeaseMs: 8_000, sendLeaseMs: 8_000, resendAfterMs: 2_000, passMs: 20_000, concurrency: 10, peoplePerClaim: 10, retryDelayMs: () => 1_000 },
  }),
});
process.send?.('ready');
await worker.ended;
