/**
 * `npm run fuzz [SEEDS] [FIRST]`: broken and hostile files through the same door as people's: each has to end in a result or in a
 * message, within the limits of time and memory. Ends with 1 where one does not, naming its seed.
 */
import { runGuarded, GUARD_LIMITS } from '../../client/import/guarded.ts';
import { REPORT_TASK } from '../../client/import/read-report.ts';
import { Refusal } from '../../domain/refusal.ts';
import { brokenFile, trapFiles } from './files.ts';
import type { BrokenFile } from './files.ts';

const [seeds = 2000, first = 1] = process.argv.slice(2).map(Number);
const SIDE_BY_SIDE = 2;
/** Of the process that is fed and answers, beside the reading itself. */
const GRACE_MS = 2000;

const ends = new Map<string, number>();
const worst = { ms: 0, slow: '', mb: 0, large: '' };
const failures: string[] = [];

const tryFile = async (file: BrokenFile, expected?: string): Promise<void> => {
  const started = performance.now();
  const onPeak = (megabytes: number): void => {
    if (megabytes > worst.mb) [worst.mb, worst.large] = [megabytes, file.name];
  };
  const end = await runGuarded(REPORT_TASK, { bytes: file.bytes, name: file.name, onPeak }).then(
    () => 'result',
    (error: unknown) => (error instanceof Refusal ? error.code : `CRASH ${String(error)}`),
  );
  const ms = performance.now() - started;
  if (ms > worst.ms) [worst.ms, worst.slow] = [ms, file.name];
  ends.set(end, (ends.get(end) ?? 0) + 1);
  const bad = end.startsWith('CRASH') || ms > GUARD_LIMITS.timeMs + GRACE_MS || (expected !== undefined && end !== expected);
  if (bad) failures.push(`${file.name}: ${end}${expected === undefined ? '' : ` (expected ${expected})`}, ${Math.round(ms)} ms`);
};

for (const trap of trapFiles()) await tryFile(trap, trap.code);
let next = first;
const worker = async (): Promise<void> => {
  for (let seed = next++; seed < first + seeds; seed = next++) {
    await tryFile(brokenFile(seed));
    if (seed % 100 === 0) process.stderr.write(`${seed - first + 1}/${seeds}\n`);
  }
};
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));

const counts = [...ends].toSorted((a, b) => b[1] - a[1]).map(([end, count]) => `${end} ${count}`);
process.stdout.write(`${seeds} seeds from ${first}: ${counts.join(', ')}\n`);
process.stdout.write(`slowest ${Math.round(worst.ms)} ms (${worst.slow}), largest ${Math.round(worst.mb)} MB (${worst.large}), limits ${GUARD_LIMITS.timeMs} ms, ${GUARD_LIMITS.memoryMb} MB\n`);
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
