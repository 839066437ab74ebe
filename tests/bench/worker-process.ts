// A worker of one side, in a process of its own: so that its CPU and memory can be read, and so that it can be killed.
import { Context } from '@temporalio/activity';
import pg from 'pg';
import { DefaultLogger, NativeConnection, Runtime, Worker, type InjectedSinks } from '@temporalio/worker';
import { dispatchDue } from '../../activities/dispatch.ts';
import { HuitoukanClient, type ClientOptions } from '../../client/client.ts';
import type { Channel } from '../../activities/channel.ts';
import { createRecordActivities } from '../../activities/record.ts';
import { createSmtpChannel, SMTP_TIMEOUTS } from '../../activities/smtp-channel.ts';
import { createAccount } from '../../ledger/accounts.ts';
import { connect } from '../../ledger/database.ts';
import { makeDataConverter } from '../../worker/codec.ts';
import { CACHED_WORKFLOWS, startWorker } from '../../worker/worker.ts';
import { ApiKit } from '../api/kit.ts';
import type { BareActivities, BareSinks } from './bare-workflow.ts';
import { BARE_QUEUE } from './worker-messages.ts';
import type { FromWorker, Noted, Serving, ToWorker, WorkerAnswer, WorkerRequest, WorkerSetup } from './worker-messages.ts';

Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });

type Ask = (request: WorkerRequest) => Promise<WorkerAnswer>;

const say = (message: FromWorker): void => void process.send?.(message);
let noted: Noted[] = [];
/** Notes when the running activity was done. */
const note = (mark = 0): void => void noted.push({ id: Context.current().info.workflowExecution?.workflowId ?? '', mark, wall: Date.now() });
const takeNoted = (): WorkerAnswer => {
  const all = noted;
  noted = [];
  return { noted: all };
};

const acceptsAll: Channel = {
  name: 'mail',
  send: async (_message, { handingOver }) => ((await handingOver()) ? { kind: 'accepted', response: '250 ok' } : { kind: 'not_handed_over' }),
};

const smtpOn = (port: number): Channel =>
  createSmtpChannel({ host: '127.0.0.1', port, tls: 'off', clientName: 'bench.example', from: { name: '督查室', address: 'noreply@example.com' }, timeouts: SMTP_TIMEOUTS });

/** The page and its API beside the worker, in one process. */
const serveFor = async (options: ClientOptions, people: readonly string[]): Promise<Serving> => {
  const kit = await ApiKit.start(await HuitoukanClient.connect(options));
  const cookies: Record<string, string> = {};
  for (const person of people) cookies[person] = await kit.sessionOf(await createAccount(kit.client.ledger, { username: person, name: person, person, administrator: false }));
  return { address: kit.served.address, cookies };
};

const ours = async (setup: WorkerSetup): Promise<Ask> => {
  const db = connect(setup.ledgerUrl, 20);
  const record = createRecordActivities(db);
  const { id, key } = setup.codecKey;
  const dataConverter = makeDataConverter({ namespace: setup.namespace, keys: [{ id, key: new Uint8Array(Buffer.from(key, 'base64')) }] });
  const place = { connection: { address: setup.address }, namespace: setup.namespace, dataConverter };
  await startWorker({
    ...place,
    db,
    // The product's own, with a look at the clock after the ledger has it.
    activities: {
      recordStep: async (...step: Parameters<typeof record.recordStep>): Promise<void> => {
        await record.recordStep(...step);
        note();
      },
    },
  });
  const channel = setup.smtpPort === null ? acceptsAll : smtpOn(setup.smtpPort);
  return async (request) => {
    if (request.ask === 'noted') return takeNoted();
    if (request.ask === 'opened') return { opened: 0 };
    if (request.ask === 'serve') return { serving: await serveFor({ ...place, ledgerUrl: setup.ledgerUrl }, request.people) };
    const { sent } = await dispatchDue({ db, channels: [channel] }, { now: request.now, signal: new AbortController().signal });
    return { sent };
  };
};

const bare = async (setup: WorkerSetup): Promise<Ask> => {
  let opened = 0;
  const sinks: InjectedSinks<BareSinks> = { bench: { opened: { fn: () => void (opened += 1), callDuringReplay: false } } };
  const pool = new pg.Pool({ connectionString: setup.ledgerUrl, max: 20 });
  await pool.query('create table if not exists bare_act (id text, seq int, body jsonb, primary key (id, seq))');
  const activities: BareActivities = {
    remind: async (at) => note(at),
    write: async (seq, act) => {
      const { workflowExecution } = Context.current().info;
      await pool.query('insert into bare_act values ($1, $2, $3) on conflict do nothing', [workflowExecution?.workflowId, seq, JSON.stringify(act)]);
    },
  };
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address: setup.address }),
    namespace: setup.namespace,
    taskQueue: BARE_QUEUE,
    workflowBundle: { codePath: setup.bareBundle },
    activities,
    sinks,
    // As many as ours: the default would keep ten thousand issues warm for 1.6 GB, which is another comparison.
    maxCachedWorkflows: CACHED_WORKFLOWS,
  });
  worker.run().catch((error: unknown) => say({ problem: String(error) }));
  return async (request) => (request.ask === 'opened' ? { opened } : takeNoted());
};

let ask: Ask | undefined;
process.on('message', (message: ToWorker) => {
  const work = async (): Promise<void> => {
    if ('setup' in message) {
      ask = await (message.setup.side === 'ours' ? ours : bare)(message.setup);
      say({ ready: true });
    } else if (ask !== undefined) {
      say({ answer: message.request, body: await ask(message.body) });
    }
  };
  work().catch((error: unknown) => say({ problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
});
// The driver is gone: nobody would ever stop this process.
process.on('disconnect', () => process.exit(0));
