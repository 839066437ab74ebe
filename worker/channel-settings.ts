import { join } from 'node:path';
import { channelSettingsSchema, type ChannelSettings } from '../activities/robot-settings.ts';
import { setting } from './settings.ts';
import { loadYamlSettings } from './yaml-settings.ts';

/** HUITOUKAN_CHANNELS, else `channels.yaml` in the data folder. */
export const channelSettingsFile = (dataFolder: string): string => setting('HUITOUKAN_CHANNELS') ?? join(dataFolder, 'channels.yaml');

/**
 * The robots and preferences of an instance; without a file everything goes by mail. HUITOUKAN_ROBOTS_LOOPBACK=1, for tests
 * alone, allows webhooks on 127.0.0.1.
 * @throws Refusal CHANNELS_UNREADABLE, CHANNELS_INVALID, naming file and field; never quoting what stands there
 */
export const loadChannelSettings = (dataFolder: string): ChannelSettings =>
  loadYamlSettings({
    file: channelSettingsFile(dataFolder),
    demanded: setting('HUITOUKAN_CHANNELS') !== undefined,
    schema: channelSettingsSchema({ env: process.env, loopback: process.env['HUITOUKAN_ROBOTS_LOOPBACK'] === '1' }),
    code: 'CHANNELS',
    what: { zh: '通道设置', en: 'the channel settings' },
  });
