import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Refusal } from '../../domain/refusal.ts';
import { loadChannelSettings } from '../../worker/channel-settings.ts';
import { configuredMail } from '../../worker/mail-settings.ts';
import { temporaryFolder } from '../platform/helpers.ts';

afterEach(() => void vi.unstubAllEnvs());

const KEY = '5ecret-key-0123456789';
const WECOM = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`;

const load = (text: string) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'channels.yaml'), text);
  return loadChannelSettings(folder);
};
const refusalOf = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('not refused');
};
/** A file with one robot, changed so. */
const file = (robot: object, rest: object = {}): string => JSON.stringify({ robots: [{ id: 'town', kind: 'wecom', webhook: WECOM, ...robot }], ...rest });

test('without a file everything goes by mail; a file gives robots with their defaults', () => {
  expect(loadChannelSettings(temporaryFolder())).toEqual({ prefer: 'mail', hosts: [], robots: [], people: {} });
  expect(load(file({})).robots[0]).toMatchObject({ show: 'number', kinds: ['information', 'reminder', 'urging'], patienceMinutes: 30 });
});

test('a key can be kept in the environment', () => {
  vi.stubEnv('TOWN_ROBOT', WECOM);
  expect(load(file({ webhook: 'env:TOWN_ROBOT' })).robots[0]?.webhook).toBe(WECOM);
});

describe('what is wrong is named by its field, in both languages, and never quoted', () => {
  const dingtalk = { kind: 'dingtalk', webhook: `https://oapi.dingtalk.com/robot/send?access_token=${KEY}` };
  test.each<[string, string, string]>([
    ['no https', file({ webhook: WECOM.replace('https', 'http') }), 'robots.0.webhook'],
    ['http to this machine, outside tests', file({ webhook: `http://127.0.0.1:1/cgi-bin/webhook/send?key=${KEY}` }), 'robots.0.webhook'],
    ['another host', file({ webhook: WECOM.replace('qyapi.weixin.qq.com', 'evil.example') }), 'robots.0.webhook'],
    ['a host that only begins so', file({ webhook: WECOM.replace('qq.com', 'qq.com.evil.example') }), 'robots.0.webhook'],
    ['a host in the user part', file({ webhook: WECOM.replace('qyapi.weixin.qq.com', 'qyapi.weixin.qq.com@evil.example') }), 'robots.0.webhook'],
    ['the webhook of another vendor', file({ webhook: dingtalk.webhook }), 'robots.0.webhook'],
    ['another path', file({ webhook: WECOM.replace('webhook/send', 'message/send') }), 'robots.0.webhook'],
    ['no address', file({ webhook: `key=${KEY}` }), 'robots.0.webhook'],
    ['a variable that is not set', file({ webhook: 'env:HUITOUKAN_NOT_SET' }), 'robots.0.webhook'],
    ['a secret where there is none', file({ secret: KEY }), 'robots.0.secret'],
    ['an unknown vendor', file({ kind: 'pigeon' }), 'robots.0.kind'],
    ['an id with odd signs', file({ id: `t/${KEY}` }), 'robots.0.id'],
    ['an id that means something else', file({ id: 'mail' }), 'robots.0.id'],
    ['a limit of one', file({ limits: [{ count: 1, seconds: 60 }] }), 'robots.0.limits.0.count'],
    ['an unknown kind of notice', file({ kinds: ['gossip'] }), 'robots.0.kinds.0'],
    ['a robot that does not exist', file({}, { people: { 'p-owner': { channel: 'elsewhere' } } }), 'people.p-owner.channel'],
    ['a mobile number that is none', file({}, { people: { 'p-owner': { mobile: '12ab' } } }), 'people.p-owner.mobile'],
    ['a field that does not exist', file({ tokn: 'x' }), 'robots.0'],
  ])('%s', (_name, text, field) => {
    const refusal = refusalOf(() => load(text));
    expect(refusal).toMatchObject({ code: 'CHANNELS_INVALID', where: { field } });
    expect(JSON.stringify([refusal, refusal.message, refusal.stack])).not.toContain(KEY);
    expect(refusal.zh).toContain(field);
  });

  test('YAML that cannot be read: the line, not what stands there', () => {
    const refusal = refusalOf(() => load(`robots:\n  - id: town\n    webhook: "${WECOM}\n  kind: [\n`));
    expect(refusal).toMatchObject({ code: 'CHANNELS_INVALID' });
    expect(JSON.stringify([refusal, refusal.message, refusal.stack])).not.toContain(KEY);
    expect(refusal.where?.['line']).toBeGreaterThan(0);
  });

  test('a file that was named and is not there', () => {
    vi.stubEnv('HUITOUKAN_CHANNELS', '/nowhere/channels.yaml');
    expect(refusalOf(() => loadChannelSettings(temporaryFolder())).code).toBe('CHANNELS_UNREADABLE');
  });
});

test('a private installation of a service is allowed where the file says so', () => {
  expect(load(file({ webhook: WECOM.replace('qyapi.weixin.qq.com', 'wecom.county.example') }, { hosts: ['wecom.county.example'] })).robots).toHaveLength(1);
});

describe('the mail server', () => {
  test.each([
    ['smtps://u:p%40ss@mail.example', { host: 'mail.example', port: 465, tls: 'implicit', auth: { user: 'u', pass: 'p@ss' } }],
    ['smtp://mail.example:2525', { port: 2525, tls: 'required' }],
    ['smtp://relay.example?tls=off', { port: 587, tls: 'off' }],
  ])('%s', (given, expected) => {
    vi.stubEnv('HUITOUKAN_SMTP', given);
    expect(configuredMail()).toMatchObject(expected);
  });

  test.each([`u:${KEY}@mail.example`, `http://u:${KEY}@mail.example`, `smtp://u:${KEY}@mail.example?tls=maybe`])('what is none is refused without quoting it', (given) => {
    vi.stubEnv('HUITOUKAN_SMTP', given);
    const refusal = refusalOf(configuredMail);
    expect(refusal.code).toBe('INVALID_SETTING');
    expect(JSON.stringify([refusal, refusal.message])).not.toContain(KEY);
  });
});
