import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process as the operating system knows it. */
export type RunningProcess = { readonly pid: number; readonly args: readonly string[] };

const readProc = (pid: number): readonly string[] => {
  try {
    // A zombie has an empty command line: it is gone as far as we care.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter((arg) => arg !== '');
  } catch {
    return [];
  }
};

const listByPs = (pid?: number): RunningProcess[] => {
  const which = pid === undefined ? ['-A'] : ['-p', String(pid)];
  try {
    const lines = execFileSync('ps', [...which, '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    return lines.flatMap((line) => {
      const [, id, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
      return id === undefined || command === undefined ? [] : [{ pid: Number(id), args: command.split(' ') }];
    });
  } catch {
    return [];
  }
};

/** The command line of a process; empty if it has ended. */
export const argsOf = (pid: number): readonly string[] =>
  process.platform === 'linux' ? readProc(pid) : (listByPs(pid)[0]?.args ?? []);

/**
 * All processes that can be seen. The process table, and no pid file of ours, says what still runs after a kill -9:
 * it is never stale, and a recycled pid does not look like one of ours.
 */
export const listProcesses = (): RunningProcess[] => {
  if (process.platform !== 'linux') return listByPs();
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), args: readProc(Number(name)) }))
    .filter(({ args }) => args.length > 0);
};

/** True once a process is gone or only waits to be buried (a zombie holds no port, no file and no lock). */
export const hasEnded = (pid: number): boolean => {
  if (process.platform !== 'linux') return argsOf(pid).length === 0;
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
};

/** A signal, and how long to wait for its effect before the next one. */
export type EndStep = readonly [signal: NodeJS.Signals, graceMs: number];

/**
 * Ends one process, more and more firmly. `isIt` guards against a pid that has been given to another process meanwhile.
 * Answers when the process is gone, or the last step has had its time.
 */
export const endProcess = async (
  pid: number,
  isIt: (args: readonly string[]) => boolean,
  steps: readonly EndStep[],
): Promise<void> => {
  // On its way out a process has no command line any more, but may still hold its port: that is not gone yet.
  const isGone = (): boolean => {
    const args = argsOf(pid);
    return hasEnded(pid) || (args.length > 0 && !isIt(args));
  };
  for (const [signal, graceMs] of steps) {
    try {
      if (isIt(argsOf(pid))) process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    for (const until = Date.now() + graceMs; Date.now() < until; await sleep(20)) {
      if (isGone()) return;
    }
  }
};

/** A TCP port on 127.0.0.1 that was free a moment ago; whoever uses it must be ready to ask for another. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
