import { ROBOT_PROVIDERS } from '../activities/robot-providers.ts';
import { robotName } from '../activities/robot-channel.ts';
import type { ChannelSettings } from '../activities/robot-settings.ts';
import { listChannelStates, type ChannelStanding } from '../ledger/channel-states.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { configuredMail } from '../worker/mail-settings.ts';

/** A channel as people see it: where it leads and how it fares, and nothing that would let anybody use it. */
export type ChannelEntry = {
  readonly id: string;
  readonly kind: string;
  /** The host that is spoken to; of a webhook nothing more, since the rest is the key. */
  readonly host: string;
  readonly units: readonly string[];
  readonly posts: readonly string[];
  readonly kinds: readonly string[];
  readonly limits: readonly { readonly count: number; readonly seconds: number }[];
  /** Null: nothing was sent by it, or nothing runs that would know. */
  readonly standing: Omit<ChannelStanding, 'channel'> | null;
};

/** Mail and every robot of the settings; how they fare where a ledger is given. */
export const listChannels = async (settings: ChannelSettings, ledger: LedgerDatabase | null): Promise<ChannelEntry[]> => {
  const states = new Map((ledger === null ? [] : await listChannelStates(ledger)).map(({ channel, ...standing }) => [channel, standing]));
  const mail = configuredMail();
  const robots = settings.robots.map((robot): ChannelEntry => {
    const vendors = ROBOT_PROVIDERS[robot.kind].limits.map(({ count, windowMs }) => ({ count, seconds: windowMs / 1000 }));
    const { id, kind, units, posts, kinds, limits = vendors } = robot;
    return { id, kind, host: new URL(robot.webhook).host, units, posts, kinds, limits, standing: states.get(robotName(id)) ?? null };
  });
  const host = mail === null ? '数据文件夹 / data folder' : `${mail.host}:${mail.port}`;
  return [{ id: 'mail', kind: 'smtp', host, units: [], posts: [], kinds: [], limits: [], standing: states.get('mail') ?? null }, ...robots];
};
