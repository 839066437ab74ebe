import { expect, test } from 'vitest';
import { Refusal } from '../../domain/refusal.ts';
import { runGuarded } from './guarded.ts';
import { REPORT_TASK } from './read-report.ts';
import type { Ending } from '../../tests/fuzz/batch-task.ts';
import { trapFiles } from '../../tests/fuzz/files.ts';

const BATCH_TASK = new URL('../../tests/fuzz/batch-task.ts', import.meta.url);

test('broken files end in a result or in a message', async () => {
  const count = 24;
  const endings = await runGuarded<readonly Ending[]>(BATCH_TASK, { bytes: new Uint8Array(), name: 'fuzz', options: { first: 1, count } }, { memoryMb: 512, timeMs: 28_000 });
  expect(endings).toHaveLength(count);
  expect(new Set(endings.map((one) => one.end)).size).toBeGreaterThan(4);
  expect(Math.max(...endings.map((one) => one.ms))).toBeLessThan(10_000);
});

// All of them: npm run fuzz. What can be seen without a process of its own has its test beside its file.
test('known traps are refused by name', async () => {
  const small = trapFiles().filter((trap) => /^(?:laughs\.docx|deep\.docx|wide\.html)$/.test(trap.name));
  const codes = await Promise.all(small.map(async (trap) => runGuarded(REPORT_TASK, trap, { memoryMb: 512, timeMs: 28_000 }).catch((error: unknown) => (error instanceof Refusal ? error.code : String(error)))));
  expect(small.map((trap, at) => [trap.name, codes[at]])).toEqual(small.map((trap) => [trap.name, trap.code]));
});
