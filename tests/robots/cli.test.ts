import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { doctor } from '../../client/doctor.ts';
import { isInTrouble } from '../../client/channel-words.ts';
import { recordChannel } from '../../ledger/channel-states.ts';
import { connect } from '../../ledger/database.ts';
import { freshDatabase } from '../../ledger/test-cluster.ts';
import { openDataFolder } from '../../worker/data-folder.ts';
import { inProcess } from '../cli/in-process.ts';
import { temporaryFolder } from '../platform/helpers.ts';
import { KEY, startRobotServer, type RobotServer, type RobotServerOptions } from './robot-server.ts';

let server: RobotServer | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

const run = (folder: string, ...args: readonly string[]) => inProcess(['--data', folder, ...args], { HUITOUKAN_ROBOTS_LOOPBACK: '1' });

const folderWith = async (options: RobotServerOptions, change: (webhook: string) => string = (webhook) => webhook): Promise<string> => {
  server = await startRobotServer(options);
  const folder = temporaryFolder();
  const robots = [{ id: 'town', kind: options.kind, webhook: change(server.webhook), units: ['青石镇'] }];
  writeFileSync(join(folder, 'channels.yaml'), JSON.stringify({ robots, people: { 'p-owner': { userId: 'zhangsan' } } }), { mode: 0o600 });
  return folder;
};

test('list shows where channels lead, never a key', { timeout: 60_000 }, async () => {
  const folder = await folderWith({ kind: 'wecom' });
  const { code, out } = await run(folder, 'channel', 'list');
  expect(code).toBe(0);
  expect(out).toMatch(/mail +smtp[^]*town +wecom +127\.0\.0\.1:\d+ +青石镇 +20\/60s/);
  const { out: json } = await run(folder, '--json', 'channel', 'list');
  expect(JSON.parse(json)).toMatchObject({ prefer: 'mail', channels: [{ id: 'mail' }, { id: 'town', standing: null }] });
  expect(out + json).not.toContain(KEY);
});

test('a trial sends one message, and says what the answer means', { timeout: 60_000 }, async () => {
  const folder = await folderWith({ kind: 'wecom', faults: [null, { at: 'reply', status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }, { at: 'request', do: 'cut' }] });
  expect(await run(folder, 'channel', 'test', 'town', '--person', 'p-owner')).toMatchObject({ code: 0, out: expect.stringContaining('"errcode":0') as string });
  expect(server?.posted).toMatchObject([{ called: ['zhangsan'] }]);
  const limited = await run(folder, 'channel', 'test', 'town');
  expect(limited.code).toBe(3);
  expect(limited.err).toMatch(/错误 CHANNEL_NOT_NOW：.*过于频繁.*\nError CHANNEL_NOT_NOW: .*too many/);
  expect(await run(folder, 'channel', 'test', 'town')).toMatchObject({ code: 3, err: expect.stringContaining('CHANNEL_UNCERTAIN') as string });
  expect(await run(folder, 'channel', 'test', 'village')).toMatchObject({ code: 2, err: expect.stringContaining('UNKNOWN_CHANNEL') as string });
  expect(await run(folder, 'channel', 'test', 'mail')).toMatchObject({ code: 2, err: expect.stringContaining('--to') as string });
});

test('a wrong key: refused with the way out, and without the key', { timeout: 60_000 }, async () => {
  const folder = await folderWith({ kind: 'wecom' }, (webhook) => webhook.replace(KEY, 'wr0ng-key-9876543210'));
  const { code, out, err } = await run(folder, '--debug', 'channel', 'test', 'town');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/CHANNEL_REFUSED：.*key 无效[^]*CHANNEL_REFUSED: .*not valid/);
  expect(err).not.toContain('wr0ng-key');
});

test('doctor: wrong settings, keys that others may read, and all in order', async () => {
  vi.stubEnv('HUITOUKAN_ROBOTS_LOOPBACK', '1');
  const folder = await folderWith({ kind: 'feishu' });
  const check = async () => (await doctor({ dataFolder: folder })).checks.find(({ id }) => id === 'channels');
  expect(await check()).toMatchObject({ ok: 'ok', en: expect.stringContaining('1 group robots') as string });
  chmodSync(join(folder, 'channels.yaml'), 0o644);
  expect(await check()).toMatchObject({ ok: 'warn', wayOut: { en: expect.stringContaining('chmod 600') as string } });
  writeFileSync(join(folder, 'channels.yaml'), 'robots: [{ id: town }]');
  expect(await check()).toMatchObject({ ok: 'fail', en: expect.stringContaining('robots.0.kind') as string });
});

test('doctor of a running instance: every channel’s last success and failure, and the one in trouble', { timeout: 60_000 }, async () => {
  const folder = await folderWith({ kind: 'wecom' });
  const database = await freshDatabase();
  const db = connect(database.url);
  const held = openDataFolder(folder);
  held.announce({ ledgerUrl: database.url });
  vi.stubEnv('HUITOUKAN_ROBOTS_LOOPBACK', '1');
  const check = async () => (await doctor({ dataFolder: folder })).checks.find(({ id }) => id === 'channels');
  const at = Date.UTC(2026, 2, 2, 1);
  await recordChannel(db, 'mail', { succeededAt: at, failed: { at: at - 1, class: 'unreachable', what: 'ECONNREFUSED' }, pausedUntil: 0 });
  await recordChannel(db, 'robot:town', { succeededAt: at - 5, failed: null, pausedUntil: 0 });
  expect(await check()).toMatchObject({ ok: 'ok', zh: expect.stringMatching(/电子邮件：最近成功 2026-03-02 09:00.*最近失败 .*连接不上（ECONNREFUSED）；群机器人 town：最近成功 .*无失败/) as string });
  await recordChannel(db, 'robot:town', { succeededAt: null, failed: { at: at + 9, class: 'rejected', what: 'HTTP 200 {"errcode":93000}' }, pausedUntil: 0 });
  expect(await check()).toMatchObject({ ok: 'warn', en: expect.stringMatching(/group robot town: last success .* last failure .*: refused \(HTTP 200/) as string, wayOut: { en: expect.stringContaining('channel test town') as string } });
  held.release();
  await db.destroy();
  await database.drop();
});

test.each([
  ['mail', null, 5, 'unreachable', true],
  ['mail', 9, 5, 'unreachable', false],
  ['mail', 4, 5, 'rejected', false],
  ['robot:town', 4, 5, 'rejected', true],
  ['robot:town', 4, 5, 'uncertain', true],
  ['robot:town', 4, 5, 'deferred', false],
  ['robot:town', 4, null, null, false],
] as const)('in trouble? %s, last success %s, last failure %s (%s): %s', (channel, succeededAt, failedAt, failureClass, expected) => {
  expect(isInTrouble({ channel, pausedUntil: 0, succeededAt, failedAt, failureClass, failure: null })).toBe(expected);
});
