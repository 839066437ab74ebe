import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Refusal } from '../domain/refusal.ts';
import type { PostgresPrograms } from './postgres-programs.ts';

const binFolder = (version: string): string => `/usr/lib/postgresql/${version}/bin`;
const isThere = (version: string): boolean => existsSync(`${binFolder(version)}/postgres`);

/** Installs Debian's server of that version, if it is missing and we may. The package's own cluster is not started. */
const install = (version: string): void => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 2, 2], env, timeout: 120_000 });
  const wanted = [`postgresql-${version}`, '-o', 'DPkg::Lock::Timeout=60'];
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...wanted], { stdio: ['ignore', 2, 2], env, timeout: 300_000 });
};

/**
 * The programs of a PostgreSQL that the system has (Debian's places), installed with apt-get if we are root.
 * @throws Refusal POSTGRES_VERSION_MISSING
 */
export const systemPrograms = (version: string): PostgresPrograms => {
  if (!isThere(version) && process.getuid?.() === 0) install(version);
  if (!isThere(version)) {
    throw new Refusal({
      code: 'POSTGRES_VERSION_MISSING',
      zh: `没有 PostgreSQL ${version}（${binFolder(version)}）：请执行 apt-get install postgresql-${version}，或设置 DATABASE_URL_TEST。`,
      en: `There is no PostgreSQL ${version} (${binFolder(version)}): apt-get install postgresql-${version}, or set DATABASE_URL_TEST.`,
    });
  }
  return { initdb: `${binFolder(version)}/initdb`, postgres: `${binFolder(version)}/postgres` };
};
