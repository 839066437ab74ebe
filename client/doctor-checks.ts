import { existsSync, realpathSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { Refusal } from '../domain/refusal.ts';
import { findRunningLedger } from '../ledger/embedded.ts';
import { embeddedPrograms } from '../ledger/postgres-programs.ts';
import { canReach, postgresUser } from '../ledger/postgres-user.ts';
import { freePort } from '../ledger/processes.ts';
import { loadKeyRing } from '../worker/codec-keys.ts';
import { isInstanceRunning, readInstance } from '../worker/data-folder.ts';
import { findEngineBinary } from '../worker/engine-binary.ts';
import { externalEngine } from '../worker/engine-external.ts';
import type { EngineConnection } from '../worker/engine-external.ts';
import { ENGINE_VERSION } from '../worker/engine-source.ts';
import { findRunningEngine } from '../worker/engine.ts';
import { setting } from '../worker/settings.ts';
import { channels } from './doctor-channels.ts';
import { deliveries } from './doctor-deliveries.ts';
import type { Check, Finding } from './doctor-finding.ts';
import type { BothWords } from './voice.ts';

const fine = (zh: string, en: string): Finding => ({ ok: 'ok', zh, en, wayOut: null });
const warn = (zh: string, en: string, wayOut: BothWords): Finding => ({ ok: 'warn', zh, en, wayOut });
const fail = (zh: string, en: string, wayOut: BothWords): Finding => ({ ok: 'fail', zh, en, wayOut });

const MB = 1024 * 1024;
const DISK_FAIL_MB = 300;
const DISK_WARN_MB = 2_000;
const ANSWER_WITHIN_MS = 4_000;
const OLDEST_POSTGRES = 150_000;
const WILL_BE_TAKEN_OVER: BothWords = { zh: '无需处理：下次 npm start 会接管它', en: 'nothing to do: the next npm start takes it over' };

const node: Check = () => {
  const words = `Node.js ${process.versions.node} (${process.execPath})`;
  if (process.execPath.includes('node_modules')) return fine(`${words}，内置`, `${words}, pinned`);
  return warn(`${words}，不是内置版本`, `${words}, not the pinned one`, {
    zh: '通过 npm 脚本或 npx huitoukan 运行；本平台没有内置版本时可忽略',
    en: 'run it by npm scripts or npx huitoukan; ignore this where no pinned one exists for the machine',
  });
};

const engineBinary: Check = async () => {
  const external = externalEngine();
  if (external !== undefined) return fine(`不需要：使用 ${external.address}`, `not needed: ${external.address} is used`);
  const found = await findEngineBinary();
  if (found !== undefined) return fine(`引擎程序 ${found.path}（服务器 ${found.server}）`, `engine program ${found.path} (server ${found.server})`);
  return warn('本机还没有引擎程序', 'the engine program is not on this machine yet', {
    zh: `首次启动时自动下载（约 45 MB）；无网络时请把 temporal ${ENGINE_VERSION} 放入 PATH`,
    en: `the first start fetches it (about 45 MB); without a network, put temporal ${ENGINE_VERSION} on PATH`,
  });
};

const serverOf = async (connection: EngineConnection): Promise<string> => {
  const reached = await Connection.connect({ ...connection, connectTimeout: ANSWER_WITHIN_MS });
  try {
    return (await reached.workflowService.getSystemInfo({})).serverVersion;
  } finally {
    await reached.close();
  }
};

const engine: Check = async (folder) => {
  const external = externalEngine();
  const own = findRunningEngine(folder);
  const connection = external?.connection ?? (own && { address: own.address });
  if (connection === undefined) return fine('引擎未运行（启动时会启动）', 'the engine is not running (a start starts it)');
  const address = connection.address ?? '';
  try {
    const server = await serverOf(connection);
    if (external === undefined && !isInstanceRunning(folder)) {
      const left = `上次异常结束后，引擎仍在运行（pid ${own?.pid}）`;
      return warn(left, `an engine of an instance that was killed still runs (pid ${own?.pid})`, WILL_BE_TAKEN_OVER);
    }
    return fine(`引擎 ${address} 正常（服务器 ${server}）`, `engine ${address} answers (server ${server})`);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return fail(`引擎 ${address} 没有应答：${problem}`, `engine ${address} does not answer: ${problem}`, {
      zh: external ? '检查 TEMPORAL_ADDRESS、证书与网络' : '停止实例后重新 npm start',
      en: external ? 'check TEMPORAL_ADDRESS, certificates and the network' : 'stop the instance and npm start again',
    });
  }
};

const versionOf = async (url: string): Promise<number> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    return Number(rows[0]?.version);
  } finally {
    await client.end();
  }
};

const ledger: Check = async (folder) => {
  const given = setting('DATABASE_URL');
  const own = given ? undefined : findRunningLedger(folder);
  const url = given || own?.url;
  if (url === undefined) {
    embeddedPrograms(postgresUser());
    return fine('内置 PostgreSQL 可用，未运行（启动时会启动）', 'the embedded PostgreSQL is usable, and not running (a start starts it)');
  }
  const where = given ? 'DATABASE_URL' : '127.0.0.1';
  try {
    const version = await versionOf(url);
    const major = Math.floor(version / 10_000);
    if (version < OLDEST_POSTGRES) {
      return fail(`台账数据库是 PostgreSQL ${major}`, `the ledger is on PostgreSQL ${major}`, { zh: '需要 15 或更高版本', en: '15 or later is needed' });
    }
    if (own !== undefined && !isInstanceRunning(folder)) {
      return warn(`上次异常结束后，数据库仍在运行（pid ${own.pid}）`, `a database of an instance that was killed still runs (pid ${own.pid})`, WILL_BE_TAKEN_OVER);
    }
    return fine(`台账数据库正常（${where}，PostgreSQL ${major}）`, `the ledger answers (${where}, PostgreSQL ${major})`);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return fail(`台账数据库没有应答（${where}）：${problem}`, `the ledger does not answer (${where}): ${problem}`, {
      zh: given ? '检查 DATABASE_URL 与网络' : `查看 ${join(folder, 'ledger', 'postgres.log')}`,
      en: given ? 'check DATABASE_URL and the network' : `see ${join(folder, 'ledger', 'postgres.log')}`,
    });
  }
};

const nearestExisting = (path: string): string => (existsSync(path) ? realpathSync(path) : nearestExisting(dirname(path)));

const postgresReach: Check = (folder) => {
  const runAs = setting('DATABASE_URL') ? undefined : postgresUser();
  if (runAs === undefined) return fine('不需要其他系统用户', 'no other system user is needed');
  const place = nearestExisting(join(folder, 'ledger'));
  if (canReach(place, runAs)) return fine(`系统用户 postgres 可以进入 ${place}`, `the system user postgres can get into ${place}`);
  return warn(`系统用户 postgres 进不去 ${place}`, `the system user postgres can not get into ${place}`, {
    zh: '台账将放在 /var/lib/huitoukan；若要留在数据文件夹，请 chmod o+x 途中的文件夹，或用普通用户运行',
    en: 'the ledger goes to /var/lib/huitoukan; to keep it in the data folder, chmod o+x the folders on the way, or run as an ordinary user',
  });
};

const instance: Check = (folder) => {
  if (!existsSync(folder)) return fine(`数据文件夹 ${folder} 尚未建立（启动时会建立）`, `no data folder ${folder} yet (a start makes it)`);
  const record = readInstance(folder);
  if (isInstanceRunning(folder)) return fine(`实例正在运行（pid ${record?.pid}）：${folder}`, `an instance is running (pid ${record?.pid}): ${folder}`);
  if (record === undefined) return fine(`没有实例在运行：${folder}`, `no instance is running: ${folder}`);
  return warn(`上一个实例（pid ${record.pid}）没有正常结束`, `the last instance (pid ${record.pid}) did not end properly`, {
    zh: '无需处理：下次 npm start 会从断点继续',
    en: 'nothing to do: the next npm start goes on where it was',
  });
};

const keys: Check = (folder) => {
  const file = join(folder, 'codec-keys.json');
  if (setting('HUITOUKAN_CODEC_KEYS') === undefined && !existsSync(file)) {
    return fine('密钥尚未生成（启动时会生成）', 'no codec key yet (a start makes it)');
  }
  const { keys: present } = loadKeyRing(folder, 'doctor');
  return fine(`密钥 ${present.length} 把，当前为 ${present[0].id}`, `${present.length} codec key(s), ${present[0].id} encrypts`);
};

const ports: Check = async () => {
  const port = await freePort();
  return fine(`127.0.0.1 上可用端口充足（例如 ${port}）`, `ports can be had on 127.0.0.1 (${port}, say)`);
};

const disk: Check = async (folder) => {
  const place = nearestExisting(folder);
  const { bavail, bsize } = await statfs(place);
  const free = Math.floor((bavail * bsize) / MB);
  const words: BothWords = { zh: `${place} 剩余空间 ${free} MB`, en: `${free} MB free at ${place}` };
  const wayOut: BothWords = { zh: '清理磁盘，或用 --data 换到空间充足的位置', en: 'free some space, or choose a roomier place with --data' };
  if (free < DISK_FAIL_MB) return fail(words.zh, words.en, wayOut);
  return free < DISK_WARN_MB ? warn(words.zh, words.en, wayOut) : fine(words.zh, words.en);
};

const clock: Check = (folder) => {
  const now = new Date();
  const beijing = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' }).format(now);
  const marks = [join(folder, 'instance.json'), join(folder, 'ledger', 'postgres.log'), new URL('../package.json', import.meta.url)];
  const newest = Math.max(...marks.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  const HOUR_MS = 3_600_000;
  if (newest > now.getTime() + HOUR_MS) {
    return fail(`系统时钟可能偏慢：现在是北京时间 ${beijing}，但有更晚的文件`, `the clock seems to be behind: it is ${now.toISOString()}, but there are later files`, {
      zh: '先校准系统时间（NTP），期限和提醒都以它为准',
      en: 'set the clock (NTP) first: deadlines and reminders go by it',
    });
  }
  return fine(`北京时间 ${beijing}`, `it is ${now.toISOString()}, ${beijing} in Beijing`);
};

/** In the order in which they are told. */
export const CHECKS: Readonly<Record<string, Check>> = { node, instance, 'engine-program': engineBinary, engine, ledger, 'postgres-user': postgresReach, deliveries, channels, keys, ports, disk, clock };

/** What a check could not name itself: a Refusal in its own words, anything else as it comes. */
export const findingOf = (error: unknown): Finding => {
  if (error instanceof Refusal) return fail(error.zh, error.en, { zh: `错误代码 ${error.code}`, en: `error code ${error.code}` });
  const problem = error instanceof Error ? error.message : String(error);
  return fail(`检查本身失败：${problem}`, `the check itself failed: ${problem}`, { zh: '请把这一行报告给我们', en: 'please report this line' });
};
