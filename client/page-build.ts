import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse } from '../domain/refusal.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = /\.(tsx?|css|html|svg)$/;

/** Instant of the newest source in a folder; tests and what was built do not count. */
const newestIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name) && !entry.name.endsWith('.test.ts') && !entry.parentPath.startsWith(join(ROOT, 'web/dist')))
    .reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

/** Whether web/dist holds the page as its sources are now: its own, and the rules whose words it uses. */
const isPageBuilt = (): boolean => {
  const built = join(ROOT, 'web/dist/index.html');
  if (!existsSync(join(ROOT, 'web'))) return existsSync(built);
  return existsSync(built) && statSync(built).mtimeMs >= Math.max(newestIn(join(ROOT, 'web')), newestIn(join(ROOT, 'domain')));
};

/**
 * Builds the page where it is missing or older than its sources: once, some ten seconds. `tell`: a line before it starts.
 * @throws Refusal PAGE_NOT_BUILT
 */
export const buildPage = async (tell: (zh: string, en: string) => void = () => undefined): Promise<void> => {
  if (isPageBuilt()) return;
  tell('正在构建页面（只需一次，约10秒）', 'building the page (once, some ten seconds)');
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const said: Buffer[] = [];
  const code = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, [vite, 'build', '-c', join(ROOT, 'web/vite.config.ts')], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } });
    child.stdout.on('data', (bytes: Buffer) => said.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0) refuse('PAGE_NOT_BUILT', `页面构建失败：请运行 npm run page 查看原因。${Buffer.concat(said).toString().slice(-400)}`, `the page could not be built: run npm run page to see why. ${Buffer.concat(said).toString().slice(-400)}`);
};
