import { spawnSync } from 'node:child_process';

/** Installs packages of Debian, if we are root and apt-get is there; whoever asked sees by himself whether it worked. */
export const installPackages = (packages: readonly string[]): void => {
  if (process.getuid?.() !== 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 2, 2], env, timeout: 120_000 });
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages, '-o', 'DPkg::Lock::Timeout=60'], { stdio: ['ignore', 2, 2], env, timeout: 300_000 });
};
