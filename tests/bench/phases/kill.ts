import { setTimeout as sleep } from 'node:timers/promises';
import { rowOf, type PhaseResult } from '../rows.ts';
import { inParallel, median, percentile } from '../stats.ts';
import type { Bench } from '../bench.ts';
import type { Side } from '../side.ts';

type Killed = { readonly first: readonly number[] };
const AT_ONCE = 10;
/** After the kill people go on acting at this pace, each on another issue. */
const ACTS_A_SECOND = 10;

/**
 * One worker has all these issues in memory; a second one comes up and is warmed by other issues; the first is killed -9;
 * somebody acts on each issue. Every one of them has to be taken from the dead worker first.
 */
const killOnce = async (side: Side, count: number, tag: string): Promise<Killed> => {
  const [doomed] = side.workers;
  if (doomed === undefined) throw new Error('no worker to kill');
  const { ids } = await side.openWorking(count, tag);
  await inParallel(ids, AT_ONCE, (id) => side.workAct(id, 1));
  await side.startWorker();
  const others = await side.openWorking(count, `${tag}-warm`);
  await inParallel([...others.ids, ...others.ids], AT_ONCE, (id, n) => side.workAct(id, n));
  await doomed.kill();
  side.workers.splice(side.workers.indexOf(doomed), 1);
  const first: number[] = [];
  await Promise.all(
    ids.map(async (id, n) => {
      await sleep((n * 1000) / ACTS_A_SECOND);
      const from = performance.now();
      await side.workAct(id, 2);
      first.push((performance.now() - from) / 1000);
    }),
  );
  return { first };
};

/** How long after a worker's kill -9 the first act on an issue takes that it had in memory. */
export const workerKilled = async ({ profile, ours, bare, say }: Bench): Promise<PhaseResult> => {
  const rounds = { ours: [] as Killed[], bare: [] as Killed[] };
  for (let round = 1; round <= profile.killRounds; round += 1) {
    for (const side of [ours, bare]) {
      rounds[side.name].push(await killOnce(side, profile.killed, `kill-${round}`));
      say(`kill -9 ${round}/${profile.killRounds} ${side.name}`);
    }
  }
  return {
    rows: [
      rowOf('first act after kill -9, p50 / 强杀后首次办理', 's', rounds.ours, rounds.bare, ({ first }) => median(first), { of: 'ours', most: 2 }),
      rowOf('first act after kill -9, p99', 's', rounds.ours, rounds.bare, ({ first }) => percentile(first, 0.99)),
    ],
    remarks: [`${profile.killed} issues, ${ACTS_A_SECOND} acted upon a second from the kill on, all of them held by the killed worker while a second one runs; bare has the SDK's default of 10 s for a lost worker.`],
    raw: rounds,
    othersShare: 0,
  };
};
