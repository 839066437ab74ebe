import { existsSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Refusal } from '../../domain/refusal.ts';
import { runGuarded } from './guarded.ts';

const TASK = new URL('testing/misbehaving-task.ts', import.meta.url);
const BYTES = new Uint8Array(3_000_000);
const LIMITS = { memoryMb: 150, timeMs: 25_000 };
const act = async (what: string, limits = LIMITS): Promise<unknown> =>
  runGuarded(TASK, { bytes: BYTES, name: 'a.docx', options: what }, limits).catch((error: unknown) => {
    if (error instanceof Refusal) return error.code;
    throw error;
  });

test('what a task answers or refuses comes back as it is', async () => {
  expect(await Promise.all([act('count'), act('refuse')])).toEqual([3_000_000, 'IMPORT_SCANNED']);
});

test('a task that hangs, fills the memory, overflows, fails or falls silent is a message', async () => {
  expect(await Promise.all([act('hang', { ...LIMITS, timeMs: 1500 }), act('heap'), act('buffers')])).toEqual([
    'IMPORT_TOO_SLOW',
    'IMPORT_TOO_MUCH_MEMORY',
    'IMPORT_TOO_MUCH_MEMORY',
  ]);
  expect(await Promise.all([act('recurse'), act('throw'), act('exit')])).toEqual(['IMPORT_DAMAGED', 'IMPORT_DAMAGED', 'IMPORT_DAMAGED']);
});

test('a task may neither write nor start anything, and knows no settings', async () => {
  rmSync('/tmp/huitoukan-was-here', { force: true });
  const [write, start, names] = await Promise.all([act('write'), act('start'), act('environment')]);
  expect(write).toBe('IMPORT_DAMAGED');
  expect(existsSync('/tmp/huitoukan-was-here')).toBe(false);
  expect(start === 'IMPORT_DAMAGED' || String(start).includes('ERR_ACCESS_DENIED') || /access|restricted/i.test(String(start))).toBe(true);
  expect((names as string[]).filter((name) => !['PATH', 'TMPDIR', 'TZ', 'SystemRoot', 'TEMP', 'TMP'].includes(name))).toEqual([]);
});
