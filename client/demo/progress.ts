import { SingleBar } from 'cli-progress';
import { daysBetween, type Day } from '../../domain/time.ts';

export type VirtualProgress = { readonly at: (day: Day, what: string) => void; readonly stop: () => void };

/** A bar over virtual days on a terminal; elsewhere a line a month, so that a log stays readable. */
export const virtualProgress = (from: Day, until: Day): VirtualProgress => (process.stdout.isTTY ? bar(from, until) : lines());

const bar = (from: Day, until: Day): VirtualProgress => {
  const single = new SingleBar({ format: '{bar} {day} {what}', hideCursor: true, clearOnComplete: false, barsize: 24 });
  single.start(daysBetween(from, until), 0, { day: from, what: '' });
  return {
    at: (day, what) => single.update(Math.max(0, daysBetween(from, day)), { day, what: what.slice(0, 60) }),
    stop: () => {
      single.update(daysBetween(from, until), { day: until, what: '完成 / done' });
      single.stop();
    },
  };
};

const lines = (): VirtualProgress => {
  let month = '';
  return {
    at: (day, what) => {
      if (day.slice(0, 7) === month) return;
      month = day.slice(0, 7);
      console.log(`  ${day}  ${what}`);
    },
    stop: () => undefined,
  };
};
