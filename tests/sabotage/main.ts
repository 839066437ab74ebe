import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sabotage } from './sabotage.ts';
import { SABOTAGES } from './sabotages.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIMIT_MS = 5 * 60_000;

const copyOfProduct = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'huitoukan-sabotage-'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(ROOT, file), join(copy, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
};

/** Breaks the promise in the copy, runs its test, mends it again. Caught means: the test failed. */
const tryOne = (copy: string, { file, find, replace, test }: Sabotage): 'caught' | 'NOT CAUGHT' | 'STALE' => {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (!source.includes(find)) return 'STALE';
  writeFileSync(path, source.replace(find, replace));
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', test, '--bail=1'], { cwd: copy, timeout: LIMIT_MS, encoding: 'utf8' });
  writeFileSync(path, source);
  // A run that found no test at all ends with an error as well; that would prove nothing.
  const ran = /Tests\s+.*\d+ (failed|passed)/.test(run.stdout) || /FAIL/.test(run.stdout);
  return ran && run.status !== 0 ? 'caught' : 'NOT CAUGHT';
};

const wanted = process.argv.slice(2);
const copy = copyOfProduct();
let bad = 0;
try {
  for (const sabotage of SABOTAGES.filter(({ promise }) => wanted.length === 0 || wanted.includes(promise))) {
    const verdict = tryOne(copy, sabotage);
    if (verdict !== 'caught') bad += 1;
    process.stdout.write(`${verdict.padEnd(11)} ${sabotage.promise.padEnd(26)} ${sabotage.test}\n`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(bad === 0 ? '每个破坏都被测试抓住 / every sabotage was caught\n' : `${bad} 个未被抓住 / ${bad} not caught\n`);
process.exitCode = bad === 0 ? 0 : 1;
