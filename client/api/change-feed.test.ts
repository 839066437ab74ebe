import { expect, test } from 'vitest';
import type { Change, LogEnd } from '../../ledger/changes.ts';
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
  /** Numbers of transactions: the oldest that still runs, and the next to begin. */
  running = { ended: 0n, begun: 0n };
  readonly end = async (): Promise<LogEnd> => {
    this.beforeEnd((this.ends += 1));
    return { position: this.changes.reduce((last, { position }) => Math.max(last, position), 0), ...this.running };
  };
  readonly after = async ({ after, limit, except = [] }: Parameters<ChangeLog['after']>[0]): Promise<Change[]> => {
    this.beforeAfter();
    return this.changes.filter(({ position }) => position > after && !except.includes(position)).sort((a, b) => a.position - b.position).slice(0, limit);
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
  await watch(feed);
  // What is told as missed goes up to where nothing can turn up any more.
  await until(async () => 'tooManyUpTo' in (await feed.missedSince(0)) && ((await feed.missedSince(0)) as { tooManyUpTo: number }).tooManyUpTo === 1_001, 'the end to settle');
  const { changes } = (await feed.missedSince(1)) as { changes: readonly Change[] };
  expect(changes).toHaveLength(1_000);
  feed.close();
});

test('who goes on after a break goes on from before what was still being written when the line broke', async () => {
  const log = new Log();
  const feed = new ChangeFeed(log);
  const told: [number, number][] = [];
  const looks: number[] = [];
  log.running = { ended: 7n, begun: 8n };
  await feed.watch({ tell: (changes, settled) => told.push(...changes.map(({ position }): [number, number] => [position, settled])), tick: (settled) => looks.push(settled), end: () => undefined });
  // 7 has taken position 1 and not ended; 8 took position 2 and has.
  log.running = { ended: 7n, begun: 9n };
  log.add(2);
  await until(async () => told.length === 1, 'the change that was there first');
  expect(told).toEqual([[2, 0]]);
  // However often is looked meanwhile, nothing has settled while 7 has not ended.
  const before = looks.length;
  await until(async () => looks.length >= before + 2, 'two more looks');
  expect(new Set(looks)).toEqual(new Set([0]));
  log.add(1);
  log.running = { ended: 9n, begun: 9n };
  await until(async () => told.length === 2, 'the change that came late');
  log.add(3);
  log.running = { ended: 10n, begun: 10n };
  await until(async () => told.length === 3, 'the next one');
  expect(told.map(([position]) => position)).toEqual([2, 1, 3]);
  expect(told[2]?.[1]).toBe(2);
  feed.close();
});
