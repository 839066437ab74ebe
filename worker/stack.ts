import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Channel } from '../activities/channel.ts';
import { createDispatchActivities, type DispatchDeps } from '../activities/dispatch.ts';
import { createTriggerActivities, type TriggerDeps } from '../activities/look-back-triggers.ts';
import { createReconcileActivities } from '../activities/reconcile.ts';
import { createRobotChannel, makeChooser } from '../activities/robot-channel.ts';
import { createRollupActivities } from '../activities/rollup.ts';
import { loadTemplates, TEMPLATES_FOLDER } from '../activities/templates.ts';
import { makeWebhookGuard, webhookRules } from '../activities/webhook-guard.ts';
import { createSmtpChannel, SMTP_TIMEOUTS, type SmtpSettings } from '../activities/smtp-channel.ts';
import { AUTOMATIC } from '../domain/permissions.ts';
import { connect, type LedgerDatabase } from '../ledger/database.ts';
import { startEmbeddedLedger } from '../ledger/embedded.ts';
import { migrate } from '../ledger/migrate.ts';
import { loadKeyRing } from './codec-keys.ts';
import { makeDataConverter } from './codec.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import type { EngineConnection } from './engine-external.ts';
import { startEngine } from './engine.ts';
import { loadChannelSettings } from './channel-settings.ts';
import { configuredMail, LOCAL_SENDER } from './mail-settings.ts';
import { startMailbox } from './mailbox.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { sendAct } from './send-act.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { ACTION_LINKS_KEY, keyFrom, publicAddress, webhookKey, webSecret } from './web-secret.ts';
import { startWorker } from './worker.ts';

export type StackOptions = {
  readonly dataFolder?: string;
  /** Only the demo, the rehearsal and tests: an engine whose workflows can be moved forward in time. */
  readonly timeSkipping?: boolean;
  /** A ledger of its own even where DATABASE_URL names one: for what is thrown away afterwards. */
  readonly ownLedger?: boolean;
  /** With the engine's own page. */
  readonly ui?: boolean;
  /** One line for each part that is up. */
  readonly onProgress?: (zh: string, en: string) => void;
};

export type Stack = {
  readonly folder: DataFolder;
  readonly connection: EngineConnection;
  readonly namespace: string;
  readonly ledgerUrl: string;
  readonly dataConverter: DataConverter;
  readonly uiAddress: string | null;
  /** How notices leave. */
  readonly channels: readonly Channel[];
  readonly chooseRobot: NonNullable<DispatchDeps['chooseRobot']>;
  /** Where mails go: a mail server of the unit, or the embedded mailbox. */
  readonly mailAddress: string;
  /** Settles when the worker ended by itself, which it should not. */
  readonly broken: Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Parts are stopped in the order opposite to their start, each even if another one fails. */
class Teardown {
  private readonly parts: (() => Promise<void> | void)[] = [];

  add(stop: () => Promise<void> | void): void {
    this.parts.unshift(stop);
  }

  async run(): Promise<void> {
    const problems: unknown[] = [];
    for (const stop of this.parts.splice(0)) {
      try {
        await stop();
      } catch (error) {
        problems.push(error);
      }
    }
    if (problems.length > 0) throw problems[0];
  }
}

/**
 * Starts everything on one machine and one data folder: engine, ledger, mailbox, worker. What still runs after a kill -9 is
 * taken over; a second instance on the folder is refused.
 * @throws Refusal DATA_FOLDER_IN_USE and whatever its parts say
 */
export const startStack = async (options: StackOptions = {}): Promise<Stack> => {
  const say = options.onProgress ?? (() => undefined);
  const teardown = new Teardown();
  try {
    const folder = openDataFolder(options.dataFolder);
    teardown.add(folder.release);
    // Read before anything starts: whoever wrote it wrong should hear of it in a second.
    const settings = loadChannelSettings(folder.path);
    const address = publicAddress();
    const guard = makeWebhookGuard(webhookRules());
    const secret = webSecret(folder.path);
    // What only skips time is of no use to anybody afterwards: it ends with us, whatever ends us.
    const ledgerUrl = await ledgerOf(folder, teardown, { endWithUs: options.timeSkipping ?? false, own: options.ownLedger ?? false });
    say('台账数据库已就绪', 'the ledger is up');
    const engine = await startEngine({
      dataFolder: folder.path,
      timeSkipping: options.timeSkipping ?? false,
      ui: options.ui ?? false,
      useExternal: options.timeSkipping !== true,
      onProgress: (done, total) => say(`正在下载流程引擎 ${megabytes(done)}${total === undefined ? '' : ` / ${megabytes(total)}`} MB`, 'downloading the engine'),
    });
    teardown.add(engine.stop);
    say('流程引擎已就绪', 'the engine is up');
    const connection = await Connection.connect(engine.connection);
    try {
      await registerSearchAttributes(connection, engine.namespace);
    } finally {
      await connection.close();
    }
    const mail = await mailOf(folder, teardown);
    const dataConverter = makeDataConverter(loadKeyRing(folder.path, engine.namespace));
    // A unit's own templates are checked here: a mistake in one must not show on the day a letter is due.
    const templates = loadTemplates(join(folder.path, TEMPLATES_FOLDER));
    const channels = [createSmtpChannel(mail), ...settings.robots.map((robot) => createRobotChannel(robot, settings))];
    const chooseRobot = makeChooser(settings);
    const db = connect(ledgerUrl, 20);
    teardown.add(() => db.destroy());
    const acting = await Connection.connect(engine.connection);
    teardown.add(() => acting.close());
    const worker = await startWorker({
      connection: engine.connection,
      namespace: engine.namespace,
      db,
      dataConverter,
      activities: {
        ...createDispatchActivities({
          db,
          channels,
          chooseRobot,
          templates,
          webhooks: { guard, keyOf: (webhook) => keyFrom(secret, webhookKey(webhook)) },
          ...(address === null ? {} : { links: { address, key: keyFrom(secret, ACTION_LINKS_KEY) } }),
        }),
        ...createReconcileActivities({ db }),
        ...createRollupActivities({ db }),
        ...createTriggerActivities({ db, act: automaticActs(acting, engine.namespace, db, dataConverter) }),
      },
    });
    teardown.add(worker.stop);
    say('工作进程已就绪', 'the worker is up');
    folder.announce({ address: engine.address, namespace: engine.namespace, ledgerUrl });
    return {
      folder,
      connection: engine.connection,
      namespace: engine.namespace,
      ledgerUrl,
      dataConverter,
      uiAddress: engine.uiAddress ?? null,
      channels,
      chooseRobot,
      mailAddress: `${mail.host}:${mail.port}`,
      broken: worker.ended,
      stop: () => teardown.run(),
    };
  } catch (error) {
    await teardown.run().catch(() => undefined);
    throw error;
  }
};

/** Acts that a policy plans without anybody's hand, from inside a worker. */
const automaticActs = (connection: Connection, namespace: string, ledger: LedgerDatabase, dataConverter: DataConverter): TriggerDeps['act'] => {
  const engine = new Client({ connection, namespace, dataConverter });
  return (issueId, act, key) => sendAct({ engine, ledger, taskQueue: TASK_QUEUE }, issueId, { act, actor: AUTOMATIC, seen: null }, key);
};

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** DATABASE_URL in production, else the PostgreSQL that comes with the installation. */
const ledgerOf = async (folder: DataFolder, teardown: Teardown, { endWithUs, own }: { readonly endWithUs: boolean; readonly own: boolean }): Promise<string> => {
  const given = own ? undefined : process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    await migrate(given);
    return given;
  }
  const ledger = await startEmbeddedLedger({ dataFolder: folder.path, endWithUs });
  teardown.add(ledger.stop);
  await migrate(ledger.url);
  return ledger.url;
};

/** The configured mail server, else the embedded mailbox of the data folder. */
const mailOf = async (folder: DataFolder, teardown: Teardown): Promise<SmtpSettings> => {
  const configured = configuredMail();
  if (configured !== null) return configured;
  const mailbox = await startMailbox({ folder: folder.mailbox });
  teardown.add(mailbox.close);
  return { host: mailbox.host, port: mailbox.port, tls: 'off', from: LOCAL_SENDER, timeouts: SMTP_TIMEOUTS };
};

