import { z } from 'zod';
import { noticeKindSchema } from '../domain/policy-schema.ts';
import { ROBOT_PROVIDERS } from './robot-providers.ts';

/** `channels.yaml`: which robots there are, for whom, and who prefers them. Only refusals that name a field leave here. */

const LOOPBACK = '127.0.0.1';

/** What settings are read in: the environment for secrets kept there, and whether a server on this machine may be named. */
export type SettingsSurroundings = { readonly env: Readonly<Record<string, string | undefined>>; readonly loopback: boolean };

/** `env:NAME` stands for the value of that variable, so that a key need not lie in the file. */
export const secretText = ({ env }: SettingsSurroundings) =>
  z
    .string()
    .min(1)
    .max(2_000)
    .transform((text, context) => {
      if (!text.startsWith('env:')) return text;
      const value = env[text.slice(4)];
      if (value !== undefined && value !== '') return value;
      context.addIssue({ code: 'custom', message: `环境变量 ${text.slice(4)} 没有设置 / the environment variable is not set` });
      return z.NEVER;
    });

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, '只用小写字母、数字和短横 / lower-case letters, digits and hyphens');
const names = z.array(z.string().min(1).max(100)).max(1_000).default([]);
const limit = z.strictObject({ count: z.int().min(2).max(10_000), seconds: z.int().min(1).max(3_600) });

const robotSchema = (around: SettingsSurroundings) =>
  z.strictObject({
    id,
    kind: z.enum(['wecom', 'dingtalk', 'feishu']),
    webhook: secretText(around),
    /** Of a robot that demands a signature. */
    secret: secretText(around).optional(),
    /** Of a robot that takes only what contains it. */
    keyword: z.string().min(1).max(50).optional(),
    /** Whose group it is: holders of these posts, holders of any post in these units. */
    posts: names,
    units: names,
    /** What may be told in front of a group; letters of warning and the like are for the person alone. */
    kinds: z.array(noticeKindSchema).min(1).default(['information', 'reminder', 'urging']),
    /** May the group read what the finding is, or only its number? */
    show: z.enum(['number', 'title']).default('number'),
    /** The vendor's limits unless the unit's contract has others. */
    limits: z.array(limit).min(1).max(4).optional(),
    /** So long may it try; then mail tells it. */
    patienceMinutes: z.int().min(1).max(1_440).default(30),
  });

const personSchema = z.strictObject({
  /** `mail`, `chat` (the robot of their post or unit), or a robot's id. */
  channel: z.string().optional(),
  mobile: z
    .string()
    .regex(/^\+?\d{6,15}$/, '应为手机号 / a mobile number')
    .optional(),
  userId: z
    .string()
    .regex(/^[\w.@-]{1,64}$/, '应为平台内的用户编号 / a user id of the platform')
    .optional(),
});

/** The schema of the whole file; `surroundings` decide what a webhook may be. */
export const channelSettingsSchema = (surroundings: SettingsSurroundings) =>
  z
    .strictObject({
      /** For people who are not listed. */
      prefer: z.enum(['mail', 'chat']).default('mail'),
      /** Beside the vendors' own: a private installation of one of these services. */
      hosts: z.array(z.string().regex(/^[a-z0-9.-]+$/, '应为主机名 / a host name')).default([]),
      robots: z.array(robotSchema(surroundings)).max(100).default([]),
      people: z.record(z.string(), personSchema).default({}),
    })
    .superRefine((settings, context) => {
      const complain = (path: (string | number)[], message: string): void => context.addIssue({ code: 'custom', path, message });
      const ids = settings.robots.map((robot) => robot.id);
      for (const [at, robot] of settings.robots.entries()) {
        if (ids.indexOf(robot.id) < at) complain(['robots', at, 'id'], '编号重复 / the id is there twice');
        if (robot.id === 'mail' || robot.id === 'chat') complain(['robots', at, 'id'], '此编号另有含义 / this id has another meaning');
        if (robot.secret !== undefined && !ROBOT_PROVIDERS[robot.kind].signs) complain(['robots', at, 'secret'], '企业微信机器人没有签名密钥 / these robots have no secret');
        const wrong = wrongWebhook(robot, settings.hosts, surroundings);
        if (wrong !== null) complain(['robots', at, 'webhook'], wrong);
      }
      for (const [person, { channel }] of Object.entries(settings.people)) {
        if (channel !== undefined && channel !== 'mail' && channel !== 'chat' && !ids.includes(channel)) complain(['people', person, 'channel'], '没有这个机器人 / there is no such robot');
      }
    });

export type ChannelSettings = z.infer<ReturnType<typeof channelSettingsSchema>>;
export type RobotSettings = ChannelSettings['robots'][number];

/** Why a webhook is none, without quoting it: it holds the key. */
const wrongWebhook = ({ kind, webhook }: { readonly kind: RobotSettings['kind']; readonly webhook: string }, hosts: readonly string[], { loopback }: SettingsSurroundings): string | null => {
  const provider = ROBOT_PROVIDERS[kind];
  if (!URL.canParse(webhook)) return '不是网址 / not an address';
  const url = new URL(webhook);
  const isLocal = loopback && url.hostname === LOOPBACK;
  if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) return '必须是 https / must be https';
  if (url.username !== '' || url.password !== '') return '不得含用户名或密码 / must not hold a user or a password';
  if (!isLocal && !provider.hosts.includes(url.hostname) && !hosts.includes(url.hostname))
    return `主机不在允许之列（${[...provider.hosts, ...hosts].join('、')}）/ its host is not on the list; private installations go into "hosts"`;
  if (!url.pathname.startsWith(provider.path)) return `路径应以 ${provider.path} 开头 / its path must begin so`;
  return null;
};
