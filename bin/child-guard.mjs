// Loaded into the process that bootstrap.mjs starts: when its parent is gone (kill -9, crash), it ends like on Ctrl-C
// instead of running on unseen. Children that inherit the flag are not addressed: their parent is another.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.channel && process.env.HUITOUKAN_GUARD === String(process.ppid)) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
