import fc from 'fast-check';
import { tally } from '../../client/round-counts.ts';
import { registerRow } from '../../domain/register-row.ts';
import { finish } from '../../domain/testing/finish.ts';
import { moveArbitrary, openingArbitrary } from '../../domain/testing/generators.ts';
import { live, type Life } from '../../domain/testing/simulator.ts';
import { DAY_MS, dayOf } from '../../domain/time.ts';
import type { EventCell, IssueCell } from '../../ledger/counts.ts';
import { LAWS } from './laws.ts';
import { staffOf } from './staff.ts';

export type Simulated = {
  readonly lives: number;
  readonly seed: number;
  /** How often each law was looked at. */
  readonly laws: Readonly<Record<string, number>>;
  readonly events: Readonly<Record<string, number>>;
  readonly refused: number;
  readonly broken: readonly { readonly seed: number; readonly law: string; readonly why: string }[];
};

/** So many tries of random people; then, for every third, two years of what falls due by itself. */
const ACTS = { minLength: 30, maxLength: 50, size: 'max' } as const;
const AFTERWARDS_MS = 730 * DAY_MS;
/** Lives that are counted together, as the issues of one round. */
const ROUND = 50;
const COUNTS = '统计数加得拢 / counts add up';
/** Enough to see what is wrong. */
const MOST_BROKEN = 5;

const one = fc.tuple(openingArbitrary, fc.array(moveArbitrary, ACTS));
/** The life of a seed: the same every time. */
export const lifeOf = (seed: number): Life => {
  const [drawn] = fc.sample(one, { seed, numRuns: 1 });
  if (drawn === undefined) throw new Error('nothing was drawn');
  const [opening, moves] = drawn;
  const half = Math.ceil(moves.length / 2);
  const life = live(opening, moves.slice(0, half));
  // Every other case is brought to its closure by willing people: chance alone hardly ever gets there.
  if (seed % 2 === 1) finish(life);
  for (const move of moves.slice(half)) life.play(move);
  return life.sleep(life.now + (seed % 3 === 0 ? AFTERWARDS_MS : 0));
};

/** Plays `lives` lives from `seed` on and holds every law against each. */
export const simulate = (lives: number, seed: number): Simulated => {
  // Most of what people try is refused, and nobody reads the stack of a refusal.
  const stacks = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return simulated(lives, seed);
  } finally {
    Error.stackTraceLimit = stacks;
  }
};

const simulated = (lives: number, seed: number): Simulated => {
  const laws = new Map<string, number>([...LAWS.map(({ name }) => [name, 0] as const), [COUNTS, 0]]);
  const events = new Map<string, number>();
  const broken: { seed: number; law: string; why: string }[] = [];
  let refused = 0;
  let round: Life[] = [];
  const hold = (at: number, law: string, check: () => number): void => {
    try {
      laws.set(law, (laws.get(law) ?? 0) + check());
    } catch (error) {
      broken.push({ seed: at, law, why: error instanceof Error ? error.message.slice(0, 2_000) : String(error) });
    }
  };
  for (let at = seed; at < seed + lives && broken.length < MOST_BROKEN; at += 1) {
    const life = lifeOf(at);
    const lived = { life, staff: staffOf(at, dayOf(life.moments[0]?.at ?? 0)) };
    for (const { name, check } of LAWS) hold(at, name, () => check(lived));
    for (const { type } of life.events) events.set(type, (events.get(type) ?? 0) + 1);
    refused += life.refused.length;
    round.push(life);
    if (round.length < ROUND && at < seed + lives - 1) continue;
    hold(at, COUNTS, () => countsOf(round));
    round = [];
  }
  return { lives, seed, laws: Object.fromEntries(laws), events: Object.fromEntries([...events].toSorted(([, a], [, b]) => b - a)), refused, broken };
};

/** Counted as the ledger counts them; `tally` refuses what contradicts itself. */
const countsOf = (lives: readonly Life[]): number => {
  const issues = lives.map(({ state }): IssueCell => {
    const row = registerRow(state);
    const { status, kind, suspended, measure_slipped: measureSlipped, own_rating: own, verified_rating: verified } = row;
    return { status, kind, suspended, measureSlipped, own, verified, lookBackOverdue: row.look_back_overdue_since !== null, overdue: row.overdue_since !== null, extended: row.extensions_granted > 0, count: 1 };
  });
  const happened = lives.flatMap(({ events }) => events);
  const detailOf = (event: (typeof happened)[number]): string | null =>
    event.type === 'look-back-recorded' ? event.result : event.type === 'reopened' ? event.cause : event.type === 'fell-due' ? event.kind : null;
  const cells = [...Map.groupBy(happened, (event) => `${event.type} ${detailOf(event)}`).values()].map((list): EventCell => {
    const [first] = list;
    return { type: first?.type ?? '', detail: first === undefined ? null : detailOf(first), count: list.length, issues: 1 };
  });
  return tally('simulated', issues, cells, {}).counted;
};

/** What was checked how often, for people. */
export const simulationInWords = ({ lives, seed, laws, events, refused, broken }: Simulated): string =>
  [
    `模拟${lives}个问题的一生（种子${seed}起）/ ${lives} lives, seeds from ${seed}: ${Object.values(events).reduce((sum, count) => sum + count, 0)} events, ${refused} refusals`,
    ...Object.entries(laws).map(([law, count]) => `  ${String(count).padStart(9)} × ${law}`),
    ...broken.map(({ seed: at, law, why }) => `被打破 / BROKEN (seed ${at}): ${law}\n  ${why}`),
  ].join('\n');
