#!/usr/bin/env node
// Scores the importer against a folder of real reports with answer keys (*.txt, *.json) and the folder's own score.mjs.
//   node tests/corpus-score.mjs FOLDER        or HUITOUKAN_CORPUS=FOLDER
// Such a folder is no part of this repository; without one there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReport } from '../client/import/parse-report.ts';

const folder = process.argv[2] ?? process.env.HUITOUKAN_CORPUS;
if (!folder || !existsSync(join(folder, 'score.mjs'))) {
  console.log('No corpus here: give a folder, or set HUITOUKAN_CORPUS.');
  process.exit(0);
}
const out = mkdtempSync(join(tmpdir(), 'corpus-'));
let failed = 0;
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .sort()) {
  const result = join(out, file.replace('.txt', '.json'));
  writeFileSync(result, JSON.stringify(readReport(readFileSync(join(folder, file)), file), null, 1));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(folder, 'score.mjs'), join(folder, file.replace('.txt', '.json')), result],
    { encoding: 'utf8' },
  );
  process.stdout.write(stdout + stderr);
  if (status !== 0) failed += 1;
}
if (process.env.KEEP) console.log(out);
else rmSync(out, { recursive: true });
process.exit(failed === 0 ? 0 : 1);
