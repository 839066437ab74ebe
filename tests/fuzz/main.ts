/**
 * `npm run fuzz [SEEDS] [FIRST]`: broken and hostile files through the same door as people's: each has to end in a result or in a
 * message, within the limits of time and memory. Ends with 1 where one does not, naming its seed.
 */
import { runGuarded, GUARD_LIMITS } from '../../client/import/guarded.ts';
import type { GuardedInput } from '../../client/import/guarded.ts';
import { REPORT_TASK } from '../../client/import/read-report.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ending } from './batch-task.ts';
import { brokenFile, trapFiles } from './files.ts';
import type { BrokenFile } from './files.ts';

const [seeds = 2000, first = 1] = process.argv.slice(2).map(Number);
const BATCH = 25;
const BATCH_TASK = new URL('batch-task.ts', import.meta.url);
/** Of the process that is fed and answers, beside the reading itself. */
const GRACE_MS = 2000;

const ends = new Map<string, number>();
const worst = { ms: 0, slow: '', mb: 0, large: '' };
const failures: string[] = [];

const count = (name: string, end: string, ms: number, expected?: string): void => {
  if (ms > worst.ms) [worst.ms, worst.slow] = [ms, name];
  ends.set(end, (ends.get(end) ?? 0) + 1);
  const bad = end.startsWith('CRASH') || ms > GUARD_LIMITS.timeMs + GRACE_MS || (expected !== undefined && end !== expected);
  if (bad) failures.push(`${name}: ${end}${expected === undefined ? '' : ` (expected ${expected})`}, ${Math.round(ms)} ms`);
};
const peakOf = (name: string): Required<Pick<GuardedInput, 'onPeak'>> => ({
  onPeak: (megabytes) => {
    if (megabytes > worst.mb) [worst.mb, worst.large] = [megabytes, name];
  },
});

const REGISTER_TASK = new URL('register-task.ts', import.meta.url);

const tryAlone = async (file: Omit<BrokenFile, 'door'> & { readonly door?: BrokenFile['door'] }, expected?: string): Promise<void> => {
  const started = performance.now();
  const end = await runGuarded(file.door === 'register' ? REGISTER_TASK : REPORT_TASK, { bytes: file.bytes, name: file.name, ...peakOf(file.name) }).then(
    () => 'result',
    (error: unknown) => (error instanceof Refusal ? error.code : `CRASH ${String(error)}`),
  );
  count(file.name, end, performance.now() - started, expected);
};

/** A batch that did not come to its end holds a file that hangs or blows up: each of it is tried alone. */
const tryBatch = async (from: number, size: number): Promise<void> => {
  const name = `seeds ${from} to ${from + size - 1}`;
  const input = { bytes: new Uint8Array(), name, options: { first: from, count: size }, ...peakOf(name) };
  const endings = await runGuarded<readonly Ending[]>(BATCH_TASK, input, { ...GUARD_LIMITS, timeMs: size * 4000 }).catch(() => null);
  if (endings === null) for (let seed = from; seed < from + size; seed += 1) await tryAlone(brokenFile(seed));
  else for (const { seed, end, ms } of endings) count(brokenFile(seed).name, end, ms);
};

for (const trap of trapFiles()) await tryAlone(trap, trap.code);
for (let from = first; from < first + seeds; from += BATCH) {
  await tryBatch(from, Math.min(BATCH, first + seeds - from));
  process.stderr.write(`${Math.min(from - first + BATCH, seeds)}/${seeds}\r`);
}

const counts = [...ends].toSorted((a, b) => b[1] - a[1]).map(([end, number]) => `${end} ${number}`);
process.stdout.write(`${seeds} seeds from ${first}: ${counts.join(', ')}\n`);
process.stdout.write(`slowest ${Math.round(worst.ms)} ms (${worst.slow}), largest ${Math.round(worst.mb)} MB (${worst.large}), limits ${GUARD_LIMITS.timeMs} ms, ${GUARD_LIMITS.memoryMb} MB\n`);
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
