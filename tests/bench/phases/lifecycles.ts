import type { Cost } from '../cost.ts';
import { measured } from '../cost.ts';
import { planOf, STAGES, type Shape } from '../lifecycle.ts';
import { othersShare, row, rowOf, type PhaseResult } from '../rows.ts';
import { median, percentile } from '../stats.ts';
import { inParallel } from '../stats.ts';
import type { Bench } from '../bench.ts';
import type { Side } from '../side.ts';
import { dayOf } from '../../../domain/time.ts';

type Slice = { readonly cost: Cost; readonly lives: number; readonly acts: readonly number[]; readonly sent: number; readonly ids: readonly string[] };

/** One turn of one side: a batch of lives from opening to archive, so many at once, stage by stage as days pass. */
const turn = async ({ place, cores }: Bench, side: Side, shape: Shape, lives: number, width: number, tag: string): Promise<Slice> => {
  const plan = planOf(shape, dayOf(Date.now()));
  const { result, cost } = await measured(place, side, cores, async () => {
    const ids = await side.openLives(lives, tag, shape);
    const acts: number[] = [];
    let sent = 0;
    for (const [stage, numbers] of STAGES.entries()) {
      const jump = plan.jumps[stage - 1];
      if (jump !== undefined) {
        await inParallel(ids, width, (id) => side.jump(id, jump));
        sent += await side.dispatch(stage === 1 ? plan.remindedAt : [jump]);
      }
      await inParallel(ids, width, async (id) => {
        for (const n of numbers) {
          const from = performance.now();
          await side.liveAct(id, n, shape);
          acts.push(performance.now() - from);
        }
      });
    }
    return { ids, acts, sent };
  });
  return { ...result, cost, lives };
};

const SAMPLES = 5;

const sizesOf = async (side: Side, slices: readonly Slice[]) => {
  const sizes = await Promise.all((slices.at(-1)?.ids ?? []).slice(0, SAMPLES).map((id) => side.history(id)));
  const middle = sizes.toSorted((a, b) => a.bytes - b.bytes)[Math.floor(sizes.length / 2)];
  return { events: median(sizes.map((size) => size.events)), bytes: median(sizes.map((size) => size.bytes)), skips: median(sizes.map((size) => size.skips)), kinds: middle?.kinds ?? {} };
};

/** Whole lives, A B A B; events and bytes of a life. */
export const lifecycles = async (bench: Bench, shape: Shape, rounds: number): Promise<PhaseResult> => {
  const { profile, ours, bare } = bench;
  const slices = { ours: [] as Slice[], bare: [] as Slice[] };
  for (const side of [ours, bare]) await turn(bench, side, shape, Math.min(profile.lives, 10), profile.width, `warm-${shape}`);
  for (let round = 1; round <= rounds; round += 1) {
    for (const side of [ours, bare]) {
      slices[side.name].push(await turn(bench, side, shape, profile.lives, profile.width, `l12-${shape}-${round}`));
      bench.say(`${shape} ${round}/${rounds} ${side.name}`);
    }
  }
  const [own, other] = [await sizesOf(ours, slices.ours), await sizesOf(bare, slices.bare)];
  const perThousand = (pick: (cost: Cost) => number) => (slice: Slice): number => (pick(slice.cost) / slice.lives) * 1000;
  const main = shape === 'reminders';
  const both = (what: string, unit: string, figure: (slice: Slice) => number, aim: Parameters<typeof rowOf>[5] = null) =>
    rowOf(what, unit, slices.ours, slices.bare, figure, aim);
  return {
    rows: [
      both('CPU of 1,000 lifecycles / 千个周期 CPU', 's', perThousand((cost) => cost.total)),
      both('  worker', 's', perThousand((cost) => cost.workers)),
      both('  engine', 's', perThousand((cost) => cost.engine)),
      both('  ledger', 's', perThousand((cost) => cost.ledger)),
      both('  driver', 's', perThousand((cost) => cost.driver)),
      both('lifecycles a second / 每秒完整周期', '/s', (slice) => slice.lives / (slice.cost.wallMs / 1000), main ? { of: 'ratio', least: 0.7 } : null),
      both('act at saturation p50 / 饱和时办理', 'ms', (slice) => percentile(slice.acts, 0.5)),
      both('act at saturation p99', 'ms', (slice) => percentile(slice.acts, 0.99)),
      row('history events a lifecycle / 每周期事件数', '', own.events, other.events, main ? { of: 'ours', most: 100 } : null),
      row('history bytes a lifecycle / 每周期字节数', 'KB', own.bytes / 1024, other.bytes / 1024, main ? { of: 'ours', most: 16 } : null),
    ],
    remarks: [
      main
        ? 'Ours plans the 12 reminders as rows of the ledger and hands over the 4 that fall due by dispatching passes (to a channel that accepts at once); bare wakes by a timer for each and notes it.'
        : 'Strictly the same waits: the 4 are rungs after the due date and both look-backs come late, so ours wakes six times as bare does (and writes letters besides).',
      `Time was skipped alike on both sides; the ${own.skips} and ${other.skips} events that only skipping writes are not counted.`,
      'Ours: payloads compressed and sealed (codec on), readable timers and details, every step in the ledger before anybody is told; bare: none of these.',
    ],
    raw: { slices, kinds: { ours: own.kinds, bare: other.kinds } },
    othersShare: othersShare([...slices.ours, ...slices.bare]),
  };
};
