import { expect, test } from 'vitest';
import type { Change } from '../../ledger/changes.ts';
import { until } from '../../tests/until.ts';
import { ChangeFeed, type ChangeLog } from './change-feed.ts';

const change = (position: number): Change => ({ position, kind: 'issue', subject: `issue/r1/${position}`, round: 'r1', seq: 1, type: 'opened', at: 0, parts: [] });

/** A log in memory; `beforeEnd` happens before its end is read for the n-th time, `beforeAfter` before what lies behind a position is. */
class Log implements ChangeLog {
  readonly changes: Change[] = [];
  beforeEnd: (nth: number) => void = () => undefined;
  beforeAfter: () => void = () => undefined;
  private ends = 0;
  add(...positions: number[]): void {
    this.changes.push(...positions.map(change));
  }
  readonly end = async (): Promise<number> => {
    this.beforeEnd((this.ends += 1));
    return this.changes.at(-1)?.position ?? 0;
  };
  readonly after = async ({ after, limit, except = [] }: Parameters<ChangeLog['after']>[0]): Promise<Change[]> => {
    this.beforeAfter();
    return this.changes.filter(({ position }) => position > after && !except.includes(position)).slice(0, limit);
  };
}

const watch = async (feed: ChangeFeed): Promise<number[]> => {
  const heard: number[] = [];
  await feed.watch({ tell: (changes) => heard.push(...changes.map(({ position }) => position)), tick: () => undefined, end: () => undefined });
  return heard;
};

test('what happens while a watch begins is told, and what was before is not', async () => {
  const log = new Log();
  log.add(1, 2);
  const feed = new ChangeFeed(log);
  log.beforeAfter = () => {
    if (log.changes.length === 2) log.add(3);
  };
  const heard = await watch(feed);
  await until(async () => heard.length > 0, 'the change between the two looks');
  expect(heard).toEqual([3]);
  feed.close();
});

test('who begins to watch at the same time as another takes nothing away from him', async () => {
  const log = new Log();
  log.add(1);
  const feed = new ChangeFeed(log);
  // Where each reads the end for himself, the second does it after this.
  log.beforeEnd = (nth) => {
    if (nth === 2) log.add(2);
  };
  const [first] = await Promise.all([watch(feed), watch(feed)]);
  log.beforeEnd(2);
  await until(async () => first.length > 0, 'the change that the second one already knew');
  expect(first).toContain(2);
  feed.close();
});

test('who has missed more than a thousand is told so, and where he stands now', async () => {
  const log = new Log();
  log.add(...Array.from({ length: 1_001 }, (_none, at) => at + 1));
  const feed = new ChangeFeed(log);
  expect(await feed.missedSince(0)).toEqual({ tooManyUpTo: 1_001 });
  const { changes } = (await feed.missedSince(1)) as { changes: readonly Change[] };
  expect(changes).toHaveLength(1_000);
});
