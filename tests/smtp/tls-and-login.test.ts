import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { OutgoingMessage, SendOutcome } from '../../activities/channel.ts';
import { createSmtpChannel, type SmtpSettings } from '../../activities/smtp-channel.ts';
import { testChannel } from '../../client/channel-test.ts';
import { Refusal } from '../../domain/refusal.ts';
import { configuredMail } from '../../worker/mail-settings.ts';
import { settingsOf } from '../robots/kit.ts';
import { selfSigned } from './certificate.ts';

const PASSWORD = 'r1ght:p@ss/w0rd';
const WRONG = 'wr0ng-passw0rd';
const { key, cert } = selfSigned('localhost');
const folder = mkdtempSync(join(tmpdir(), 'huitoukan-tls-'));
const caFile = join(folder, 'ca.pem');
writeFileSync(caFile, cert);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the server saw: how each message came, and every password it was shown, with whether the line was encrypted. */
type Seen = { readonly messages: { readonly secure: boolean; readonly user: string | undefined }[]; readonly logins: { readonly password: string; readonly secure: boolean }[] };

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await close?.();
  close = undefined;
});

const serve = async (options: SMTPServerOptions): Promise<{ port: number; seen: Seen }> => {
  const seen: Seen = { messages: [], logins: [] };
  const server = new SMTPServer({
    key,
    cert,
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 200,
    onAuth: (auth, session, callback) => {
      seen.logins.push({ password: auth.password ?? '', secure: session.secure });
      if (auth.username === 'office' && auth.password === PASSWORD) callback(null, { user: auth.username });
      else callback(new Error('Invalid username or password'));
    },
    onData: (stream, session, callback) => {
      stream.resume().on('end', () => {
        seen.messages.push({ secure: session.secure, user: session.user });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  close = () => new Promise((resolve) => server.close(() => resolve()));
  return { port: (server.server.address() as AddressInfo).port, seen };
};

const STARTTLS: SMTPServerOptions = { secure: false };
const NO_TLS: SMTPServerOptions = { disabledCommands: ['STARTTLS'], allowInsecureAuth: true };
const NO_LOGIN: SMTPServerOptions = { disabledCommands: ['AUTH'], authOptional: true };
const IMPLICIT: SMTPServerOptions = { secure: true };

const MESSAGE: OutgoingMessage = {
  deliveryId: 'd1',
  notices: ['d1'],
  messageId: '<d1@huitoukan.local>',
  to: { person: 'p-owner', name: '张三', address: 'owner@example.com' },
  subject: '提醒',
  text: '请完成整改',
  html: '<p>x</p>',
  lines: [],
  at: Date.UTC(2026, 2, 2, 1),
};
const TIMEOUTS = { connectMs: 2_000, greetingMs: 2_000, idleMs: 2_000, totalMs: 5_000 };

/** As it is configured, by the environment; `%` stands for the password. */
const settings = (url: string, { trusted = true, password = PASSWORD } = {}): SmtpSettings => {
  vi.stubEnv('HUITOUKAN_SMTP', url.replace('%', encodeURIComponent(password)));
  vi.stubEnv('HUITOUKAN_SMTP_CA', trusted ? caFile : '');
  return { ...(configuredMail() ?? expect.fail('not configured')), timeouts: TIMEOUTS };
};
const send = async (given: SmtpSettings): Promise<{ outcome: SendOutcome; asked: boolean }> => {
  let asked = false;
  const handingOver = (): Promise<boolean> => Promise.resolve((asked = true));
  return { outcome: await createSmtpChannel(given).send(MESSAGE, { signal: new AbortController().signal, handingOver }), asked };
};

describe('as it should be', () => {
  test.each([
    ['STARTTLS and a login', STARTTLS, 'smtp://office:%@localhost'],
    ['TLS from the first byte and a login', IMPLICIT, 'smtps://office:%@localhost'],
    ['STARTTLS where offered', STARTTLS, 'smtp://office:%@localhost?tls=opportunistic'],
  ] as const)('%s: encrypted, logged in, accepted', async (_name, server, url) => {
    const { port, seen } = await serve(server);
    const { outcome } = await send({ ...settings(url), port });
    expect(outcome.kind).toBe('accepted');
    expect(seen).toEqual({ messages: [{ secure: true, user: 'office' }], logins: [{ password: PASSWORD, secure: true }] });
  });

  test('a relay of one’s own without encryption, because the settings say so', async () => {
    const { port, seen } = await serve({ ...NO_TLS, authOptional: true });
    expect((await send({ ...settings('smtp://localhost?tls=off'), port })).outcome.kind).toBe('accepted');
    expect(seen.messages).toEqual([{ secure: false, user: undefined }]);
  });
});

/** What is wrong, and what is known of it. Nobody's reminder is lost for any of these: all are tried again. */
const WRONGS: readonly (readonly [string, SMTPServerOptions, string, { trusted?: boolean; password?: string }, { class: string; told: RegExp; zh: RegExp; en: RegExp }])[] = [
  ['wrong password', STARTTLS, 'smtp://office:%@localhost', { password: WRONG }, { class: 'service', told: /^535/, zh: /用户名或密码不被接受/, en: /user or password were refused/ }],
  ['wrong password over implicit TLS', IMPLICIT, 'smtps://office:%@localhost', { password: WRONG }, { class: 'service', told: /^535/, zh: /用户名或密码不被接受/, en: /refused/ }],
  ['no login offered', NO_LOGIN, 'smtp://office:%@localhost', {}, { class: 'service', told: /^500/, zh: /不提供登录/, en: /offers no login/ }],
  ['TLS demanded and not offered', NO_TLS, 'smtp://office:%@localhost', {}, { class: 'service', told: /^500/, zh: /不提供 STARTTLS/, en: /no STARTTLS/ }],
  ['a certificate nobody trusts', STARTTLS, 'smtp://office:%@localhost', { trusted: false }, { class: 'unreachable', told: /self-signed/, zh: /证书不可信/, en: /not trusted/ }],
  ['a certificate nobody trusts, implicit TLS', IMPLICIT, 'smtps://office:%@localhost', { trusted: false }, { class: 'unreachable', told: /self-signed/, zh: /证书不可信/, en: /not trusted/ }],
  ['a certificate nobody trusts, where TLS is not demanded', STARTTLS, 'smtp://office:%@localhost?tls=opportunistic', { trusted: false }, { class: 'unreachable', told: /self-signed/, zh: /证书不可信/, en: /not trusted/ }],
  ['a certificate for another host', STARTTLS, 'smtp://office:%@127.0.0.1', {}, { class: 'unreachable', told: /altnames/, zh: /与主机名不符/, en: /another host/ }],
  ['smtps to a port that is not', STARTTLS, 'smtps://office:%@localhost', {}, { class: 'unreachable', told: /wrong version/i, zh: /smtp:\/\/ 而不是/, en: /use smtp:/ }],
  ['TLS not offered where it is not demanded, with a password', NO_TLS, 'smtp://office:%@localhost?tls=opportunistic', {}, { class: 'unreachable', told: /ENOTENCRYPTED/, zh: /不发送密码/, en: /password was not sent/ }],
];

describe('what is wrong', () => {
  test.each(WRONGS)('%s', async (_name, server, url, change, expected) => {
    const { port, seen } = await serve(server);
    const { outcome, asked } = await send({ ...settings(url, change), port });
    expect(outcome).toMatchObject({ kind: 'retry', class: expected.class });
    if (outcome.kind !== 'retry') return;
    expect(outcome.response).toMatch(expected.told);
    expect(outcome.hint?.zh).toMatch(expected.zh);
    expect(outcome.hint?.en).toMatch(expected.en);
    // No message left, no password was shown on an open line, and none is in what is kept.
    expect({ asked, messages: seen.messages, open: seen.logins.filter((login) => !login.secure) }).toEqual({ asked: false, messages: [], open: [] });
    expect(JSON.stringify(outcome)).not.toMatch(/r1ght|wr0ng/);
  });

  test('a refused login rests for minutes, so that no account is locked', async () => {
    const { port } = await serve(STARTTLS);
    expect((await send({ ...settings('smtp://office:%@localhost', { password: WRONG }), port })).outcome).toHaveProperty('pauseMs', 300_000);
  });

  test('a certificate file that is not there is refused at the start', () => {
    vi.stubEnv('HUITOUKAN_SMTP', 'smtp://localhost');
    vi.stubEnv('HUITOUKAN_SMTP_CA', '/nowhere/ca.pem');
    expect(() => configuredMail()).toThrow(/HUITOUKAN_SMTP_CA/);
  });
});

describe('channel test mail', () => {
  const trial = async (url: string, port: number, change = {}): Promise<unknown> => {
    settings(url.replace('localhost', `localhost:${port}`), change);
    return await testChannel(settingsOf({}), 'mail', { to: 'owner@example.com', at: Date.UTC(2026, 2, 2, 1) }).catch((error: unknown) => error);
  };

  test('says that it was taken, or in both languages why not, without the password', async () => {
    const { port } = await serve(STARTTLS);
    expect(await trial('smtp://office:%@localhost', port)).toMatch(/^250/);
    const refused = await trial('smtp://office:%@localhost', port, { password: WRONG });
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: 'CHANNEL_NOT_NOW', zh: expect.stringMatching(/用户名或密码不被接受.*535/) as string, en: expect.stringMatching(/refused.*535/) as string });
    expect(JSON.stringify([refused, String(refused)])).not.toContain(WRONG);
  });
});
