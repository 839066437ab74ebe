import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Channel } from '../activities/channel.ts';
import { createDispatchActivities, type DispatchDeps } from '../activities/dispatch.ts';
import { createTriggerActivities, type TriggerDeps } from '../activities/look-back-triggers.ts';
import { createReconcileActivities } from '../activities/reconcile.ts';
import { createRobotChannel, makeChooser } from '../activities/robot-channel.ts';
import type { ChannelSettings } from '../activities/robot-settings.ts';
import { createRollupActivities } from '../activities/rollup.ts';
import { createSmtpChannel, SMTP_TIMEOUTS, type SmtpSettings } from '../activities/smtp-channel.ts';
import { loadTemplates, TEMPLATES_FOLDER } from '../activities/templates.ts';
import { makeWebhookGuard, webhookRules } from '../activities/webhook-guard.ts';
import { AUTOMATIC } from '../domain/actor.ts';
import { connect, type LedgerDatabase } from '../ledger/database.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { loadChannelSettings } from './channel-settings.ts';
import type { EngineConnection } from './engine-external.ts';
import { configuredMail, LOCAL_SENDER } from './mail-settings.ts';
import { startMailbox } from './mailbox.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { sendAct } from './send-act.ts';
import { Teardown } from './teardown.ts';
import { ACTION_LINKS_KEY, keyFrom, publicAddress, webhookKey, webSecret } from './web-secret.ts';
import { startWorker } from './worker.ts';

export type WorkOptions = {
  /** Templates of the unit's own, and the mailbox where no mail server is named. */
  readonly dataFolder: string;
  readonly connection: EngineConnection;
  readonly namespace: string;
  readonly ledgerUrl: string;
  readonly dataConverter: DataConverter;
  readonly ways: Ways;
};

/** How notices leave, by the settings: robots, webhooks, links in mails. */
export type Ways = { readonly robots: ChannelSettings } & Pick<DispatchDeps, 'webhooks' | 'links'>;

/**
 * Read before anything starts: whoever wrote a setting wrong should hear of it in a second.
 * @throws Refusal CHANNELS_UNREADABLE, CHANNELS_INVALID, INVALID_SETTING
 */
export const loadWays = (dataFolder: string): Ways => {
  const [robots, address, secret] = [loadChannelSettings(dataFolder), publicAddress(), webSecret(dataFolder)];
  return {
    robots,
    webhooks: { guard: makeWebhookGuard(webhookRules()), keyOf: (webhook) => keyFrom(secret, webhookKey(webhook)) },
    ...(address === null ? {} : { links: { address, key: keyFrom(secret, ACTION_LINKS_KEY) } }),
  };
};

/** A worker with everything that it needs: workflows, recording, deliveries, comparisons, roll-ups, look-backs. */
export type Work = {
  /** How notices leave. */
  readonly channels: readonly Channel[];
  readonly chooseRobot: NonNullable<DispatchDeps['chooseRobot']>;
  /** Where mails go: a mail server of the unit, or the embedded mailbox. */
  readonly mailAddress: string;
  readonly isRunning: () => boolean;
  /** Settles when the worker ended by itself, which it should not. */
  readonly broken: Promise<void>;
  /** Takes nothing new, lets what runs end (ten seconds), disconnects. */
  readonly stop: () => Promise<void>;
};

/**
 * Works for an engine and a ledger that are up. Several may work side by side, in one process or in many.
 * @throws Refusal INVALID_SETTING, TEMPLATE_INVALID, SEARCH_ATTRIBUTE_*
 */
export const startWork = async (options: WorkOptions): Promise<Work> => {
  const teardown = new Teardown();
  try {
    const { connection, namespace, dataConverter } = options;
    const acting = await Connection.connect(connection);
    teardown.add(() => acting.close());
    await registerSearchAttributes(acting, namespace);
    const mail = await mailOf(join(options.dataFolder, 'mailbox'), teardown);
    // A unit's own templates are checked here: a mistake in one must not show on the day a letter is due.
    const templates = loadTemplates(join(options.dataFolder, TEMPLATES_FOLDER));
    const { robots, ...others } = options.ways;
    const channels = [createSmtpChannel(mail), ...robots.robots.map((robot) => createRobotChannel(robot, robots))];
    const chooseRobot = makeChooser(robots);
    const db = connect(options.ledgerUrl, 20);
    teardown.add(() => db.destroy());
    const worker = await startWorker({
      connection,
      namespace,
      db,
      dataConverter,
      activities: {
        ...createDispatchActivities({ db, channels, chooseRobot, templates, ...others }),
        ...createReconcileActivities({ db }),
        ...createRollupActivities({ db }),
        ...createTriggerActivities({ db, act: automaticActs(acting, namespace, db, dataConverter) }),
      },
    });
    teardown.add(worker.stop);
    return { channels, chooseRobot, mailAddress: `${mail.host}:${mail.port}`, isRunning: worker.isRunning, broken: worker.ended, stop: () => teardown.run() };
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

/** The configured mail server, else the embedded mailbox of the data folder. */
const mailOf = async (folder: string, teardown: Teardown): Promise<SmtpSettings> => {
  const configured = configuredMail();
  if (configured !== null) return configured;
  const mailbox = await startMailbox({ folder });
  teardown.add(mailbox.close);
  return { host: mailbox.host, port: mailbox.port, tls: 'off', from: LOCAL_SENDER, timeouts: SMTP_TIMEOUTS };
};
