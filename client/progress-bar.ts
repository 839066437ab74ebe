import { SingleBar } from 'cli-progress';

export type ProgressBar = { readonly update: (done: number, total: number) => void; readonly stop: () => void };

/** Nothing is shown for what is over within a second. */
const SHOWN_AFTER_MS = 1_000;

/** A bar on stderr, on a terminal only; `quiet` for programs. */
export const progressBar = (what: string, quiet: boolean): ProgressBar => {
  if (quiet || !process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const began = Date.now();
  const bar = new SingleBar({ format: `${what} {bar} {value}/{total}`, hideCursor: true, barsize: 24, stream: process.stderr, clearOnComplete: true });
  let shown = false;
  return {
    update: (done, total) => {
      if (!shown && Date.now() - began >= SHOWN_AFTER_MS) {
        bar.start(total, done);
        shown = true;
      }
      if (shown) bar.update(done);
    },
    stop: () => {
      if (shown) bar.stop();
    },
  };
};
