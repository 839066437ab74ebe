import { residentMb } from '../proc.ts';
import { measured, type Cost } from '../cost.ts';
import { othersShare, row, rowOf, type PhaseResult } from '../rows.ts';
import { median, percentile } from '../stats.ts';
import type { Bench } from '../bench.ts';
import type { Side } from '../side.ts';

type Opened = { readonly ids: readonly string[]; readonly ackedMs: number; readonly cost: Cost };

/** As many as a county takes in at once; sides take turns batch by batch. */
const BATCH = 500;

export type OpenIssues = { readonly ours: readonly string[]; readonly bare: readonly string[] };

const memoryOf = (side: Side): number => Math.max(...side.workers.map((worker) => residentMb(worker.pid)));

/** Opens N on each side, in batches A B A B. What is open here carries the load of the next phase. */
export const openIssues = async ({ profile, place, cores, ours, bare, say }: Bench): Promise<{ readonly result: PhaseResult; readonly open: OpenIssues }> => {
  const batches = { ours: [] as Opened[], bare: [] as Opened[] };
  for (let done = 0; done < profile.open; done += BATCH) {
    const count = Math.min(BATCH, profile.open - done);
    for (const side of [ours, bare]) {
      const { result, cost } = await measured(place, side, cores, () => side.openWorking(count, `open-${done}`));
      batches[side.name].push({ ...result, cost });
    }
    say(`${done + count}/${profile.open} open on each side`);
  }
  const perThousand = (batch: Opened): number => (batch.cost.total / batch.ids.length) * 1000;
  const rate = (batch: Opened): number => batch.ids.length / (batch.cost.wallMs / 1000);
  const acked = (batch: Opened): number => batch.ids.length / (batch.ackedMs / 1000);
  return {
    open: { ours: batches.ours.flatMap((batch) => batch.ids), bare: batches.bare.flatMap((batch) => batch.ids) },
    result: {
      rows: [
        rowOf('CPU of opening 1,000 / 开立千个问题 CPU', 's', batches.ours, batches.bare, perThousand),
        rowOf('opened and settled a second / 每秒开立办结', '/s', batches.ours, batches.bare, rate),
        rowOf('opened and acked a second / 每秒受理', '/s', batches.ours, batches.bare, acked),
        row(`worker memory after opening ${profile.open} / 工作进程内存`, 'MB', memoryOf(ours), memoryOf(bare)),
      ],
      remarks: [
        'Ours: acked when the ledger has the round with all its issues (one call), settled when every issue stands in the register with its reminders planned; bare: one start each (50 under way), settled when its first task has run.',
        'Both workers keep 100 issues in memory. The SDK by default keeps as many as the heap takes: 1.6 GB at 10,000.',
      ],
      raw: { ours: batches.ours.map(({ ids, ...rest }) => ({ count: ids.length, ...rest })), bare: batches.bare.map(({ ids, ...rest }) => ({ count: ids.length, ...rest })) },
      othersShare: othersShare([...batches.ours, ...batches.bare]),
    },
  };
};

type LoadSlice = { readonly cost: Cost; readonly latencies: readonly number[]; readonly failed: number };

/** Acts come by a fixed beat, whether or not the last one was answered; latency counts from the beat. */
const load = async (side: Side, ids: readonly string[], rate: number, seconds: number): Promise<{ latencies: number[]; failed: number }> => {
  const latencies: number[] = [];
  let failed = 0;
  const running: Promise<void>[] = [];
  const start = performance.now();
  for (let n = 0; n < rate * seconds; n += 1) {
    const due = start + (n * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const id = ids[Math.floor(Math.random() * ids.length)] ?? '';
    running.push(
      side.workAct(id, n).then(
        () => void latencies.push(performance.now() - due),
        () => void (failed += 1),
      ),
    );
  }
  await Promise.all(running);
  return { latencies, failed };
};

/** Acts that need more CPU than the machine has pile up: their latencies then tell how long the trial was, nothing else. */
const saturated = (name: string, slices: readonly LoadSlice[], rate: number, cores: number): string[] => {
  const needed = rate * median(slices.map((slice) => slice.cost.total / slice.latencies.length));
  return needed < cores * 0.8 ? [] : [`${name}: ${rate} acts a second need ${needed.toFixed(1)} of the machine's ${cores} cores (engine, ledger and driver included): acts pile up.`];
};

/** So many acts a second on issues picked at random among all that are open: nearly all of them cold, as in real life. */
export const actsUnderLoad = async ({ profile, place, cores, ours, bare, say }: Bench, open: OpenIssues, rate: number): Promise<PhaseResult> => {
  const slices = { ours: [] as LoadSlice[], bare: [] as LoadSlice[] };
  for (let round = 1; round <= profile.loadRounds; round += 1) {
    for (const side of [ours, bare]) {
      const { result, cost } = await measured(place, side, cores, () => load(side, open[side.name], rate, profile.loadSeconds));
      slices[side.name].push({ ...result, cost });
      say(`${rate}/s ${round}/${profile.loadRounds} ${side.name}`);
    }
  }
  const failed = [...slices.ours, ...slices.bare].reduce((sum, slice) => sum + slice.failed, 0);
  const at = (share: number) => (slice: LoadSlice): number => percentile(slice.latencies, share);
  return {
    rows: [
      rowOf('CPU of 1,000 acts / 千次办理 CPU', 's', slices.ours, slices.bare, (slice) => (slice.cost.total / slice.latencies.length) * 1000),
      rowOf(`act p50, ${profile.open} open, ${rate}/s / 办理延迟`, 'ms', slices.ours, slices.bare, at(0.5)),
      rowOf(`act p99, ${profile.open} open, ${rate}/s`, 'ms', slices.ours, slices.bare, at(0.99), { of: 'ratio', most: 1.3 }),
      row(`worker memory, ${profile.open} open, after load / 工作进程内存`, 'MB', memoryOf(ours), memoryOf(bare), { of: 'ours', most: 500 }),
    ],
    remarks: [...(failed === 0 ? [] : [`${failed} acts failed.`]), ...saturated('ours', slices.ours, rate, cores), ...saturated('bare', slices.bare, rate, cores)],
    raw: { slices },
    othersShare: othersShare([...slices.ours, ...slices.bare]),
  };
};
