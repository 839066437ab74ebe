import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

/** Something that is killed again and again, and comes back. */
export type Part = { readonly name: string; readonly kill: () => Promise<void>; readonly stop: () => Promise<void> };

/** A process of this folder that is started anew whenever it is gone. */
export const startPart = async (name: string, script: string, args: () => readonly string[]): Promise<Part> => {
  let child: ChildProcess;
  let wanted = true;
  const start = async (): Promise<void> => {
    child = fork(fileURLToPath(new URL(script, import.meta.url)), [...args()], { stdio: ['ignore', 'ignore', process.env['CHAOS_LOG'] === undefined ? 'ignore' : 'inherit', 'ipc'] });
    const own = child;
    // A part that dies by itself (the engine was away for too long) comes back as under any supervisor.
    own.once('exit', () => {
      if (wanted && own === child) setTimeout(() => void (wanted && own === child && start()), 300);
    });
    await Promise.race([once(own, 'message'), once(own, 'exit'), sleep(20_000)]);
  };
  await start();
  return {
    name,
    kill: async () => {
      const exited = once(child, 'exit');
      if (!child.kill('SIGKILL')) return;
      await exited;
    },
    stop: async () => {
      wanted = false;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
};
