import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * A shell that waits on a pipe from us. "done" lets it go; the end of the pipe means that we died without a word, and
 * then it ends the server: first as asked, after 10 s for good. It makes sure that the pid still is that server.
 */
const WATCH = `
read -r word
[ "$word" = done ] && exit 0
is_it() {
  if [ -d /proc/self ]; then grep -qsF -- "$2" "/proc/$1/cmdline"; else ps -ww -o args= -p "$1" | grep -qF -- "$2"; fi
}
is_it "$1" "$2" && kill -s "$3" "$1"
n=0
while is_it "$1" "$2" && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
is_it "$1" "$2" && kill -s KILL "$1"`;

/**
 * Ends a server if this process dies, be it by kill -9: for servers of tests and rehearsals, which nobody comes back for.
 * `mark` is part of the server's command line. Answers how to let go, once the server has ended.
 */
export const endWithUs = (pid: number, mark: string, signal: 'INT' | 'TERM'): (() => void) => {
  const watch = spawn('/bin/sh', ['-c', WATCH, 'sh', String(pid), mark, signal], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true, // what kills our group must not kill it
  });
  watch.on('error', () => undefined); // no shell, no watch: a stop still ends the server
  watch.stdin.on('error', () => undefined);
  watch.unref();
  (watch.stdin as Socket).unref();
  return () => watch.stdin.end('done\n');
};
