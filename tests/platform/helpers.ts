import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { hasEnded } from '../../ledger/processes.ts';

/** A folder that is deleted after the test; open enough for the user `postgres`. */
export const temporaryFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huitoukan-platform-')));
  chmodSync(folder, 0o711);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Another process of ours: runs `code` (a module; `import` paths from the repository's root), killed after the test. */
export const anotherProcess = (code: string): { child: ChildProcess; line: () => Promise<string>; ended: Promise<number> } => {
  const root = new URL('../../', import.meta.url).href;
  const source = code.replaceAll(/from '\.\//g, `from '${root}`);
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', source];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number>((resolve) => child.once('exit', (exitCode) => resolve(exitCode ?? -1)));
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    child,
    ended,
    line: async () => {
      while (!output.includes('\n')) await sleep(20);
      const [first = ''] = output.split('\n');
      output = output.slice(first.length + 1);
      return first;
    },
  };
};

export const isAlive = (pid: number): boolean => !hasEnded(pid);

/** Waits up to 10 s for something to become true. */
export const until = async (check: () => boolean): Promise<void> => {
  for (const giveUp = Date.now() + 10_000; !check(); await sleep(20)) {
    if (Date.now() > giveUp) throw new Error('it did not happen within 10 s');
  }
};
