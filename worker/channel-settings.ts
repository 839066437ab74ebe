import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { channelSettingsSchema, type ChannelSettings } from '../activities/robot-settings.ts';
import { refuse } from '../domain/refusal.ts';

/** HUITOUKAN_CHANNELS, else `channels.yaml` in the data folder. */
export const channelSettingsFile = (dataFolder: string): string => process.env['HUITOUKAN_CHANNELS'] || join(dataFolder, 'channels.yaml');

/**
 * The robots and preferences of an instance; without a file everything goes by mail. HUITOUKAN_ROBOTS_LOOPBACK=1, for tests
 * alone, allows webhooks on 127.0.0.1.
 * @throws Refusal CHANNELS_UNREADABLE, CHANNELS_INVALID, naming file and field; never quoting what stands there
 */
export const loadChannelSettings = (dataFolder: string): ChannelSettings => {
  const file = channelSettingsFile(dataFolder);
  const schema = channelSettingsSchema({ env: process.env, loopback: process.env['HUITOUKAN_ROBOTS_LOOPBACK'] === '1' });
  const parsed = schema.safeParse(parseYaml(file, readSettings(file)) ?? {});
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const field = first?.path.join('.') ?? '';
  const where = field === '' ? { zh: '内容', en: 'content' } : { zh: ` ${field} `, en: field };
  return refuse('CHANNELS_INVALID', `${file} 的${where.zh}有误：${first?.message ?? ''}`, `${file}, ${where.en}: ${first?.message ?? ''}`, { file, field });
};

const readSettings = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === 'ENOENT' && !process.env['HUITOUKAN_CHANNELS']) return '';
    return refuse('CHANNELS_UNREADABLE', `通道设置 ${file} 无法读取（${code}）`, `the channel settings ${file} cannot be read (${code})`, { file });
  }
};

/** The parser's own message shows the line, and with it perhaps a key: only the place is passed on. */
const parseYaml = (file: string, text: string): unknown => {
  try {
    return parse(text);
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 0) : 0;
    return refuse('CHANNELS_INVALID', `${file} 第${line}行不是正确的 YAML`, `${file}, line ${line}: not valid YAML`, { file, line });
  }
};
