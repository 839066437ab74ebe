import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { discardLedger, startEmbeddedLedger } from '../../ledger/embedded.ts';
import type { EmbeddedLedger } from '../../ledger/embedded.ts';
import { postgresUser } from '../../ledger/postgres-user.ts';
import { withClient } from '../../ledger/with-client.ts';
import { anotherProcess, isAlive, temporaryFolder, until } from './helpers.ts';

const isRoot = process.getuid?.() === 0;

const query = async (url: string, sql: string): Promise<unknown[]> => (await withClient(url, (client) => client.query<Record<string, unknown>>(sql))).rows;

const started = async (options: Parameters<typeof startEmbeddedLedger>[0]): Promise<EmbeddedLedger> => {
  const ledger = await startEmbeddedLedger({ durable: false, ...options });
  onTestFinished(() => ledger.stop());
  return ledger;
};

test('a life: made, killed, taken over, stopped, confused and contested; what was written stays', async () => {
  const dataFolder = temporaryFolder();

  const first = await started({ dataFolder, durable: true });
  await query(first.url, 'create table kept as select 1 as one');
  const settings = "select current_setting('server_encoding') enc, current_setting('fsync') fsync, current_setting('listen_addresses') listen, current_setting('unix_socket_directories') socket";
  expect(await query(first.url, settings)).toEqual([{ enc: 'UTF8', fsync: 'on', listen: '127.0.0.1', socket: '' }]);
  await expect(query(first.url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  expect(statSync(join(dataFolder, 'ledger', 'password')).mode & 0o777).toBe(0o600);

  const again = await started({ dataFolder });
  expect(again).toMatchObject({ pid: first.pid, url: first.url, takenOver: true });

  process.kill(first.pid, 'SIGKILL'); // leaves its pid file
  const second = await started({ dataFolder });
  expect(second.takenOver).toBe(false);
  expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);

  await second.stop();
  await second.stop();
  expect(isAlive(second.pid)).toBe(false);

  // A pid file whose pid now is another living process of the same user.
  const user = postgresUser();
  const stranger = await started({ dataFolder: temporaryFolder() });
  const pidFile = join(second.folder, 'pgdata', 'postmaster.pid');
  writeFileSync(pidFile, `${stranger.pid}\n${join(second.folder, 'pgdata')}\n1\n5432\n\n127.0.0.1\n`);
  const third = await started({ dataFolder });
  expect(await query(third.url, 'select one from kept')).toEqual([{ one: 1 }]);
  expect(user === undefined).toBe(!isRoot);
  await third.stop();

  // Somebody else's server on the port that we are told to use: it is neither taken for ours nor harmed.
  const port = Number(new URL(stranger.url).port);
  await expect(startEmbeddedLedger({ dataFolder, port })).rejects.toMatchObject({ code: 'LEDGER_START_FAILED' });
  expect(await query(stranger.url, 'select 1 as one')).toEqual([{ one: 1 }]);

  await started({ dataFolder });
  writeFileSync(join(dataFolder, 'ledger', 'password'), 'wrong');
  await expect(startEmbeddedLedger({ dataFolder })).rejects.toMatchObject({ code: 'LEDGER_PASSWORD_WRONG' });
});

test('our own kill -9 leaves a server, which the next start takes over', async () => {
  const dataFolder = temporaryFolder();
  const other = anotherProcess(`
    import { startEmbeddedLedger } from './ledger/embedded.ts';
    console.log((await startEmbeddedLedger({ dataFolder: ${JSON.stringify(dataFolder)}, durable: false, endWithUs: false })).pid);
    setInterval(() => {}, 1000);`);
  const pid = Number(await other.line());
  other.child.kill('SIGKILL');
  await other.ended;
  expect(isAlive(pid)).toBe(true);
  expect(await started({ dataFolder })).toMatchObject({ pid, takenOver: true });
});

test('a server of a test does not outlive it, be it killed', async () => {
  const dataFolder = temporaryFolder();
  const other = anotherProcess(`
    import { startEmbeddedLedger } from './ledger/embedded.ts';
    import { startEngine } from './worker/engine.ts';
    const ledger = await startEmbeddedLedger({ dataFolder: ${JSON.stringify(dataFolder)}, durable: false });
    const engine = await startEngine({ dataFolder: ${JSON.stringify(dataFolder)}, timeSkipping: true });
    console.log(ledger.pid + ' ' + engine.pid);
    setInterval(() => {}, 1000);`);
  const pids = (await other.line()).split(' ').map(Number);
  expect(pids.map(isAlive)).toEqual([true, true]);
  other.child.kill('SIGKILL');
  await until(() => !pids.some(isAlive));
});

test('a kill during the very first start leaves nothing half made', async () => {
  const dataFolder = temporaryFolder();
  const other = anotherProcess(`
    import { startEmbeddedLedger } from './ledger/embedded.ts';
    await startEmbeddedLedger({ dataFolder: ${JSON.stringify(dataFolder)}, durable: false });`);
  await until(() => existsSync(join(dataFolder, 'ledger', 'password')));
  other.child.kill('SIGKILL');
  await other.ended;
  const ledger = await started({ dataFolder });
  expect(await query(ledger.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(isRoot)('under a closed home folder the data goes where postgres can go, and is found there again', async () => {
  const home = temporaryFolder();
  const systemFolder = join(temporaryFolder(), 'system');
  const dataFolder = join(home, 'data');
  mkdirSync(dataFolder);
  chmodSync(home, 0o700);
  const first = await started({ dataFolder, systemFolder });
  expect(first.folder.startsWith(systemFolder)).toBe(true);
  expect(readFileSync(join(dataFolder, 'ledger', 'location'), 'utf8').trim()).toBe(first.folder);
  await first.stop();
  const second = await started({ dataFolder, systemFolder });
  expect(second.folder).toBe(first.folder);
  await second.stop();
  discardLedger(dataFolder);
  expect(existsSync(first.folder)).toBe(false);
});

test.runIf(isRoot)('data that has become unreachable is not replaced by an empty ledger elsewhere', async () => {
  const home = temporaryFolder();
  const dataFolder = join(home, 'data');
  mkdirSync(join(dataFolder, 'ledger', 'pgdata'), { recursive: true });
  chmodSync(home, 0o700);
  await expect(startEmbeddedLedger({ dataFolder })).rejects.toMatchObject({ code: 'LEDGER_UNREACHABLE' });
  rmSync(dataFolder, { recursive: true });
});
