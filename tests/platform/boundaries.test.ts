import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkBoundaries } from '../../bin/boundaries.mjs';
import { temporaryFolder } from './helpers.ts';

const problemsOf = (files: Record<string, string>): string[] => {
  const folder = temporaryFolder();
  const manifest = JSON.stringify({ dependencies: { zod: '4', pg: '8', '@temporalio/workflow': '1' }, devDependencies: { vitest: '5' } });
  for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return checkBoundaries(folder).problems;
};

const rest = { 'domain/issue.ts': 'export const a = 1;', 'activities/record.ts': "import pg from 'pg'; export type R = typeof pg;" };

test('what is allowed', () => {
  expect(
    problemsOf({
      ...rest,
      'domain/issue-schema.ts': "import { z } from 'zod'; import type { R } from './issue.ts';",
      'workflows/issue.ts': "import type { R } from '../activities/record.ts'; import { a } from '../domain/issue.ts'; import '@temporalio/workflow';",
      'domain/words.ts': "const NAMES = new Map([['a', 1]]); declare let told: string;",
      'domain/issue.test.ts': "import { test } from 'vitest'; import fs from 'node:fs';",
    }),
  ).toEqual([]);
});

test.each<[string, Record<string, string>, RegExp]>([
  ['upward', { 'domain/b.ts': "import { R } from '../activities/record.ts';" }, /may not import activities/],
  ['upward, passed on', { 'ledger/b.ts': "export * from '../worker/w.ts';", 'worker/w.ts': '' }, /may not import worker/],
  ['upward, later', { 'ledger/b.ts': "const w = await import('../worker/w.ts');", 'worker/w.ts': '' }, /may not import worker/],
  ['a value where only types may be', { 'workflows/b.ts': "import { R } from '../activities/record.ts';" }, /`import type` only/],
  ['an inline type, for which Node loads the file', { 'workflows/b.ts': "import { type R } from '../activities/record.ts';" }, /`import type` only/],
  ['a built-in in the core', { 'domain/b.ts': "import 'node:fs';" }, /may not use node:fs/],
  ['a package in the core', { 'domain/b.ts': "import pg from 'pg';" }, /may not use pg/],
  ['zod outside a schema file', { 'domain/b.ts': "import { z } from 'zod';" }, /may not use zod/],
  ['a package in a workflow', { 'workflows/b.ts': "import pg from 'pg';" }, /may not use pg/],
  ['zod behind a workflow', { 'workflows/b.ts': "import '../domain/b.ts';", 'domain/b.ts': "import './c-schema.ts';", 'domain/c-schema.ts': '' }, /reaches zod/],
  ['a variable that all workflows would share', { 'domain/b.ts': 'export let last = 0;' }, /last is kept between two calls/],
  ['a store that fills up', { 'workflows/b.ts': 'const seen = new Map();' }, /seen is kept between two calls/],
  ['a circle', { 'domain/b.ts': "import './c.ts';", 'domain/c.ts': "import './b.ts';" }, /imports itself/],
  ['a circle of types', { 'domain/b.ts': "import type { C } from './c.ts';", 'domain/c.ts': "import type { B } from './b.ts';" }, /imports itself/],
  ['a package of development', { 'client/b.ts': "import 'vitest';" }, /not among the dependencies/],
  ['a file that is not there', { 'client/b.ts': "import './c.ts';" }, /does not exist/],
])('what is not: %s', (_, files, message) => {
  const problems = problemsOf({ ...rest, ...files });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(message);
});
