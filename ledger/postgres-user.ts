import { execFileSync, spawnSync } from 'node:child_process';
import { Refusal } from '../domain/refusal.ts';

/** Whom PostgreSQL runs as, when that is not who we are. */
export type RunAs = { readonly uid: number; readonly gid: number };

const POSTGRES_USER = 'postgres';

const idOf = (what: '-u' | '-g'): number => Number(execFileSync('id', [what, POSTGRES_USER], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }));

const lookUp = (): RunAs | undefined => {
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
};

/**
 * PostgreSQL refuses to run as root; then it runs as the system user `postgres`, who is made if missing.
 * Undefined where no other user is needed.
 * @throws Refusal POSTGRES_USER_MISSING if the user can not be made
 */
export const postgresUser = (): RunAs | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const present = lookUp();
  if (present !== undefined) return present;
  // Debian and the like have useradd, Alpine has BusyBox's adduser.
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', POSTGRES_USER]);
  if (lookUp() === undefined) spawnSync('adduser', ['-S', '-D', '-H', POSTGRES_USER]);
  const made = lookUp();
  if (made !== undefined) return made;
  throw new Refusal({
    code: 'POSTGRES_USER_MISSING',
    zh: `以 root 运行时，内置 PostgreSQL 需要系统用户 ${POSTGRES_USER}，而它不存在也无法创建。请用普通用户运行，或先执行 useradd --system ${POSTGRES_USER}，或设置 DATABASE_URL。`,
    en: `Run by root, the embedded PostgreSQL needs a system user ${POSTGRES_USER}, which is missing and could not be made. Run as an ordinary user, or useradd --system ${POSTGRES_USER} first, or set DATABASE_URL.`,
  });
};

/** True if that user can go into the folder: one closed folder on the way (a home of mode 700) is enough to fail. */
export const canReach = (folder: string, runAs: RunAs | undefined): boolean =>
  runAs === undefined || spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0;
