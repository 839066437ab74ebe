// `npm test`, `npm run lint` and the like, on the pinned Node. Extra arguments go to the tool.
import { join } from 'node:path';
import { exitWith, root, run } from './bootstrap.mjs';

const bin = (path) => join(root, 'node_modules', path);

/** Each task is a list of steps; a step is [script, args, environment]. */
const tasks = {
  test: (args) => [[bin('vitest/vitest.mjs'), ['run', '--project', 'pure', '--project', 'whole', ...args]]],
  // The proofs that take longer: the demo played, an engine lost and rebuilt, kill -9, the page in a browser.
  'test:slow': (args) => [[bin('vitest/vitest.mjs'), ['run', '--project', 'slow', ...args]]],
  // The same suite on the oldest PostgreSQL that is promised; installed on the way where that is possible.
  pg15: (args) => [[bin('vitest/vitest.mjs'), ['run', '--project', 'whole', '--project', 'slow', ...args], { HUITOUKAN_TEST_POSTGRES: '15' }]],
  bench: (args) => [[join(root, 'tests/bench/main.ts'), args]],
  // Two minutes of kill -9 against worker, engine and mail server, judged by a program of its own.
  chaos: (args) => [[join(root, 'tests/chaos/kill-test.ts'), args]],
  // Made-up lives by the rules alone, every law held against each: `npm run simulate 20000`.
  simulate: (args) => [[join(root, 'tests/simulation/main.ts'), args]],
  // The real client against engine and ledger, beside a small model, for longer than the suite: `npm run model 300`.
  model: ([runs = '100', ...args]) => [[bin('vitest/vitest.mjs'), ['run', 'tests/model', ...args], { HUITOUKAN_MODEL_RUNS: runs }]],
  // Next year's holiday table arrives while 2,000 issues are open; the import is killed half-way.
  'calendar-proof': (args) => [[join(root, 'tests/rules/calendar-proof.ts'), args]],
  // Scores the importer against reports with hand-made keys, where such a folder is at hand.
  corpus: (args) => [[join(root, 'tests/corpus-score.mjs'), args]],
  // Broken and hostile files of every kind through the importer: `npm run fuzz 2000`.
  fuzz: (args) => [[join(root, 'tests/fuzz/main.ts'), args]],
  // Every document that the product makes, rendered by LibreOffice for a person to look at: `npm run look FOLDER`.
  look: (args) => [[join(root, 'tests/look/main.ts'), args]],
  // Every page of the demo as its people see it, on a desk and on a phone, into docs/screenshots.
  screenshots: (args) => [[join(root, 'tests/screenshots/main.ts'), args]],
  // Breaks every promise on purpose, in a copy, and expects its test to notice.
  sabotage: (args) => [[join(root, 'tests/sabotage/main.ts'), args]],
  // Made-up requests to every route, as everybody there is: `npm run schemathesis [WHO] [EXAMPLES] [SEED] [coverage]`. Needs python3.
  schemathesis: (args) => [[join(root, 'tests/schemathesis/main.ts'), args]],
  types: (args) => [
    [bin('typescript/bin/tsc'), ['--noEmit', '-p', root, ...args]],
    // The page has a browser's library, the rest has none.
    [bin('typescript/bin/tsc'), ['--noEmit', '-p', join(root, 'web'), ...args]],
  ],
  // The page into web/dist, as `huitoukan serve` does by itself where it is missing or old.
  page: (args) => [[bin('vite/bin/vite.js'), ['build', '-c', join(root, 'web/vite.config.ts'), ...args]]],
  lint: (args) => [
    [bin('oxlint/bin/oxlint'), ['--type-aware', '--deny-warnings', ...args]],
    [join(root, 'bin/boundaries.mjs'), []],
  ],
  fmt: (args) => [[bin('oxfmt/bin/oxfmt'), args.length > 0 ? args : ['--check']]],
};

const [name = '', ...args] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  exitWith(2, `没有这个任务：${name}。可用：${Object.keys(tasks).join(' ')}`, `No such task: ${name}. There are: ${Object.keys(tasks).join(' ')}`);
}
process.chdir(root);
let worst = 0;
for (const [script, scriptArgs, env] of task(args)) {
  const code = await run(process.execPath, [script, ...scriptArgs], env);
  worst = Math.max(worst, code);
  if (code > 128) break; // interrupted
}
process.exit(worst);
