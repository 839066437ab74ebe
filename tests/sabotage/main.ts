import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
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

/** `by`: which test failed, so that a failure of something else does not pass for it. */
type Verdict = { readonly said: 'caught' | 'NOT CAUGHT' | 'TOO SLOW' | 'STALE'; readonly by: string };

/** Breaks the promise in the copy, runs its test, mends it again. Caught means: the test failed. */
const tryOne = (copy: string, { file, find, replace, test }: Sabotage): Verdict => {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (!source.includes(find)) return { said: 'STALE', by: '' };
  writeFileSync(path, source.replace(find, replace));
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', test, '--bail=1'], { cwd: copy, timeout: LIMIT_MS, encoding: 'utf8' });
  writeFileSync(path, source);
  // A run that found no test at all ends with an error as well; that would prove nothing.
  const told = stripVTControlCharacters(`${run.stdout}${run.stderr}`);
  const ran = /Tests\s+.*\d+ (failed|passed)/.test(told) || /FAIL/.test(told);
  const by = /FAIL\s+(?:\w+\s+)?(\S.*)/.exec(told)?.[1] ?? '';
  if (run.error !== undefined && 'code' in run.error && run.error.code === 'ETIMEDOUT') return { said: 'TOO SLOW', by };
  return { said: ran && run.status !== 0 ? 'caught' : 'NOT CAUGHT', by };
};

const wanted = process.argv.slice(2);
const copy = copyOfProduct();
let bad = 0;
try {
  for (const sabotage of SABOTAGES.filter(({ promise }) => wanted.length === 0 || wanted.includes(promise))) {
    const { said, by } = tryOne(copy, sabotage);
    if (said !== 'caught') bad += 1;
    process.stdout.write(`${said.padEnd(11)} ${sabotage.promise.padEnd(26)} ${by === '' ? sabotage.test : by}\n`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(bad === 0 ? '每个破坏都被测试抓住 / every sabotage was caught\n' : `${bad} 个未被抓住 / ${bad} not caught\n`);
process.exitCode = bad === 0 ? 0 : 1;
