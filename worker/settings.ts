import { readFileSync } from 'node:fs';
import { refuse } from '../domain/refusal.ts';

type Setting = {
  readonly zh: string;
  readonly en: string;
  /** How it may look, for whoever has to write it. */
  readonly example: string;
  /** May be given as a file instead: NAME_FILE names it (secrets of containers, credentials of systemd). */
  readonly secret?: true;
};

/**
 * Everything that the environment may say, in the order in which docs/operations.md tells it. TEMPORAL_* beside the address
 * (namespace, certificates, key, profile) are read by the engine's own library.
 */
export const SETTINGS = {
  DATABASE_URL: { zh: '台账数据库（PostgreSQL 15 或更高）', en: 'the ledger (PostgreSQL 15 or later)', example: 'postgres://huitoukan:PASSWORD@db:5432/huitoukan', secret: true },
  TEMPORAL_ADDRESS: { zh: '流程引擎（Temporal）的地址', en: 'the engine (Temporal)', example: 'temporal:7233' },
  HUITOUKAN_DATA: { zh: '数据文件夹：佐证材料、模板、密钥；各进程共用', en: 'the data folder: evidence, templates, keys; shared by all processes', example: '/var/lib/huitoukan' },
  HUITOUKAN_CODEC_KEYS: { zh: '引擎数据的密钥（JSON）；不设则用数据文件夹中的 codec-keys.json', en: 'keys that seal the engine’s data (JSON); else codec-keys.json of the data folder', example: '[{"id":"k1","key":"…"}]', secret: true },
  HUITOUKAN_WEB_SECRET: { zh: '登录会话的签名密钥（至少32个字符）；不设则用数据文件夹中的 web-secret', en: 'signs the sessions (32 characters at least); else web-secret of the data folder', example: '…', secret: true },
  HUITOUKAN_HOST: { zh: '页面和接口的监听地址，默认127.0.0.1', en: 'address that page and API listen on, 127.0.0.1 by default', example: '0.0.0.0' },
  HUITOUKAN_PORT: { zh: '页面和接口的端口，默认8088', en: 'port of page and API, 8088 by default', example: '8088' },
  HUITOUKAN_WEB_ADDRESS: { zh: '用户打开页面的地址（在代理之后）', en: 'where people reach the page (behind a proxy)', example: 'https://zhenggai.example.gov.cn' },
  HUITOUKAN_TRUST_PROXY: { zh: '可信代理的地址：采用它转告的来访地址', en: 'address of the proxy whose word on the caller’s address is taken', example: '10.0.0.2' },
  HUITOUKAN_HEALTH_PORT: { zh: '工作进程的健康检查端口（/healthz、/readyz）；不设则不开', en: 'port of a worker’s /healthz and /readyz; none by default', example: '8089' },
  HUITOUKAN_SMTP: { zh: '邮件服务器；写 mailbox 则存入数据文件夹的邮箱，不外发', en: 'the mail server; `mailbox` keeps mails in the data folder and sends nothing', example: 'smtps://user:PASSWORD@mail.example.gov.cn:465', secret: true },
  HUITOUKAN_MAIL_FROM: { zh: '发件人地址', en: 'the sender’s address', example: 'ducha@example.gov.cn' },
  HUITOUKAN_SMTP_CA: { zh: '邮件服务器证书的签发机构（PEM 文件）', en: 'the authority of the mail server’s certificate (a PEM file)', example: '/etc/huitoukan/ca.pem' },
  HUITOUKAN_CHANNELS: { zh: '群机器人设置文件，默认数据文件夹中的 channels.yaml', en: 'settings of group robots, channels.yaml of the data folder by default', example: '/etc/huitoukan/channels.yaml' },
  HUITOUKAN_SIGN_IN: { zh: '统一登录设置文件，默认数据文件夹中的 sign-in.yaml', en: 'settings of other logins, sign-in.yaml of the data folder by default', example: '/etc/huitoukan/sign-in.yaml' },
  HUITOUKAN_EVIDENCE_MAX_BYTES: { zh: '一份佐证材料的大小上限，默认32 MB', en: 'largest piece of evidence, 32 MB by default', example: '67108864' },
  HUITOUKAN_START_WAIT_SECONDS: { zh: '启动时等待台账和引擎的秒数，默认60', en: 'how long a start waits for ledger and engine, 60 by default', example: '60' },
  HUITOUKAN_PERSON: { zh: '命令行由谁办理，代替 --as', en: 'who acts on the command line, instead of --as', example: 'p-owner' },
} as const satisfies Readonly<Record<string, Setting>>;
export type SettingName = keyof typeof SETTINGS;

const isSecret = (name: SettingName): boolean => 'secret' in SETTINGS[name];

const ofFile = (name: SettingName, file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return refuse('INVALID_SETTING', `${name}_FILE 指明的文件 ${file} 无法读取（${code}）`, `the file ${file} that ${name}_FILE names cannot be read (${code})`, { field: `${name}_FILE`, file });
  }
};

/** A setting of this process; an empty one is none. @throws Refusal INVALID_SETTING where its file cannot be read */
export const setting = (name: SettingName): string | undefined => {
  const given = process.env[name];
  if (given !== undefined && given !== '') return given;
  const file = isSecret(name) ? process.env[`${name}_FILE`] : undefined;
  return file === undefined || file === '' ? undefined : ofFile(name, file) || undefined;
};

/** A whole number that a setting holds. @throws Refusal INVALID_SETTING */
export const numberSetting = (name: SettingName, usual: number, most: number): number => {
  const text = setting(name);
  if (text === undefined) return usual;
  const value = Number(text);
  return /^\d+$/.test(text) && value <= most ? value : refuse('INVALID_SETTING', `${name} 须为0到${most}的整数（现为“${text}”）`, `${name} must be a whole number from 0 to ${most} (it is "${text}")`, { field: name });
};

/** A port. @throws Refusal INVALID_SETTING */
export const portSetting = (name: 'HUITOUKAN_PORT' | 'HUITOUKAN_HEALTH_PORT', usual: number): number => numberSetting(name, usual, 65_535);

/** Names all that is missing at once, each with what it is for and how it may look. @throws Refusal SETTING_MISSING */
export const demandSettings = (names: readonly SettingName[], command: string): void => {
  const missing = names.filter((name) => setting(name) === undefined);
  if (missing.length === 0) return;
  const told = (language: 'zh' | 'en'): string => missing.map((name) => `\n  ${name}=${SETTINGS[name].example}   # ${SETTINGS[name][language]}`).join('');
  refuse(
    'SETTING_MISSING',
    `huitoukan ${command} 缺少以下环境变量，请设置后再启动（见 docs/operations.md；只在一台机器上使用请用 npm start）：${told('zh')}`,
    `huitoukan ${command} misses these environment variables; set them and start again (see docs/operations.md; for one machine alone use npm start):${told('en')}`,
    { field: missing.join(',') },
  );
};
