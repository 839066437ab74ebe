import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, temporaryFolder, until } from './helpers.ts';

const NPM = `
const fs = require('node:fs');
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (fs.existsSync('npm-fails')) process.exit(1);
setTimeout(() => fs.mkdirSync('node_modules', { recursive: true }), 300);`;

const CLI = `
console.log(JSON.stringify({ args: process.argv.slice(2), tz: process.env.TZ, pid: process.pid }));
if (process.argv[2] === 'wait') {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { console.log(signal); });
  process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50));
  setInterval(() => undefined, 1000);
} else process.exitCode = 5;`;

/** A checkout with the real bin/, a command line and an npm of our own. */
const checkout = (): string => {
  const folder = temporaryFolder();
  cpSync(new URL('../../bin', import.meta.url), join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'client'));
  writeFileSync(join(folder, 'client', 'cli.ts'), CLI);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'package-lock.json'), '{ "packages": { "node_modules/something": { "version": "1.0.0" } } }');
  writeFileSync(join(folder, 'npm-cli.js'), NPM.replace("require('node:fs')", "process.getBuiltinModule('node:fs')"));
  return folder;
};

const launch = (folder: string, ...args: string[]) => {
  const env = { ...process.env, npm_execpath: join(folder, 'npm-cli.js') };
  const child = spawn(process.execPath, [join(folder, 'bin', 'huitoukan.mjs'), ...args], { env, cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  const seen = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (seen.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (seen.err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, seen, ended };
};

const calls = (folder: string): string[] => {
  const file = join(folder, 'npm-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};

test('installs once for two that start at once, again when the lock file changes, and not otherwise', async () => {
  const folder = checkout();
  const [one, two] = [launch(folder, 'a', '--json'), launch(folder, 'b')];
  expect(await Promise.all([one.ended, two.ended])).toEqual([5, 5]);
  expect(calls(folder)).toEqual(['ci --ignore-scripts --no-audit --no-fund --loglevel=error']);
  expect(JSON.parse(one.seen.out)).toMatchObject({ args: ['a', '--json'], tz: 'UTC' });
  expect(one.seen.err + two.seen.err).toContain('正在安装依赖');

  await launch(folder).ended;
  expect(calls(folder)).toHaveLength(1);

  writeFileSync(join(folder, 'package-lock.json'), '{ "packages": { "node_modules/something": { "version": "1.0.1" } } }');
  writeFileSync(join(folder, '.cache', 'install.lock'), '999999999'); // of somebody who was killed
  await launch(folder).ended;
  expect(calls(folder)).toHaveLength(2);

  // Installed by hand: npm's own record says so.
  rmSync(join(folder, 'node_modules', '.huitoukan-install'));
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), readFileSync(join(folder, 'package-lock.json')));
  await launch(folder).ended;
  expect(calls(folder)).toHaveLength(2);
});

test('a failing install says so in both languages, with the way out, and is tried again', async () => {
  const folder = checkout();
  writeFileSync(join(folder, 'npm-fails'), '');
  const failed = launch(folder);
  expect(await failed.ended).toBe(1);
  expect(failed.seen.err).toMatch(/依赖安装失败.*npm ci/);
  expect(failed.seen.err).toMatch(/Installing failed.*npm ci/);
  rmSync(join(folder, 'npm-fails'));
  expect(await launch(folder).ended).toBe(5);
});

test('a linked node_modules that does not fit is left to its owner', async () => {
  const folder = checkout();
  const shared = temporaryFolder();
  symlinkSync(shared, join(folder, 'node_modules'));
  const refused = launch(folder);
  expect(await refused.ended).toBe(1);
  expect(refused.seen.err).toContain('链接');
  expect(refused.seen.err).toContain(`is a link to ${realpathSync(shared)}`);
  expect(calls(folder)).toEqual([]);
});

const waiting = async (folder: string) => {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const run = launch(folder, 'wait');
  await until(() => run.seen.out.includes('"pid"'));
  const { pid } = JSON.parse(run.seen.out.split('\n')[0] ?? '') as { pid: number };
  return { ...run, pid };
};

test('one Ctrl-C that arrives twice is one; the exit code is kept; a killed parent leaves no child', async () => {
  const folder = checkout();
  const first = await waiting(folder);
  first.child.kill('SIGINT');
  first.child.kill('SIGINT');
  await until(() => first.seen.out.includes('SIGINT'));
  await sleep(100);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(7);
  expect(first.seen.out.match(/SIGINT/g)).toHaveLength(1);

  const second = await waiting(folder);
  second.child.kill('SIGKILL');
  await until(() => !isAlive(second.pid));
});

test('npm is killed: the shell between us and npm dies without a word, and the child still goes', async () => {
  const folder = checkout();
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const script = `'${process.execPath}' bin/huitoukan.mjs wait; true`; // `true`, or the shell would become node itself
  const env = { ...process.env, npm_execpath: join(folder, 'npm-cli.js'), npm_lifecycle_event: 'start' };
  const shell = spawn('/bin/sh', ['-c', script], { cwd: folder, env });
  onTestFinished(() => void shell.kill('SIGKILL'));
  let out = '';
  shell.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  await until(() => out.includes('"pid"'));
  const { pid } = JSON.parse(out.split('\n')[0] ?? '') as { pid: number };
  shell.kill('SIGKILL');
  await until(() => !isAlive(pid));
});
