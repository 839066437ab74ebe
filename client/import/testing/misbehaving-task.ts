/** A task that does what hostile files make parsers do; `options` says which. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { refuse } from '../../../domain/refusal.ts';
import type { GuardedTask } from '../guarded.ts';

const MISDEEDS: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  count: (bytes) => bytes.byteLength,
  refuse: () => refuse('IMPORT_SCANNED', '扫描件', 'a scan', { pages: 3 }),
  throw: () => {
    throw new TypeError('undefined is not a part');
  },
  exit: () => process.exit(0),
  hang: () => {
    for (;;);
  },
  heap: () => {
    const kept: number[][] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, at) => at));
  },
  buffers: () => {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(8 * 1024 * 1024, 1));
  },
  recurse: () => {
    const deeper = (depth: number): number => deeper(depth + 1) + 1;
    return deeper(0);
  },
  write: () => writeFileSync('/tmp/huitoukan-was-here', ''),
  start: () => spawnSync('true').error?.message ?? 'started',
  environment: () => Object.keys(process.env).toSorted(),
};

export const run: GuardedTask<unknown> = async (bytes, _, options) => MISDEEDS[String(options)]?.(bytes);
