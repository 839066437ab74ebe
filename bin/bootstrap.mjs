// Installs what is missing, picks the Node that everything runs on, and runs it. No dependencies: see huitoukan.mjs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:os';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Oldest Node that runs TypeScript as it stands; only asked where no pinned Node exists for the machine. */
const OLDEST_OWN_NODE = [22, 18];
const INSTALL_LIMIT_MS = 15 * 60_000;

/** Prints one line in each language on stderr and ends the process. */
export const exitWith = (code, zh, en) => {
  process.stderr.write(`${zh}\n${en}\n`);
  process.exit(code);
};

const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.huitoukan-install');

const wantedStamp = () => {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
};

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** True if npm's own record of node_modules agrees with the lock file (someone ran `npm ci` by hand). */
const agreesWithLock = (withDev) => {
  const wanted = readJson(lockFile)?.packages;
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = present[path];
    if (!there) return entry.optional || entry.devOptional || (entry.dev && !withDev) || false;
    return there.version === entry.version;
  });
};

const isInstalled = (withDev) => {
  if (!existsSync(lockFile)) return true; // a packaged copy: there is nothing to compare with
  const stamp = wantedStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    if (!withDev || existsSync(join(root, 'node_modules', 'vitest'))) return true;
  }
  if (!agreesWithLock(withDev)) return false;
  writeFileSync(stampFile, stamp);
  return true;
};

/** npm as this process was started by it, else the one on PATH. */
const npmCommand = () => {
  const byNpm = process.env.npm_execpath?.replace(/npx-cli\.js$/, 'npm-cli.js');
  if (byNpm?.endsWith('npm-cli.js') && existsSync(byNpm)) return { file: process.execPath, args: [byNpm] };
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One install at a time: `npm ci` empties node_modules under whoever comes second. */
const withInstallLock = async (work) => {
  const folder = join(root, '.cache');
  const file = join(folder, 'install.lock');
  mkdirSync(folder, { recursive: true });
  const giveUpAt = Date.now() + INSTALL_LIMIT_MS;
  for (let told = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    let holder = NaN;
    try {
      holder = Number(readFileSync(file, 'utf8') || NaN);
    } catch {
      continue; // released between the two calls
    }
    if (holder > 0 && !isAlive(holder)) {
      rmSync(file, { force: true }); // its owner was killed
      continue;
    }
    if (Date.now() > giveUpAt) {
      exitWith(
        1,
        `另一个安装进程（pid ${holder}）一直没有结束；确认它已停止后删除 ${file} 再试。`,
        `Another install (pid ${holder}) does not end; make sure it has stopped, delete ${file} and try again.`,
      );
    }
    if (!told) process.stderr.write('正在等待另一个安装进程 / Waiting for another install ...\n');
    told = true;
    await sleep(300);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};

const npmCi = (withDev) => {
  const npm = npmCommand();
  // Nothing we depend on needs its install script (links of the PostgreSQL package are made at start-up), so none is run.
  const args = [...npm.args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (withDev) args.push('--include=dev');
  process.stderr.write('正在安装依赖（首次约一分钟）/ Installing dependencies (about a minute the first time) ...\n');
  return new Promise((resolve) => {
    // stdout stays clean for --json
    const child = spawn(npm.file, args, { cwd: root, stdio: ['ignore', 2, 2], shell: npm.file.endsWith('.cmd') });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit ${code}`)));
  });
};

/** `npm ci` empties what a linked node_modules leads to, under everybody who shares it: that is for its owner to do. */
const refuseLinkedFolder = () => {
  const folder = join(root, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true || !existsSync(folder)) return;
  const shared = realpathSync(folder);
  exitWith(
    1,
    `node_modules 是指向 ${shared} 的链接，其内容与 package-lock.json 不符：请在那里更新依赖，或删除该链接后再试。`,
    `node_modules is a link to ${shared}, which does not fit package-lock.json: update it there, or remove the link and try again.`,
  );
};

/** Runs `npm ci` if node_modules does not fit package-lock.json. Ends the process with a clear line if that fails. */
export const ensureInstalled = async ({ withDev = false } = {}) => {
  if (isInstalled(withDev)) return;
  refuseLinkedFolder();
  await withInstallLock(async () => {
    if (isInstalled(withDev)) return; // the other one has done it
    rmSync(stampFile, { force: true });
    const problem = await npmCi(withDev);
    if (problem !== undefined) {
      rmSync(join(root, '.cache', 'install.lock'), { force: true });
      exitWith(
        1,
        `依赖安装失败（${problem}）：请检查网络和 npm 源（npm ping；npm config get registry），再在 ${root} 运行 npm ci。`,
        `Installing failed (${problem}): check the network and the registry (npm ping; npm config get registry), then run npm ci in ${root}.`,
      );
    }
    writeFileSync(stampFile, wantedStamp());
  });
};

const runs = (file) => spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0;

/** The pinned Node out of node_modules; else the own one, if it is new enough. */
export const pickNode = () => {
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(pinned) && runs(pinned)) return pinned; // it does not run on musl, for one
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_OWN_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath;
  return exitWith(
    1,
    `本机（${process.platform}-${process.arch}）没有可用的内置 Node；请安装 Node.js ${OLDEST_OWN_NODE.join('.')} 或更高版本（建议 24），再运行 npm ci。`,
    `There is no pinned Node for this machine (${process.platform}-${process.arch}); install Node.js ${OLDEST_OWN_NODE.join('.')} or later (24 is best) and run npm ci.`,
  );
};

/** One Ctrl-C arrives several times: from the terminal, and again from npm. */
const SAME_SIGNAL_WITHIN_MS = 400;

/**
 * Runs `node args...` with our settings and answers its exit code. The child gets a process group of its own, so that
 * a Ctrl-C reaches it once and through us; should we be killed, its guard (child-guard.mjs) ends it.
 */
export const run = (node, args, env = {}) =>
  new Promise((resolve) => {
    const flags = ['--disable-warning=ExperimentalWarning', '--import', new URL('./child-guard.mjs', import.meta.url).href];
    const child = spawn(node, [...flags, ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
      env: {
        ...process.env,
        TZ: 'UTC',
        PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
        HUITOUKAN_GUARD: String(process.pid),
        ...env,
      },
    });
    let last = { signal: '', at: 0 };
    const passOn = (signal) => {
      const now = Date.now();
      if (last.signal === signal && now - last.at < SAME_SIGNAL_WITHIN_MS) return;
      last = { signal, at: now };
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    };
    // `npm start` runs us through a shell, which does not pass on the signal that npm got: then only its death tells.
    // (Not without npm: a `nohup npx huitoukan start &` is meant to outlive its shell.)
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event !== undefined) {
      setInterval(() => process.ppid !== parent && last.at === 0 && passOn('SIGTERM'), 500).unref();
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, passOn);
    child.once('error', (error) => {
      process.stderr.write(`${node}: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 1)));
  });
