import { existsSync } from 'node:fs';
import { Refusal } from '../domain/refusal.ts';
import { installPackages } from './debian-packages.ts';
import type { PostgresPrograms } from './postgres-programs.ts';

const binFolder = (version: string): string => `/usr/lib/postgresql/${version}/bin`;
const isThere = (version: string): boolean => existsSync(`${binFolder(version)}/postgres`);

/**
 * The programs of a PostgreSQL that the system has (Debian's places), installed with apt-get if we are root.
 * @throws Refusal POSTGRES_VERSION_MISSING
 */
export const systemPrograms = (version: string): PostgresPrograms => {
  // The package's own cluster is not started.
  if (!isThere(version)) installPackages([`postgresql-${version}`]);
  if (!isThere(version)) {
    throw new Refusal({
      code: 'POSTGRES_VERSION_MISSING',
      zh: `没有 PostgreSQL ${version}（${binFolder(version)}）：请执行 apt-get install postgresql-${version}，或设置 DATABASE_URL_TEST。`,
      en: `There is no PostgreSQL ${version} (${binFolder(version)}): apt-get install postgresql-${version}, or set DATABASE_URL_TEST.`,
    });
  }
  return { initdb: `${binFolder(version)}/initdb`, postgres: `${binFolder(version)}/postgres` };
};
